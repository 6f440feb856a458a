import { partAt } from '../../model/edit-json.ts';
import { isJsonObject, type Json, type JsonObject } from '../../model/json.ts';
import { identityKey, type ResourceId } from '../../model/resource.ts';
import type { ControllerState, Progress } from './controller-state.ts';
import { commitIn, conditionIn, folderIn, mapsIn, nameIn, shortText, textIn } from './read-live.ts';

/** Field manager of server-side applies (argo-cd common/common.go). */
const APPLIER = 'argocd-controller';

/** One source of an Application, in the form that all of them share. */
export interface ArgoSource {
  readonly repoURL: string | undefined;
  /** Branch, tag or commit; undefined for the default branch. */
  readonly revision: string | undefined;
  readonly folder: string;
  /** Place in `spec.sources`; undefined for an Application with one source. */
  readonly index: number | undefined;
}

/** The sources of an Application (argo-cd pkg/apis/application/v1alpha1/types.go). */
export function argoSources(application: JsonObject): readonly ArgoSource[] {
  const hydrator = partAt(application, ['spec', 'sourceHydrator']);
  if (isJsonObject(hydrator)) {
    return [
      {
        repoURL: textIn(hydrator, 'drySource', 'repoURL'),
        revision: textIn(hydrator, 'syncSource', 'targetBranch'),
        folder: folderIn(textIn(hydrator, 'syncSource', 'path')),
        index: undefined,
      },
    ];
  }
  const many = mapsIn(application, 'spec', 'sources');
  if (many.length > 0) return many.map((source, index) => sourceOf(source, index));
  const one = partAt(application, ['spec', 'source']);
  return isJsonObject(one) ? [sourceOf(one, undefined)] : [];
}

function sourceOf(source: JsonObject, index: number | undefined): ArgoSource {
  const [repoURL, revision] = [textIn(source, 'repoURL'), textIn(source, 'targetRevision')];
  return { repoURL, revision, folder: folderIn(textIn(source, 'path')), index };
}

/**
 * The state of an Application for one of its sources. `status.sync` tells what was compared and not what was
 * applied: that is the last of `status.history`, but for an Application that is Synced, which has all of it.
 */
export function argoState(application: JsonObject, source: ArgoSource): ControllerState {
  const status = partAt(application, ['status']);
  const sync = textIn(status, 'sync', 'status');
  const seen = revisionOf(partAt(status ?? null, ['sync']), source);
  const operation = partAt(status ?? null, ['operationState']);
  const attempted = revisionOf(partAt(operation ?? null, ['syncResult']), source);
  const isDone = textIn(operation, 'phase') === 'Succeeded';
  const deployed = revisionOf(mapsIn(status, 'history').at(-1), source) ?? (isDone ? attempted : undefined);
  return {
    controller: { kind: 'argocd', ...nameIn(application) },
    applier: APPLIER,
    folder: source.folder,
    applied: sync === 'Synced' ? (seen ?? deployed) : deployed,
    seen,
    attempted,
    progress: progressOf(application, operation, sync),
    inventory: resourcesOf(status).map(({ id }) => id),
    isPruning: partAt(application, ['spec', 'syncPolicy', 'automated', 'prune']) === true,
    verdicts: new Map(
      resourcesOf(status).flatMap(({ id, isSynced }) =>
        isSynced === undefined ? [] : [[identityKey(id), isSynced] as const],
      ),
    ),
    isContent: sync === 'Synced',
  };
}

function revisionOf(part: Json | undefined, { index }: ArgoSource): string | undefined {
  return commitIn(index === undefined ? textIn(part, 'revision') : textIn(part, 'revisions', index));
}

function progressOf(
  application: JsonObject,
  operation: Json | undefined,
  sync: string | undefined,
): Progress {
  const phase = textIn(operation, 'phase');
  const isFailed = phase === 'Failed' || phase === 'Error';
  const error = conditionIn(application, 'ComparisonError');
  const isBlind = error !== undefined || sync === undefined || sync === 'Unknown';
  const automated = partAt(application, ['spec', 'syncPolicy', 'automated']);
  const isPaused =
    textIn(application, 'metadata', 'annotations', 'argocd.argoproj.io/skip-reconcile') === 'true';
  return {
    suspended: isPaused ? 'annotated with skip-reconcile' : undefined,
    failed: isFailed ? (shortText(textIn(operation, 'message')) ?? `the sync ended as ${phase}`) : undefined,
    blind: isBlind ? (shortText(textIn(error, 'message')) ?? 'it has not compared yet') : undefined,
    isRunning: phase === 'Running' || phase === 'Terminating',
    isManual: !isJsonObject(automated) || automated['enabled'] === false,
    lookedAt: textIn(application, 'status', 'reconciledAt'),
    startedAt: textIn(operation, 'startedAt'),
    endedAt: textIn(operation, 'finishedAt'),
  };
}

interface ArgoResource {
  readonly id: ResourceId;
  readonly isSynced: boolean | undefined;
}

/** Objects that the Application manages, those to be pruned among them; hooks are not kept. */
function resourcesOf(status: Json | undefined): readonly ArgoResource[] {
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
      return { id, isSynced: state === 'Synced' ? true : state === 'OutOfSync' ? false : undefined };
    });
}
