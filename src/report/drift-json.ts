import type { DriftedResource, DriftField, WorkspaceDrift } from '../drift/verdict.ts';

/** The verdicts as `--output json` shows them. Every key is always there, and null where nothing is known. */
export function driftJson(workspaces: readonly WorkspaceDrift[]) {
  return { workspaces: workspaces.map(workspaceJson) };
}

/** The same as JSON lines: one object for each resource, with its workspace, so that a reader needs no memory. */
export function driftJsonLines(workspaces: readonly WorkspaceDrift[]): string {
  return workspaces
    .flatMap(({ workspace, resources }) =>
      resources.map((each) => `${JSON.stringify({ workspace, ...resourceJson(each) })}\n`),
    )
    .join('');
}

function workspaceJson(found: WorkspaceDrift) {
  const { workspace, branch, cluster, mode, revision, controller, lag, units, summary } = found;
  return {
    workspace,
    branch,
    cluster,
    mode,
    revision,
    controller,
    lag,
    units,
    summary,
    resources: found.resources.map(resourceJson),
    unusedRules: found.unusedRules,
    history: found.history ?? null,
  };
}

function resourceJson({ id, state, reason, unit, manifest, fields, tolerated, warnings }: DriftedResource) {
  return {
    id,
    state,
    reason: reason ?? null,
    unit: unit ?? null,
    manifest: manifest ?? null,
    fields: fields.map(fieldJson),
    tolerated,
    warnings,
  };
}

function fieldJson({ unseen, source, firstSeen, ...field }: DriftField) {
  return { ...field, unseen: unseen ?? null, source: source ?? null, firstSeen: firstSeen ?? null };
}
