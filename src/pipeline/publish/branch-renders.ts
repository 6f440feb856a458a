import type { ObjectFormat } from '../../model/git.ts';
import type { RenderedUnit } from '../../model/rendered.ts';
import { unitFolder, type BranchRender, type UnitRender } from '../../publish/rendered-branch.ts';
import { byteOrder } from '../../util/byte-order.ts';
import { unitDigest } from '../write-rendered.ts';

/** Rendered units as they stand on their branches, branches in byte order. */
export function branchRenders(format: ObjectFormat, units: readonly RenderedUnit[]): readonly BranchRender[] {
  const byBranch = new Map<string, UnitRender[]>();
  for (const rendered of units) {
    const found = byBranch.get(rendered.unit.branch) ?? [];
    found.push(unitRender(format, rendered));
    byBranch.set(rendered.unit.branch, found);
  }
  return [...byBranch]
    .map(([branch, own]) => toBranch(branch, own))
    .sort((a, b) => byteOrder(a.branch, b.branch));
}

/** A branch with its units in order. */
export function toBranch(branch: string, units: readonly UnitRender[]): BranchRender {
  return {
    branch,
    workspaces: [...new Set(units.map(({ workspace }) => workspace))].sort(byteOrder),
    units: units.toSorted((a, b) => byteOrder(a.path, b.path)),
  };
}

/** A rendered unit as it stands on its branch. */
export function unitRender(format: ObjectFormat, rendered: RenderedUnit): UnitRender {
  const { unit, files } = rendered;
  const facts = {
    project: unit.project.name,
    stack: unit.stack.name,
    workspace: unit.workspace.name,
    path: unit.path,
    resources: files.length,
    outputs: `sha256:${unitDigest(rendered)}`,
  };
  return {
    ...facts,
    folder: unitFolder(format, facts, files),
    identities: files.flatMap(({ id }) => id ?? []),
  };
}
