import type { DriftLag } from '../verdict.ts';
import type { ControllerState } from './controller-state.ts';

/** What Git knows about the commits that a controller names. */
export interface BranchFacts {
  /** The commit that the rendered branch is at. */
  readonly head: string;
  /** True when a commit holds the same files as the head in the folder of the unit; undefined when nobody has the commit. */
  readonly isCurrent: (commit: string) => boolean | undefined;
  /** How many commits the head is ahead of another; undefined when that cannot be counted. */
  readonly commitsSince: (commit: string) => number | undefined;
}

/** The commits that {@link BranchFacts} must know about before a lag can be told. */
export function revisionsToAsk({ applied, holds, seen, attempted }: ControllerState): readonly string[] {
  return [...new Set([applied, holds, seen, attempted].filter((commit) => commit !== undefined))];
}

/**
 * The commit to compare the cluster with: what the controller has applied, and the head when nobody has that
 * commit. Null when nothing is applied yet, so that there is nothing to compare.
 */
export function revisionToCompare(
  { holds }: ControllerState,
  { head, isCurrent }: BranchFacts,
): string | null {
  if (holds === undefined) return null;
  return isCurrent(holds) === undefined ? head : holds;
}

/**
 * The commit that the controller last tried to apply, where that is a newer one than the cluster is compared with: a
 * try that failed or goes on has applied some of its objects. Null when there is none, or nobody can tell.
 */
export function attemptAfter(
  revision: string,
  { attempted }: ControllerState,
  { isCurrent, commitsSince }: BranchFacts,
): string | null {
  if (attempted === undefined) return null;
  const [from, to] = [revision, attempted].map((each) => (isCurrent(each) === true ? 0 : commitsSince(each)));
  return from !== undefined && to !== undefined && to < from ? attempted : null;
}

type Reason = readonly [kind: DriftLag['class'], reason: string, since?: string | undefined];

/**
 * Why the cluster is not at the head of the branch; null when it is, also when commits in between did not touch the
 * unit. A commit that nobody has leaves that unknown, whatever else the controller says.
 */
export function lagOf(state: ControllerState, facts: BranchFacts): DriftLag | null {
  const { applied } = state;
  const known = applied === undefined ? false : facts.isCurrent(applied);
  // Settings that it has not acted upon may be those that say what is applied.
  const isBehindItself = state.progress.isStale && state.progress.suspended === undefined;
  if (known === true && !isBehindItself) return null;
  const [kind, reason, since] =
    known === undefined
      ? (['unknown', `it is at ${(applied ?? '').slice(0, 7)}, which the remote does not have`] as const)
      : reasonFor(state, facts);
  const commits = applied === undefined ? undefined : facts.commitsSince(applied);
  return {
    class: kind,
    applied: applied ?? null,
    head: facts.head,
    commits: commits ?? null,
    since: since ?? null,
    reason,
  };
}

/** The tests are in the order in which one makes the next pointless. */
function reasonFor({ seen, attempted, progress }: ControllerState, facts: BranchFacts): Reason {
  const has = (commit: string | undefined) => commit !== undefined && facts.isCurrent(commit) === true;
  const { suspended, failed, waits, blind, unseen, isRunning, isManual, isStale } = progress;
  if (suspended !== undefined) return ['suspended', suspended];
  if (has(attempted) && isRunning)
    return ['applying', 'it is applying the newest commit', progress.startedAt];
  if (has(attempted) && failed !== undefined) return ['failed', failed, progress.endedAt];
  if (blind !== undefined) return ['unknown', blind, progress.lookedAt];
  if (!has(seen)) {
    return ['not-seen', unseen ?? 'it has not looked at the newest commit yet', progress.lookedAt];
  }
  const waiting = isManual ? 'it waits for a manual sync' : 'it has not applied the newest commit yet';
  const stale = isStale ? 'it has not acted upon its changed settings yet' : waiting;
  return ['not-applied', waits ?? stale, progress.fetchedAt];
}
