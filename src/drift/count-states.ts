import type { DriftedResource, DriftState } from './verdict.ts';

/** How many resources are in each state; every state is listed. */
export function countStates(resources: readonly DriftedResource[]): Readonly<Record<DriftState, number>> {
  const count = { synced: 0, drifted: 0, missing: 0, orphan: 0, terminating: 0, skipped: 0, unchecked: 0 };
  for (const { state } of resources) count[state]++;
  return count;
}
