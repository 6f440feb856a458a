import { diagnostic, hasErrors, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { Selection } from '../../model/selection.ts';
import { isPartial } from '../../model/selection.ts';
import type { BranchRender } from '../../publish/rendered-branch.ts';
import type { SharedInput } from '../../publish/record.ts';
import { BUILT_IN_MODULES, targetNamed } from '../built-in.ts';
import { compile } from '../compile.ts';
import type { OpenedSource } from './open-source.ts';
import { branchRenders } from './branch-renders.ts';
import { reviewModes, type ReviewMode } from './review-mode.ts';
import { secretGate } from './secret-gate.ts';
import { partialBranches } from './wanted-branches.ts';

/** A source commit as rendered branches. */
export interface SourceRender {
  readonly renders: readonly BranchRender[];
  readonly modes: ReadonlyMap<string, ReviewMode>;
  /** Every branch that the source produces, also those that are not selected. */
  readonly branches: ReadonlySet<string>;
  readonly sharedInputs: readonly SharedInput[];
}

/** A render, or the diagnostics that stand against it. */
export type RenderOutcome = {
  readonly value?: SourceRender;
  readonly diagnostics: readonly Diagnostic[];
};

/** Renders all selected units of a source commit and holds them against the gates. */
export async function renderSource(
  source: OpenedSource,
  selection: Selection,
  onProgress: ((done: number, total: number) => void) | undefined,
): Promise<RenderOutcome> {
  const compilation = await compile({
    reader: source.reader(source.commit.id),
    configPath: source.configPath,
    modules: BUILT_IN_MODULES,
    target: targetNamed('kubernetes'),
    selection,
    ...(onProgress ? { onProgress } : {}),
  });
  const { repository, selected, tree, ok } = compilation;
  const found: Diagnostic[] = [...compilation.diagnostics];
  if (!ok) return { diagnostics: found };
  if (repository.units.length === 0) {
    const detail = `The commit ${source.commit.id.slice(0, 7)} renders to nothing.`;
    return { diagnostics: [...found, diagnostic('SOURCE_EMPTY', detail, undefined)] };
  }
  if (isPartial(selection)) found.push(...partialBranches(repository.units, selected));
  const { value: config } = repository.config;
  found.push(...secretGate(tree.units, config.policy));
  const renders = branchRenders(source.store.format, tree.units);
  const modes = reviewModes(config.publish.review, renders);
  found.push(...modes.diagnostics);
  if (hasErrors(found) || !modes.value) return { diagnostics: found };
  const branches = new Set(repository.units.map(({ branch }) => branch));
  return { value: { renders, modes: modes.value, branches, sharedInputs: [] }, diagnostics: found };
}
