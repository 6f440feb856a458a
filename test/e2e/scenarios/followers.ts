import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Cluster } from '../../servers/start-cluster.ts';
import { until } from '../../servers/until.ts';
import type { Lane } from './delivery-source.ts';

/** A real controller that follows the whole rendered branch of a workspace, and what tests want of it. */
export interface Follower {
  readonly lane: Lane;
  /** Makes the objects that let it follow the branch. */
  readonly start: (url: string) => Promise<void>;
  /** Asks it to look at the branch, and waits until it has applied a commit. */
  readonly untilApplied: (commit: string) => Promise<void>;
  /** Asks it to look at the branch, and waits until it has seen a commit of which it has nothing to apply. */
  readonly untilSeen: (commit: string) => Promise<void>;
  /** Asks it to look at the branch, and waits until it failed to apply a commit. */
  readonly untilFailed: (commit: string) => Promise<void>;
  /** Makes it apply again what it has applied, and waits until it did. */
  readonly reapply: () => Promise<void>;
  /** Tells it to do nothing. */
  readonly pause: () => Promise<void>;
  /** Lets it go on, but so that it does not apply new commits. */
  readonly wake: () => Promise<void>;
  /** Lets it apply new commits again. */
  readonly resume: () => Promise<void>;
  /** Tells it whether to delete what Git does not have any more. */
  readonly prune: (isPruning: boolean) => Promise<void>;
}

/** Flux, with an interval so long that it only does what it is asked for. */
export function fluxFollower(cluster: Cluster): Follower {
  const { patch, wait } = followed(cluster, KUSTOMIZATION, [
    'flux-source-controller',
    'flux-kustomize-controller',
  ]);
  const fetched = followed(cluster, GIT_REPOSITORY, ['flux-source-controller']);
  let asked = 0;
  const ask = async (target: Pick<typeof fetched, 'patch'>): Promise<string> => {
    const value = `ask-${String((asked += 1))}`;
    await target.patch({ metadata: { annotations: { 'reconcile.fluxcd.io/requestedAt': value } } });
    return value;
  };
  const isReady = ({ metadata, status }: Followed): boolean =>
    status?.observedGeneration === metadata.generation && readyOf(status) === 'True';
  return {
    lane: 'flux',
    start: (url) => cluster.apply(fluxObjects(url)),
    untilApplied: async (commit) => {
      await ask(fetched);
      await wait((found) => isReady(found) && isAt(found.status?.lastAppliedRevision, commit));
    },
    untilSeen: async (commit) => {
      await ask(fetched);
      await wait((found) => isReady(found) && isAt(found.status?.lastAppliedRevision, commit));
    },
    untilFailed: async (commit) => {
      await ask(fetched);
      await wait(({ status }) => readyOf(status) === 'False' && isAt(status?.lastAttemptedRevision, commit));
    },
    reapply: async () => {
      const value = await ask({ patch });
      await wait((found) => isReady(found) && found.status?.lastHandledReconcileAt === value);
    },
    pause: () => patch({ spec: { suspend: true } }),
    // Nobody asks for the branch before the hour is over.
    wake: () => patch({ spec: { suspend: false } }),
    resume: () => Promise.resolve(),
    prune: (isPruning) => patch({ spec: { prune: isPruning } }),
  };
}

/** Argo CD: it applies each commit by itself and puts nothing back. */
export function argoFollower(cluster: Cluster): Follower {
  const { patch, wait } = followed(cluster, APPLICATION, [
    'argocd-repo-server',
    'argocd-application-controller',
  ]);
  const look = () => patch({ metadata: { annotations: { 'argocd.argoproj.io/refresh': 'normal' } } });
  const hasEnded = ({ status }: Followed, phases: readonly string[], commit: string): boolean => {
    const { phase = '', syncResult } = status?.operationState ?? {};
    return phases.includes(phase) && syncResult?.revision === commit && status?.sync?.revision === commit;
  };
  return {
    lane: 'argo',
    start: (url) => cluster.apply([application(url)]),
    untilApplied: async (commit) => {
      await look();
      // where the cluster is as the commit says already, nothing is run
      await wait(
        ({ status }) =>
          status?.sync?.revision === commit &&
          status.sync.status === 'Synced' &&
          status.operationState?.phase !== 'Running',
      );
    },
    untilSeen: async (commit) => {
      await look();
      await wait(({ status }) => status?.sync?.revision === commit);
    },
    untilFailed: async (commit) => {
      await look();
      await wait((found) => hasEnded(found, ['Failed', 'Error'], commit));
    },
    reapply: async () => {
      const start = await wait(() => true);
      const before = start.status?.operationState?.finishedAt;
      await patch({
        operation: { sync: { revision: start.status?.sync?.revision, syncOptions: SYNC_OPTIONS } },
      });
      await wait(({ operation, status }) => {
        const { phase, finishedAt } = status?.operationState ?? {};
        return operation === undefined && phase === 'Succeeded' && finishedAt !== before;
      });
    },
    pause: () => patch(skip('true')),
    wake: async () => {
      await patch({ ...skip(null), spec: { syncPolicy: { automated: null } } });
      await look();
    },
    resume: () => patch({ spec: { syncPolicy: { automated: { prune: true } } } }),
    prune: (isPruning) => patch({ spec: { syncPolicy: { automated: { prune: isPruning } } } }),
  };
}

