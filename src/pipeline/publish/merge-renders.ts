import type { BranchRender, UnitRender } from '../../publish/rendered-branch.ts';
import { folderAt } from '../../publish/folder-at.ts';
import type { RenderedUnit } from '../../model/rendered.ts';
import type { Compilation } from '../compile.ts';
import { toBranch, unitRender } from './branch-renders.ts';
import type { BranchLook } from './branch-state.ts';
import type { PublishedBase, PublishedBranch } from './published-base.ts';
import type { PublishedUnit } from './published-units.ts';
import { keyOf, nameUnit } from './unit-names.ts';

/** A render in which units that did not change are taken over from the published branches. */
export interface ChangeRender {
  readonly renders: readonly BranchRender[];
  /** Units that were compiled. */
  readonly compiled: readonly RenderedUnit[];
  /** Names of the projects that were read. */
  readonly projects: ReadonlySet<string>;
  readonly compilation: Pick<Compilation, 'diagnostics' | 'ok'> | undefined;
}

/** A branch on which nothing changed. */
export function untouched({ branch, workspaces }: PublishedBranch): BranchRender {
  return { branch, workspaces, units: [], isUntouched: true };
}

/** Compiled units in the place of published ones, the others taken over as they are stored. */
export async function mergeRenders(
  look: BranchLook,
  {
    compilation,
    published,
    base,
  }: {
    readonly compilation: Compilation;
    readonly published: readonly PublishedUnit[];
    readonly base: PublishedBase;
  },
): Promise<ChangeRender | undefined> {
  const { format } = look.source.store;
  const compiled = compilation.tree.units;
  const keys = new Set(compiled.map(({ unit }) => keyOf(nameUnit(unit))));
  const renders: BranchRender[] = [];
  for (const branch of base.branches) {
    const own = compiled.filter(({ unit }) => unit.branch === branch.branch);
    if (own.length === 0) {
      renders.push(untouched(branch));
      continue;
    }
    const kept = await takenOver(look, branch, {
      published: published.filter(({ on, ...unit }) => on === branch && !keys.has(keyOf(unit))),
      touched: new Set(own.map(({ unit }) => firstPart(unit.path))),
    });
    if (!kept) return undefined;
    const render = toBranch(branch.branch, [...own.map((each) => unitRender(format, each)), ...kept.units]);
    renders.push({ ...render, taken: kept.taken });
  }
  const projects = new Set(compilation.repository.projects.map(({ name }) => name));
  return { renders, compiled, projects, compilation };
}

/** What stays of a branch: whole folders where nothing changed, and single units beside those that did. */
async function takenOver(
  look: BranchLook,
  { tip }: PublishedBranch,
  {
    published,
    touched,
  }: { readonly published: readonly PublishedUnit[]; readonly touched: ReadonlySet<string> },
): Promise<
  { readonly units: readonly UnitRender[]; readonly taken: NonNullable<BranchRender['taken']> } | undefined
> {
  const root = await look.source.objects.tree(tip.tree);
  if (!root) return undefined;
  const taken = root.filter(({ mode, name }) => mode === '40000' && !touched.has(name));
  const names = new Set(taken.map(({ name }) => name));
  const units: UnitRender[] = [];
  for (const { on, ...unit } of published) {
    if (names.has(firstPart(unit.path))) {
      units.push({ ...unit, folder: undefined });
      continue;
    }
    const id = await folderAt(look.source.objects, on.tip.tree, unit.path);
    if (id === undefined) return undefined;
    units.push({ ...unit, folder: { kind: 'stored', id } });
  }
  return { units, taken };
}

function firstPart(path: string): string {
  return path.split('/', 1)[0] ?? '';
}
