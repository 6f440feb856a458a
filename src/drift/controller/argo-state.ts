import { listAt, mapAt, partAt } from '../../model/edit-json.ts';
import { isJsonObject, type Json, type JsonObject } from '../../model/json.ts';
import { identityKey, type ResourceId } from '../../model/resource.ts';
import type { ArgoSource } from './argo-sources.ts';
import type { ControllerState, Progress } from './controller-state.ts';
import { commitIn, conditionIn, mapsIn, nameIn, shortText, textIn, timeIn } from './read-live.ts';

/** Field manager of server-side applies (argo-cd common/common.go). */
const APPLIER = 'argocd-controller';

/**
 * The state of an Application for one of its sources. `status.sync` tells what was compared and not what was
 * applied: that is the last of `status.history`, but for an Application that is Synced, which has all of it, or that
 * has all but deletions which it is not to do.
 */
export function argoState(application: JsonObject, source: ArgoSource): ControllerState {
  const status = mapAt(application, ['status']);
  const sync = textIn(status, 'sync', 'status');
  const seen = revisionOf(status['sync'], source);
  const operation = mapAt(status, ['operationState']);
  const attempted =
    revisionOf(operation['syncResult'], source) ??
    revisionOf(partAt(operation, ['operation', 'sync']), source) ??
    (textIn(operation, 'phase') === undefined ? undefined : seen);
  const deployed =
    revisionOf(mapsIn(status, 'history').at(-1), source) ??
    (isWholeSync(operation) ? revisionOf(operation['syncResult'], source) : undefined);
  const resources = resourcesOf(status);
  const isThere = sync === 'Synced' || isOnlyUnpruned(application, resources);
  const applied = isThere ? (seen ?? deployed) : deployed;
  return {
    controller: { kind: 'argocd', ...nameIn(application) },
    applier: APPLIER,
    folder: source.folder,
    applied,
    holds: applied,
    seen,
    attempted,
    progress: progressOf(application, operation, sync),
    inventory: Array.isArray(status['resources']) ? resources.map(({ id }) => id) : undefined,
    trackers: trackersOf(application),
    isPruning: partAt(application, ['spec', 'syncPolicy', 'automated', 'prune']) === true,
    verdicts: new Map(
      resources.flatMap(({ id, isSynced }) =>
        isSynced === undefined ? [] : [[identityKey(id), isSynced] as const],
      ),
    ),
    isContent: sync === 'Synced',
    revertNote: revertNote(application),
  };
}

/** The commit of one source in a part of the status that has `revision`, or `revisions` for several sources. */
function revisionOf(part: Json | undefined, { index }: ArgoSource): string | undefined {
  return commitIn(index === undefined ? textIn(part, 'revision') : textIn(part, 'revisions', index));
}

/** True for a sync that succeeded and was of everything; others are not in the history (argo-cd controller/sync.go). */
function isWholeSync(operation: JsonObject): boolean {
  const isPart = listAt(operation, ['operation', 'sync', 'resources']).length > 0;
  const isTrial = partAt(operation, ['operation', 'sync', 'dryRun']) === true;
  return textIn(operation, 'phase') === 'Succeeded' && !isPart && !isTrial;
}

/**
 * True when all that differs is objects to delete, and a sync that comes by itself may not: then it never comes
 * (argo-cd controller/appcontroller.go `autoSync`), and everything that Git has is applied.
 */
function isOnlyUnpruned(application: JsonObject, resources: readonly ArgoResource[]): boolean {
  const isPruning = partAt(application, ['spec', 'syncPolicy', 'automated', 'prune']) === true;
  const isDone = resources.every(
    ({ isSynced, isLeft }) => isSynced === true || (isSynced === false && isLeft),
  );
  return isAutomated(application) && !isPruning && isDone && resources.some(({ isLeft }) => isLeft);
}

