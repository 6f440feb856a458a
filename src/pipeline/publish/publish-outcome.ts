import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { ObjectId } from '../../model/git.ts';
import type { ResourceId } from '../../model/resource.ts';
import type { BranchPlan, PublishState, UnitAction } from './branch-plan.ts';
import type { PublishedBranch } from './published-base.ts';

/** What became of one branch. */
export interface BranchOutcome {
  readonly branch: string;
  /** The full name of the ref that publish writes. */
  readonly ref: string;
  readonly workspaces: readonly string[];
  readonly state: PublishState;
  /** The tip that was found. */
  readonly base: ObjectId | undefined;
  /** The tip after the run; for `planned` the commit that a push would bring. */
  readonly commit: ObjectId | undefined;
  readonly previousSource: ObjectId | undefined;
  readonly reason: string | undefined;
  /** What the push does to each unit; empty when the branch does not move. */
  readonly units: readonly UnitAction[];
  readonly deleted: readonly ResourceId[];
  readonly adopted: readonly string[];
}

/** What became of a publish. Nothing claims `pushed` that the remote did not confirm. */
export interface PublishOutcome {
  /** The source commit; undefined when it could not be opened. */
  readonly source: ObjectId | undefined;
  /** The remote of the rendered branches, without credentials. */
  readonly remote: string | undefined;
  readonly branches: readonly BranchOutcome[];
  readonly diagnostics: readonly Diagnostic[];
}

/** The state of a plan that was carried out: every ref in `moved` has a new value. */
export function stateAfter(plan: BranchPlan, moved: ReadonlySet<string>): PublishState {
  if (plan.kind === 'already' || plan.kind === 'superseded' || plan.kind === 'blocked') return plan.kind;
  if (plan.kind === 'noop') return 'noop';
  // the remote had the commit already: another run of the same source was faster
  return moved.has(plan.ref) ? 'pushed' : 'already';
}

/** A plan with its state. What was not pushed is still at its old tip. */
export function branchOutcome(plan: BranchPlan, state: PublishState, reason = plan.reason): BranchOutcome {
  const { branch, ref, workspaces, base, commit, previousSource, units, deleted, adopted } = plan;
  const isThere = state === 'pushed' || state === 'noop' || state === 'planned' || state === 'already';
  return {
    branch,
    ref,
    workspaces,
    state,
    base,
    commit: isThere ? commit : base,
    previousSource,
    reason,
    units,
    deleted,
    adopted,
  };
}

/** The plans of a run that stopped before the push: nothing moved. */
export function stoppedOutcomes(plans: readonly BranchPlan[], why: string): readonly BranchOutcome[] {
  return plans.map((plan) => {
    if (plan.kind === 'move' || plan.kind === 'noop') {
      return { ...branchOutcome(plan, 'planned', why), commit: plan.base };
    }
    return branchOutcome(plan, plan.kind);
  });
}

/** A branch that needs nothing: it holds the render of the source commit, or of one that contains it. */
export function settledOutcome(
  { branch, pushed, workspaces, tip }: PublishedBranch,
  state: 'already' | 'superseded',
  source: ObjectId,
): BranchOutcome {
  return {
    branch,
    ref: `refs/heads/${pushed}`,
    workspaces,
    state,
    base: tip.id,
    commit: tip.id,
    previousSource: source,
    reason: state === 'superseded' ? supersededReason(source) : undefined,
    units: [],
    deleted: [],
    adopted: [],
  };
}

/** Why an older source commit moves nothing. */
export function supersededReason(source: ObjectId): string {
  return `it holds ${source.slice(0, 7)}, which contains this source commit`;
}
