import type { RemoteRefs } from '../../adapters/git/remote.ts';
import { branchProblem } from '../../compile/discover/layout.ts';
import { diagnostic, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { Unit } from '../../model/unit.ts';
import type { BranchRender } from '../../publish/rendered-branch.ts';
import { byteOrder } from '../../util/byte-order.ts';
import { pushedBranch, type ReviewMode } from './review-mode.ts';

/** A branch that the run is about. */
export interface WantedBranch {
  readonly render: BranchRender;
  readonly mode: ReviewMode;
  /** The branch that is pushed, without `refs/heads/`. */
  readonly pushed: string;
}

const RECORDS = 'refs/moorline/progress/';

/**
 * The branches of a source commit, and those that an earlier source was published to and that this one no
 * longer produces: they get a render without units.
 * @param all branches of the whole matrix, also those that are not selected
 */
export function wantedBranches(
  renders: readonly BranchRender[],
  modes: ReadonlyMap<string, ReviewMode>,
  {
    refs,
    all,
    isPartial,
  }: { readonly refs: RemoteRefs; readonly all: ReadonlySet<string>; readonly isPartial: boolean },
): readonly WantedBranch[] {
  const wanted = renders.map((render): WantedBranch => {
    const mode = modes.get(render.branch) ?? 'direct';
    return { render, mode, pushed: pushedBranch(render.branch, mode) };
  });
  if (isPartial) return wanted;
  const emptied = [...refs.refs.keys()].flatMap((ref): WantedBranch[] => {
    if (!ref.startsWith(RECORDS)) return [];
    const pushed = ref.slice(RECORDS.length);
    const reviewed = pushed.endsWith('-next') ? pushed.slice(0, -'-next'.length) : undefined;
    if (all.has(pushed) || (reviewed !== undefined && all.has(reviewed))) return [];
    // a name that publish never gives, or a branch that was cleared away after it fell out of the source
    if (branchProblem(pushed) !== undefined || !refs.refs.has(`refs/heads/${pushed}`)) return [];
    const render: BranchRender = { branch: reviewed ?? pushed, workspaces: [], units: [] };
    return [{ render, mode: reviewed === undefined ? 'direct' : 'pull-request', pushed }];
  });
  return [...wanted, ...emptied].sort((a, b) => byteOrder(a.render.branch, b.render.branch));
}

/** A selection has to take all units of a branch or none. */
export function partialBranches(all: readonly Unit[], selected: readonly Unit[]): readonly Diagnostic[] {
  const chosen = new Set(selected);
  const branches = new Map<string, { taken: number; total: number }>();
  for (const unit of all) {
    const count = branches.get(unit.branch) ?? { taken: 0, total: 0 };
    count.total += 1;
    if (chosen.has(unit)) count.taken += 1;
    branches.set(unit.branch, count);
  }
  return [...branches].flatMap(([branch, { taken, total }]) => {
    if (taken === 0 || taken === total) return [];
    const detail = `The selection takes ${String(taken)} of the ${String(total)} units of ${branch}. A branch is published and verified as a whole.`;
    return [diagnostic('SELECTION_PARTIAL', detail, undefined)];
  });
}
