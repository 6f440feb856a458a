import type { Outcome } from '../../diagnostics/diagnostic.ts';
import type { Unit } from '../../model/unit.ts';
import type { MoorlineConfig } from '../../schema/moorline-file.ts';
import { byteOrder } from '../../util/byte-order.ts';
import { pushedBranch, reviewModes, type ReviewMode } from './review-mode.ts';

/** A rendered branch as the matrix of units names it. */
export interface MatrixBranch {
  /** Without `refs/heads/`. */
  readonly branch: string;
  /** In byte order. */
  readonly workspaces: readonly string[];
  readonly mode: ReviewMode;
  /** The branch that publish pushes for it. */
  readonly pushed: string;
}

/** The branches of units in byte order, without compiling any of them. */
export function matrixBranches(
  units: readonly Unit[],
  review: MoorlineConfig['publish']['review'],
): Outcome<readonly MatrixBranch[]> {
  const names = [...new Set(units.map(({ branch }) => branch))].sort(byteOrder);
  const found = names.map((branch) => {
    const own = units.filter((unit) => unit.branch === branch).map(({ workspace }) => workspace.name);
    return { branch, workspaces: [...new Set(own)].sort(byteOrder), units: [] };
  });
  const { value: modes, diagnostics } = reviewModes(review, found);
  const value = found.map(({ branch, workspaces }): MatrixBranch => {
    const mode = modes?.get(branch) ?? 'direct';
    return { branch, workspaces, mode, pushed: pushedBranch(branch, mode) };
  });
  return { value, diagnostics };
}
