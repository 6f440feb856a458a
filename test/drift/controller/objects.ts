import { argoSources } from '../../../src/drift/controller/argo-sources.ts';
import { argoState } from '../../../src/drift/controller/argo-state.ts';
import type { ControllerState } from '../../../src/drift/controller/controller-state.ts';
import { fluxState } from '../../../src/drift/controller/flux-state.ts';
import type { BranchFacts } from '../../../src/drift/controller/lag-of.ts';
import type { Json, JsonObject } from '../../../src/model/json.ts';

/** Commits of a rendered branch, from the oldest on: `SAME` did not touch the folder of the unit that `NEW` did. */
export const [OLD, NEW, SAME, LOST] = ['a', 'b', 'c', 'd'].map((letter) => letter.repeat(40)) as [
  string,
  string,
  string,
  string,
];

/** What Git knows: `NEW` and `SAME` hold what the head holds, `OLD` does not, and nobody has `LOST`. */
export const FACTS: BranchFacts = {
  head: SAME,
  isCurrent: (commit) => (commit === LOST ? undefined : commit === NEW || commit === SAME),
  commitsSince: (commit) => ({ [OLD]: 2, [NEW]: 1, [SAME]: 0 })[commit],
};

export const URL = 'https://git.example.com/shop/config.git';
export const BRANCH = 'rendered/prod';

/** An Application as Argo CD 3 keeps it: it has applied `NEW` and finds everything as it should be. */
export function application(spec: JsonObject = {}, status: JsonObject = {}): JsonObject {
  const source = { repoURL: URL, targetRevision: BRANCH, path: 'shop/prod' };
  return {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Application',
    metadata: { name: 'shop', namespace: 'argocd' },
    spec: {
      project: 'default',
      source,
      destination: { server: 'https://kubernetes.default.svc', namespace: 'shop' },
      syncPolicy: { automated: { prune: true } },
      ...spec,
    },
    status: {
      controllerNamespace: 'argocd',
      sourceType: 'Directory',
      reconciledAt: '2026-01-02T10:00:00Z',
      sync: { status: 'Synced', revision: NEW, comparedTo: { source } },
      history: [{ id: 0, revision: NEW, deployedAt: '2026-01-02T09:00:00Z', source }],
      operationState: operation('Succeeded', NEW),
      resources: [
        { version: 'v1', kind: 'ConfigMap', namespace: 'shop', name: 'settings', status: 'Synced' },
        {
          group: 'apps',
          version: 'v1',
          kind: 'Deployment',
          namespace: 'shop',
          name: 'web',
          status: 'OutOfSync',
        },
        { version: 'v1', kind: 'Secret', namespace: 'shop', name: 'none' },
        { group: 'batch', version: 'v1', kind: 'Job', namespace: 'shop', name: 'migrate', hook: true },
      ],
      ...status,
    },
  };
}

/** An operation of Argo CD. */
export function operation(phase: string, revision: string, more: JsonObject = {}): JsonObject {
  return {
    phase,
    operation: { sync: { revision } },
    syncResult: { revision },
    startedAt: '2026-01-02T08:59:00Z',
    ...(phase === 'Running' || phase === 'Terminating' ? {} : { finishedAt: '2026-01-02T09:00:00Z' }),
    ...more,
  };
}

export function stateOfApplication(spec: JsonObject = {}, status: JsonObject = {}): ControllerState {
  return stateOf(application(spec, status));
}

/** The state for the first source that is a folder. */
export function stateOf(object: JsonObject): ControllerState {
  const [source] = argoSources(object);
  if (!source) throw new Error('the Application has no source');
  return argoState(object, source);
}

/** A Kustomization as Flux 2.9 keeps it: it has applied `NEW`. */
export function kustomization(spec: JsonObject = {}, status: JsonObject = {}): JsonObject {
  const revision = `${BRANCH}@sha1:${NEW}`;
  return {
    apiVersion: 'kustomize.toolkit.fluxcd.io/v1',
    kind: 'Kustomization',
    metadata: { name: 'shop', namespace: 'flux-system', generation: 2 },
    spec: {
      interval: '10m',
      path: './shop/prod',
      prune: true,
      sourceRef: { kind: 'GitRepository', name: 'shop' },
      ...spec,
    },
    status: {
      observedGeneration: 2,
      lastAppliedRevision: revision,
      lastAttemptedRevision: revision,
      conditions: [ready('True', 'ReconciliationSucceeded', `Applied revision: ${revision}`)],
      inventory: { entries: [{ id: 'shop_settings__ConfigMap', v: 'v1' }] },
      ...status,
    },
  };
}

export function ready(status: string, reason: string, message: string): JsonObject {
  return { type: 'Ready', status, reason, message, lastTransitionTime: '2026-01-02T09:00:00Z' };
}

export function reconciling(reason: string): JsonObject {
  const message = 'Building manifests';
  return {
    type: 'Reconciling',
    status: 'True',
    reason,
    message,
    lastTransitionTime: '2026-01-02T08:59:00Z',
  };
}

/** A GitRepository that has fetched a commit. */
export function repository(revision: string, spec: JsonObject = {}, conditions: Json = []): JsonObject {
  return {
    apiVersion: 'source.toolkit.fluxcd.io/v1',
    kind: 'GitRepository',
    metadata: { name: 'shop', namespace: 'flux-system' },
    spec: { interval: '1m', url: URL, ref: { branch: BRANCH }, ...spec },
    status: {
      artifact: { revision: `${BRANCH}@sha1:${revision}`, lastUpdateTime: '2026-01-02T08:58:00Z' },
      conditions,
    },
  };
}

export function stateOfKustomization(
  spec: JsonObject = {},
  status: JsonObject = {},
  source: JsonObject = repository(NEW),
): ControllerState {
  return fluxState(kustomization(spec, status), source);
}
