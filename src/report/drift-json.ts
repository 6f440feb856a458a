import type { WorkspaceDrift } from '../drift/verdict.ts';

/** The verdicts as `--output json` shows them. */
export function driftJson(workspaces: readonly WorkspaceDrift[]) {
  return {
    workspaces: workspaces.map(
      ({ workspace, revision, controller, lag, summary, resources, unusedRules }) => ({
        workspace,
        revision,
        controller,
        lag,
        summary,
        resources: resources.map(({ id, state, reason, fields, tolerated, warnings }) => ({
          id,
          state,
          reason: reason ?? null,
          fields,
          tolerated,
          warnings,
        })),
        unusedRules,
      }),
    ),
  };
}