const KUSTOMIZATION = '/apis/kustomize.toolkit.fluxcd.io/v1/namespaces/flux-system/kustomizations/all';
const GIT_REPOSITORY = '/apis/source.toolkit.fluxcd.io/v1/namespaces/flux-system/gitrepositories/all';
const APPLICATION = '/apis/argoproj.io/v1alpha1/namespaces/argocd/applications/all';
const SYNC_OPTIONS = ['ServerSideApply=true', 'PrunePropagationPolicy=background'];

/** The parts of the three kinds that say how far a controller is. */
interface Followed {
  readonly metadata: { readonly generation: number };
  readonly operation?: unknown;
  readonly status?: {
    readonly observedGeneration?: number;
    readonly conditions?: readonly { readonly type: string; readonly status: string }[];
    readonly lastAppliedRevision?: string;
    readonly lastAttemptedRevision?: string;
    readonly lastHandledReconcileAt?: string;
    readonly sync?: { readonly status: string; readonly revision?: string };
    readonly operationState?: {
      readonly phase: string;
      readonly finishedAt?: string;
      readonly syncResult?: { readonly revision?: string };
    };
  };
}

function skip(text: string | null): object {
  return { metadata: { annotations: { 'argocd.argoproj.io/skip-reconcile': text } } };
}

function readyOf(status: Followed['status']): string | undefined {
  return status?.conditions?.find(({ type }) => type === 'Ready')?.status;
}

function isAt(revision: string | undefined, commit: string): boolean {
  return revision?.endsWith(commit) === true;
}

/** An object of a controller, and the last words of the controller when it does not get where a test wants it. */
function followed(cluster: Cluster, path: string, logs: readonly string[]) {
  const why = (last: unknown): string => {
    const words = logs.map((name) => {
      const file = join(cluster.folder, `${name}.log`);
      return `${name}:\n${existsSync(file) ? readFileSync(file, 'utf8').slice(-3000) : 'no log'}`;
    });
    return [JSON.stringify(last, null, 2), ...words].join('\n');
  };
  return {
    patch: async (body: object): Promise<void> => {
      const answer = await cluster.api({
        method: 'PATCH',
        path,
        body,
        contentType: 'application/merge-patch+json',
      });
      if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
    },
    wait: async (isThere: (found: Followed) => boolean): Promise<Followed> => {
      let last: unknown;
      return await until(
        async () => {
          const found = (await cluster.api({ path })).body as Followed;
          last = found;
          return isThere(found) ? found : undefined;
        },
        { seconds: 40, otherwise: () => why(last) },
      );
    },
  };
}

function fluxObjects(url: string): readonly object[] {
  const metadata = { name: 'all', namespace: 'flux-system' };
  return [
    {
      apiVersion: 'source.toolkit.fluxcd.io/v1',
      kind: 'GitRepository',
      metadata,
      spec: { interval: '1h', url, ref: { branch: 'rendered/flux' } },
    },
    {
      apiVersion: 'kustomize.toolkit.fluxcd.io/v1',
      kind: 'Kustomization',
      metadata,
      spec: { interval: '1h', path: './', prune: true, sourceRef: { kind: 'GitRepository', name: 'all' } },
    },
  ];
}

function application(repoURL: string): object {
  return {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Application',
    metadata: { name: 'all', namespace: 'argocd' },
    spec: {
      project: 'default',
      source: { repoURL, targetRevision: 'rendered/argo', path: '.', directory: { recurse: true } },
      destination: { server: 'https://kubernetes.default.svc', namespace: 'argo-shop' },
      // By default a sync that fails is tried five more times, and a newer commit has to wait that long.
      syncPolicy: { automated: { prune: true }, syncOptions: SYNC_OPTIONS, retry: { limit: 0 } },
    },
  };
}
