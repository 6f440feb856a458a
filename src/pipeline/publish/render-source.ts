import { diagnostic, hasErrors, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { RenderedUnit } from '../../model/rendered.ts';
import { isPartial, type Selection } from '../../model/selection.ts';
import type { Unit } from '../../model/unit.ts';
import type { SharedInput } from '../../publish/record.ts';
import type { BranchRender } from '../../publish/rendered-branch.ts';
import { BUILT_IN_MODULES, targetNamed } from '../built-in.ts';
import { compile } from '../compile.ts';
import type { LoadedConfig } from '../load-config.ts';
import { branchRenders } from './branch-renders.ts';
import type { OpenedSource } from './open-source.ts';
import type { PublishedBase } from './published-base.ts';
import type { ChangeRender } from './merge-renders.ts';
import { pushedBranch, reviewModes, reviewOf, type ReviewMode } from './review-mode.ts';
import { secretGate } from './secret-gate.ts';
import { partialBranches } from './wanted-branches.ts';

/** A source commit as rendered branches. */
export interface SourceRender {
  /** Of the selected branches. */
  readonly renders: readonly BranchRender[];
  readonly modes: ReadonlyMap<string, ReviewMode>;
  /** Every branch that the source produces, also those that are not selected. */
  readonly branches: ReadonlySet<string>;
  /** The branches that are pushed for those. */
  readonly pushed: readonly string[];
  /** Undefined when not all units were compiled. */
  readonly sharedInputs: readonly SharedInput[] | undefined;
}

/** A render, or the diagnostics that stand against it. */
export interface RenderOutcome {
  readonly value?: SourceRender;
  readonly diagnostics: readonly Diagnostic[];
}

/** Renders all selected units of a source commit and holds them against the gates. */
export async function renderAll(source: OpenedSource, selection: Selection): Promise<RenderOutcome> {
  const compilation = await compile({
    reader: source.reader(source.commit.id),
    configPath: source.configPath,
    modules: BUILT_IN_MODULES,
    target: targetNamed('kubernetes'),
    selection,
  });
  const { repository, selected, tree, ok, diagnostics } = compilation;
  if (!ok) return { diagnostics };
  if (repository.units.length === 0) {
    const detail = `The commit ${source.commit.id.slice(0, 7)} renders to nothing.`;
    return { diagnostics: [...diagnostics, diagnostic('SOURCE_EMPTY', detail, undefined)] };
  }
  const partial = isPartial(selection) ? partialBranches(repository.units, selected) : [];
  const { value: config } = repository.config;
  return gated([...diagnostics, ...partial], config, {
    renders: branchRenders(source.store.format, tree.units),
    compiled: tree.units,
    all: workspacesOf(repository.units),
    sharedInputs: isPartial(selection) ? undefined : sharedInputsOf(tree.units),
  });
}

/** A render of changes as that of the whole source commit, held against the gates. */
export function renderOfChanges(
  { renders, compiled, projects, compilation }: ChangeRender,
  base: PublishedBase,
  config: LoadedConfig,
): RenderOutcome {
  const kept = base.sharedInputs.filter(({ project }) => !projects.has(project));
  return gated(compilation?.diagnostics ?? config.diagnostics, config.value, {
    renders,
    compiled,
    all: new Map(renders.map(({ branch, workspaces }) => [branch, new Set(workspaces)])),
    sharedInputs: [...kept, ...sharedInputsOf(compiled)],
  });
}

interface Ungated {
  readonly renders: readonly BranchRender[];
  readonly compiled: readonly RenderedUnit[];
  /** Every branch of the matrix with its workspaces. */
  readonly all: ReadonlyMap<string, ReadonlySet<string>>;
  readonly sharedInputs: readonly SharedInput[] | undefined;
}

function gated(
  diagnostics: readonly Diagnostic[],
  { policy, publish: { review } }: LoadedConfig['value'],
  { renders, compiled, all, sharedInputs }: Ungated,
): RenderOutcome {
  const modes = reviewModes(review, renders);
  const found = [...diagnostics, ...secretGate(compiled, policy), ...modes.diagnostics];
  if (hasErrors(found) || !modes.value) return { diagnostics: found };
  const pushed = [...all].map(([branch, workspaces]) => {
    const isReviewed = [...workspaces].some((workspace) => reviewOf(review, workspace) === 'pull-request');
    return pushedBranch(branch, isReviewed ? 'pull-request' : 'direct');
  });
  const value = { renders, modes: modes.value, branches: new Set(all.keys()), pushed, sharedInputs };
  return { value, diagnostics: found };
}

function workspacesOf(units: readonly Unit[]): ReadonlyMap<string, ReadonlySet<string>> {
  const found = new Map<string, Set<string>>();
  for (const { branch, workspace } of units) {
    const names = found.get(branch) ?? new Set();
    found.set(branch, names.add(workspace.name));
  }
  return found;
}

function sharedInputsOf(units: readonly RenderedUnit[]): readonly SharedInput[] {
  return units.flatMap(({ unit, sharedInputs }) =>
    sharedInputs.map((path) => ({ project: unit.project.name, path })),
  );
}
