import type { DriftedResource, DriftState, WorkspaceDrift } from '../drift/verdict.ts';

/** How many resources are in each state; every state is listed. */
export function driftSummary(resources: readonly DriftedResource[]): Readonly<Record<DriftState, number>> {
  const count = { synced: 0, drifted: 0, missing: 0, orphan: 0, terminating: 0, skipped: 0, unchecked: 0 };
  for (const { state } of resources) count[state]++;
  return count;
}

/** The verdicts as `--output json` shows them. */
export function driftJson(workspaces: readonly WorkspaceDrift[]) {
  return {
    workspaces: workspaces.map(({ workspace, revision, controller, lag, resources, unusedRules }) => ({
      workspace,
      revision,
      controller,
      lag,
      summary: driftSummary(resources),
      resources: resources.map(({ id, state, reason, fields, tolerated, warnings }) => ({
        id,
        state,
        reason: reason ?? null,
        fields,
        tolerated,
        warnings,
      })),
      unusedRules,
    })),
  };
}
