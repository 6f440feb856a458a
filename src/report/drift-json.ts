import type { DriftedResource, WorkspaceDrift } from '../drift/verdict.ts';

/** The verdicts as `--output json` shows them. */
export function driftJson(workspaces: readonly WorkspaceDrift[]) {
  return {
    workspaces: workspaces.map(({ resources, unusedRules, ...workspace }) => ({
      ...workspace,
      resources: resources.map(resourceJson),
      unusedRules,
    })),
  };
}

/** The same as JSON lines: one object for each resource, with its workspace, so that a reader needs no memory. */
export function driftJsonLines(workspaces: readonly WorkspaceDrift[]): string {
  return workspaces
    .flatMap(({ workspace, resources }) =>
      resources.map((each) => `${JSON.stringify({ workspace, ...resourceJson(each) })}\n`),
    )
    .join('');
}

function resourceJson({ id, state, reason, fields, tolerated, warnings }: DriftedResource) {
  return { id, state, reason: reason ?? null, fields, tolerated, warnings };
}
