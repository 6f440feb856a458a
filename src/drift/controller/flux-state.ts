import { partAt } from '../../model/edit-json.ts';
import type { JsonObject } from '../../model/json.ts';
import type { ResourceId } from '../../model/resource.ts';
import type { ControllerState, Progress } from './controller-state.ts';
import { commitIn, conditionIn, folderIn, mapsIn, nameIn, shortText, textIn, timeIn } from './read-live.ts';

/** Field manager of its applies, which is the name of the controller (fluxcd/kustomize-controller). */
const APPLIER = 'kustomize-controller';

/** Failures after everything was applied (fluxcd/kustomize-controller `reconcile`: apply, prune, health checks). */
const AFTER_APPLY: ReadonlySet<string | undefined> = new Set(['PruneFailed', 'HealthCheckFailed']);

/** Failures of a try; others, such as DependencyNotReady and ArtifactFailed, come before it (the same). */
const TRIED: ReadonlySet<string | undefined> = new Set([
  ...AFTER_APPLY,
  'BuildFailed',
  'ReconciliationFailed',
]);

/** The state of a Kustomization whose source is a GitRepository (fluxcd/kustomize-controller api/v1). */
export function fluxState(kustomization: JsonObject, repository: JsonObject): ControllerState {
  const status = partAt(kustomization, ['status']);
  const ready = conditionIn(kustomization, 'Ready');
  const progress = progressOf(kustomization, repository);
  const [applied, attempted] = ['lastAppliedRevision', 'lastAttemptedRevision'].map((key) =>
    commitIn(textIn(status, key)),
  );
  const isApplied = textIn(ready, 'status') === 'False' && AFTER_APPLY.has(textIn(ready, 'reason'));
  return {
    controller: { kind: 'flux', ...nameIn(kustomization) },
    applier: APPLIER,
    folder: folderIn(textIn(kustomization, 'spec', 'path')),
    applied,
    holds: isApplied ? (attempted ?? applied) : applied,
    seen: commitIn(textIn(repository, 'status', 'artifact', 'revision')),
    attempted,
    progress,
    inventory: inventoryOf(kustomization),
    trackers: [],
    isPruning: partAt(kustomization, ['spec', 'prune']) === true,
    verdicts: undefined,
    isContent: textIn(ready, 'status') === 'True' && progress.suspended === undefined,
    revertNote: progress.suspended === undefined ? revertNote(kustomization) : undefined,
  };
}

/** Flux does not wait for a change: it applies everything again once in each interval. */
function revertNote(kustomization: JsonObject): string | undefined {
  const interval = textIn(kustomization, 'spec', 'interval');
  if (interval === undefined || !/^(?:[0-9]+(?:\.[0-9]+)?(?:ms|s|m|h))+$/.test(interval)) return undefined;
  return `Flux puts back what it sees within ${interval}`;
}

function progressOf(kustomization: JsonObject, repository: JsonObject): Progress {
  const [ready, fetched] = [conditionIn(kustomization, 'Ready'), conditionIn(repository, 'Ready')];
  const reconciling = conditionIn(kustomization, 'Reconciling');
  const isFailed = textIn(ready, 'status') === 'False';
  return {
    suspended: suspendedBy(kustomization, repository),
    failed: isFailed ? reasonOf(ready) : undefined,
    waits: isFailed && !TRIED.has(textIn(ready, 'reason')) ? reasonOf(ready) : undefined,
    blind: undefined,
    unseen: textIn(fetched, 'status') === 'False' ? reasonOf(fetched) : undefined,
    // While it waits for its next try a failed one says that it is reconciling too (ProgressingWithRetry).
    isRunning: textIn(reconciling, 'status') === 'True' && !isFailed,
    isManual: false,
    isStale: isStale(kustomization),
    lookedAt: timeIn(repository, 'status', 'artifact', 'lastUpdateTime'),
    fetchedAt: timeIn(repository, 'status', 'artifact', 'lastUpdateTime'),
    startedAt: timeIn(reconciling, 'lastTransitionTime'),
    endedAt: timeIn(ready, 'lastTransitionTime'),
  };
}

/** True when the Kustomization was changed after the controller last came to an end with it. */
function isStale(kustomization: JsonObject): boolean {
  const generation = partAt(kustomization, ['metadata', 'generation']);
  const observed = partAt(kustomization, ['status', 'observedGeneration']);
  return typeof generation === 'number' && typeof observed === 'number' && observed < generation;
}

function suspendedBy(kustomization: JsonObject, repository: JsonObject): string | undefined {
  if (partAt(kustomization, ['spec', 'suspend']) === true) return 'suspended';
  return partAt(repository, ['spec', 'suspend']) === true ? 'its GitRepository is suspended' : undefined;
}

function reasonOf(condition: JsonObject | undefined): string {
  const [reason, message] = [textIn(condition, 'reason'), textIn(condition, 'message')];
  return shortText([reason, message].filter((text) => text !== undefined).join(': ')) ?? 'not ready';
}

function inventoryOf(kustomization: JsonObject): readonly ResourceId[] | undefined {
  if (!Array.isArray(partAt(kustomization, ['status', 'inventory', 'entries']))) return undefined;
  const entries = mapsIn(kustomization, 'status', 'inventory', 'entries');
  return entries.flatMap((entry) => idOf(textIn(entry, 'id'), textIn(entry, 'v')) ?? []);
}

/**
 * Reads `<namespace>_<name>_<group>_<kind>`; a colon of a name is written as two underscores
 * (kubernetes-sigs/cli-utils pkg/object/objmetadata.go).
 */
function idOf(id: string | undefined, version: string | undefined): ResourceId | undefined {
  const [, namespace, name, group, kind] = /^([^_]*)_(.+)_([^_]*)_([^_]+)$/.exec(id ?? '') ?? [];
  if (namespace === undefined || name === undefined || group === undefined || kind === undefined)
    return undefined;
  return { group, version: version ?? '', kind, namespace, name: name.replaceAll('__', ':') };
}