function progressOf(application: JsonObject, operation: JsonObject, sync: string | undefined): Progress {
  const phase = textIn(operation, 'phase');
  const isTrying = phase === 'Running' || phase === 'Terminating';
  // Between two tries of a sync that fails the phase is Running, and only the end of the last try tells (recorded).
  const isFailed =
    phase === 'Failed' || phase === 'Error' || (isTrying && timeIn(operation, 'finishedAt') !== undefined);
  const error = conditionIn(application, 'ComparisonError');
  const isBlind = error !== undefined || sync === undefined || sync === 'Unknown';
  const isPaused =
    textIn(application, 'metadata', 'annotations', 'argocd.argoproj.io/skip-reconcile') === 'true';
  return {
    suspended: isPaused ? 'annotated with skip-reconcile' : undefined,
    failed: isFailed ? failureOf(operation) : undefined,
    waits: undefined,
    blind: isBlind ? (shortText(textIn(error, 'message')) ?? 'it has not compared yet') : undefined,
    unseen: undefined,
    isRunning: isTrying && !isFailed,
    isManual: !isAutomated(application),
    isStale: false,
    lookedAt: timeIn(application, 'status', 'reconciledAt'),
    fetchedAt: undefined,
    startedAt: timeIn(operation, 'startedAt'),
    endedAt: timeIn(operation, 'finishedAt'),
  };
}

/** The message of a sync that failed, with the first object that could not be applied. */
function failureOf(operation: JsonObject): string {
  const phase = textIn(operation, 'phase') ?? 'a failure';
  const failed = mapsIn(operation, 'syncResult', 'resources').find((each) => each['status'] === 'SyncFailed');
  const message = textIn(operation, 'message') ?? `the sync ended as ${phase}`;
  const object = failed && `${textIn(failed, 'kind') ?? ''} ${textIn(failed, 'name') ?? ''}`;
  const parts = failed ? [object, textIn(failed, 'message'), message] : [message];
  return shortText(parts.filter((part) => part !== undefined).join(': ')) ?? `the sync ended as ${phase}`;
}

function isAutomated(application: JsonObject): boolean {
  const automated = partAt(application, ['spec', 'syncPolicy', 'automated']);
  return isJsonObject(automated) && automated['enabled'] !== false;
}

function revertNote(application: JsonObject): string {
  const isHealing = partAt(application, ['spec', 'syncPolicy', 'automated', 'selfHeal']) === true;
  return isHealing && isAutomated(application)
    ? 'Argo CD puts back what it sees when it next looks'
    : 'Argo CD shows what it sees and puts it back with the next sync';
}

/**
 * The application in tracking ids: its name, with the namespace before it outside the namespace of the control plane
 * (argo-cd `InstanceName`). Both are possible when the Application does not say where that is.
 */
function trackersOf(application: JsonObject): readonly string[] {
  const { namespace, name } = nameIn(application);
  const home = textIn(application, 'status', 'controllerNamespace');
  const names = [name, `${namespace}_${name}`];
  return home === undefined ? names : names.slice(home === namespace ? 0 : 1).slice(0, 1);
}

interface ArgoResource {
  readonly id: ResourceId;
  readonly isSynced: boolean | undefined;
  /** True when Git does not have it any more. */
  readonly isLeft: boolean;
}

/** Objects that the Application manages, those to be pruned among them; hooks are not kept. */
function resourcesOf(status: JsonObject): readonly ArgoResource[] {
  return mapsIn(status, 'resources')
    .filter((each) => each['hook'] !== true)
    .map((each) => {
      const text = (key: string) => textIn(each, key) ?? '';
      const id = {
        group: text('group'),
        version: text('version'),
        kind: text('kind'),
        namespace: text('namespace'),
        name: text('name'),
      };
      const state = text('status');
      const isSynced = state === 'Synced' ? true : state === 'OutOfSync' ? false : undefined;
      return { id, isSynced, isLeft: each['requiresPruning'] === true };
    })
    .filter(({ id }) => id.kind !== '' && id.name !== '');
}
