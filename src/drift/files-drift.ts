import { countStates } from './count-states.ts';
import type { DriftedResource, WorkspaceDrift } from './verdict.ts';

/** The result of comparing two sets of files: everything that concerns a branch or a cluster is null. */
export function filesDrift(
  resources: readonly DriftedResource[],
  unusedRules: readonly string[],
): WorkspaceDrift {
  return {
    workspace: null,
    branch: null,
    cluster: null,
    mode: null,
    revision: null,
    controller: null,
    lag: null,
    units: [],
    summary: countStates(resources),
    resources,
    unusedRules,
  };
}
