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

/**
 * Why the cluster is not at the head of the branch; null when it is, also when commits in between did not touch the
 * unit. The tests are in the order in which one makes the next pointless.
 */
export function lagOf(state: ControllerState, facts: BranchFacts): DriftLag | null {
  const { applied, seen, attempted, progress } = state;
  const has = (commit: string | undefined) => commit !== undefined && facts.isCurrent(commit) === true;
  if (has(applied)) return null;
  const lag = (kind: DriftLag['class'], since: string | undefined, reason: string): DriftLag => ({
    class: kind,
    applied: applied ?? null,
    head: facts.head,
    commits: (applied === undefined ? undefined : facts.commitsSince(applied)) ?? null,
    since: since ?? null,
    reason,
  });
  if (applied !== undefined && facts.isCurrent(applied) === undefined)
    return lag('unknown', undefined, `it is at ${applied.slice(0, 7)}, which the remote does not have`);
  if (progress.suspended !== undefined) return lag('suspended', undefined, progress.suspended);
  if (progress.isRunning) return lag('applying', progress.startedAt, 'it is applying');
  if (progress.failed !== undefined && (!has(seen) || has(attempted) || attempted === undefined))
    return lag('failed', progress.endedAt, progress.failed);
  if (progress.blind !== undefined) return lag('unknown', progress.lookedAt, progress.blind);
  if (!has(seen)) return lag('not-seen', progress.lookedAt, 'it has not looked at the newest commit yet');
  return lag(
    'not-applied',
    progress.lookedAt,
    progress.isManual ? 'it waits for a manual sync' : 'it has not applied it yet',
  );
}
