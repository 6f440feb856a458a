import { partAt } from '../../model/edit-json.ts';
import type { JsonObject } from '../../model/json.ts';
import type { ResourceId } from '../../model/resource.ts';
import type { ControllerState, Progress } from './controller-state.ts';
import { commitIn, conditionIn, folderIn, mapsIn, nameIn, shortText, textIn } from './read-live.ts';

/** Field manager of its applies, which is the name of the controller (fluxcd/kustomize-controller). */
const APPLIER = 'kustomize-controller';

/** The state of a Kustomization whose source is a GitRepository (fluxcd/kustomize-controller api/v1). */
export function fluxState(kustomization: JsonObject, repository: JsonObject): ControllerState {
  const status = partAt(kustomization, ['status']);
  const ready = conditionIn(kustomization, 'Ready');
  const progress = progressOf(kustomization, repository);
  return {
    controller: { kind: 'flux', ...nameIn(kustomization) },
    applier: APPLIER,
    folder: folderIn(textIn(kustomization, 'spec', 'path')),
    applied: commitIn(textIn(status, 'lastAppliedRevision')),
    seen: commitIn(textIn(repository, 'status', 'artifact', 'revision')),
    attempted: commitIn(textIn(status, 'lastAttemptedRevision')),
    progress,
    inventory: inventoryOf(kustomization),
    isPruning: partAt(kustomization, ['spec', 'prune']) === true,
    verdicts: undefined,
    isContent: textIn(ready, 'status') === 'True' && progress.suspended === undefined,
  };
}

function progressOf(kustomization: JsonObject, repository: JsonObject): Progress {
  const [ready, fetched] = [conditionIn(kustomization, 'Ready'), conditionIn(repository, 'Ready')];
  const reconciling = conditionIn(kustomization, 'Reconciling');
  const isFailed = textIn(ready, 'status') === 'False';
  const isUnfetched = textIn(fetched, 'status') === 'False';
  return {
    suspended: suspendedBy(kustomization, repository),
    failed: isFailed ? reasonOf(ready) : isUnfetched ? reasonOf(fetched) : undefined,
    blind: undefined,
    isRunning: textIn(reconciling, 'status') === 'True',
    isManual: false,
    lookedAt: textIn(repository, 'status', 'artifact', 'lastUpdateTime'),
    startedAt: textIn(reconciling, 'lastTransitionTime'),
    endedAt: textIn(ready, 'lastTransitionTime'),
  };
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
  const entries = mapsIn(kustomization, 'status', 'inventory', 'entries');
  const found = entries.flatMap((entry) => idOf(textIn(entry, 'id'), textIn(entry, 'v')) ?? []);
  return partAt(kustomization, ['status', 'inventory']) === undefined ? undefined : found;
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
