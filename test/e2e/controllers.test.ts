import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeWith } from '../servers/describe-with.ts';
import { startArgo } from '../servers/start-argo.ts';
import { startCluster, type Cluster } from '../servers/start-cluster.ts';
import { startFlux } from '../servers/start-flux.ts';
import { startGitServer, type GitServer } from '../servers/start-git-server.ts';
import { until } from '../servers/until.ts';
import { openRepo, runGit, type GitRepo } from '../tools/git-repo.ts';

const FLUX = ['flux-source-controller', 'flux-kustomize-controller'] as const;

describeWith(['etcd', 'kube-apiserver', ...FLUX, 'redis', 'argocd'], 'controllers of a test', () => {
  let cluster: Cluster;
  let server: GitServer;
  let repository: GitRepo;

  beforeAll(async () => {
    cluster = await startCluster();
    repository = publishedRepository(cluster.folder);
    server = await startGitServer(join(cluster.folder, 'shop.git'));
    const namespaces = ['by-flux', 'by-argo'].map((name) => ({
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name },
    }));
    await cluster.apply(namespaces);
    await Promise.all([startFlux(cluster), startArgo(cluster)]);
  });

  afterAll(async () => {
    await server.stop();
    await cluster.stop();
  });

  /** Waits until the ConfigMap of the repository has a colour, and gives who wrote it. */
  const writers = (namespace: string, colour: string, follower: string): Promise<readonly string[]> => {
    let last: unknown;
    return until(
      async () => {
        const { body } = await cluster.api({ path: `/api/v1/namespaces/${namespace}/configmaps/settings` });
        const { data, metadata } = body as Settings;
        if (data?.colour === colour) return metadata.managedFields.map(({ manager }) => manager);
        last = (await cluster.api({ path: follower })).body;
        return undefined;
      },
      { otherwise: () => JSON.stringify(last, null, 2) },
    );
  };

  it('Flux applies what a branch holds', async () => {
    await cluster.apply(fluxObjects(server.url));
    expect(await writers('by-flux', 'blue', KUSTOMIZATION)).toEqual(['kustomize-controller']);
  });

  it('Argo CD applies what a branch holds', async () => {
    await cluster.apply([application(server.url)]);
    expect(await writers('by-argo', 'blue', APPLICATION)).toEqual(['argocd-controller']);
  });

  it('both apply what is pushed later', async () => {
    publish(repository, 'green');
    const ask = async (path: string, annotation: string, value: string) => {
      const body = { metadata: { annotations: { [annotation]: value } } };
      await cluster.api({ method: 'PATCH', path, body, contentType: 'application/merge-patch+json' });
    };
    await ask(GIT_REPOSITORY, 'reconcile.fluxcd.io/requestedAt', 'now');
    await ask(APPLICATION, 'argocd.argoproj.io/refresh', 'normal');
    await writers('by-flux', 'green', KUSTOMIZATION);
    await writers('by-argo', 'green', APPLICATION);
  });
});

const BRANCH = 'rendered/prod';
const SOURCES = 'source.toolkit.fluxcd.io/v1';
const KUSTOMIZATIONS = 'kustomize.toolkit.fluxcd.io/v1';
const APPLICATIONS = 'argoproj.io/v1alpha1';
const GIT_REPOSITORY = `/apis/${SOURCES}/namespaces/flux-system/gitrepositories/shop`;
const KUSTOMIZATION = `/apis/${KUSTOMIZATIONS}/namespaces/flux-system/kustomizations/shop`;
const APPLICATION = `/apis/${APPLICATIONS}/namespaces/argocd/applications/shop`;

interface Settings {
  readonly data?: { readonly colour?: string };
  readonly metadata: { readonly managedFields: readonly { readonly manager: string }[] };
}

/** A bare repository `shop.git` in a folder, and a clone of it, whose branch holds one ConfigMap. */
function publishedRepository(folder: string): GitRepo {
  const [bare, clone] = [join(folder, 'shop.git'), join(folder, 'shop')];
  runGit(folder, ['init', '--quiet', '--bare', `--initial-branch=${BRANCH}`, bare]);
  runGit(folder, ['clone', '--quiet', bare, clone]);
  const repository = openRepo(clone);
  publish(repository, 'blue');
  return repository;
}

function publish(repository: GitRepo, colour: string): void {
  const object = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'settings' }, data: { colour } };
  repository.commit({ 'shop/prod/settings.yaml': JSON.stringify(object) });
  repository.git('push', '--quiet', 'origin', `HEAD:refs/heads/${BRANCH}`);
}

function fluxObjects(url: string): readonly object[] {
  const metadata = { name: 'shop', namespace: 'flux-system' };
  return [
    {
      apiVersion: SOURCES,
      kind: 'GitRepository',
      metadata,
      spec: { interval: '10s', url, ref: { branch: BRANCH } },
    },
    {
      apiVersion: KUSTOMIZATIONS,
      kind: 'Kustomization',
      metadata,
      spec: {
        interval: '10s',
        path: './shop/prod',
        prune: true,
        targetNamespace: 'by-flux',
        sourceRef: { kind: 'GitRepository', name: 'shop' },
      },
    },
  ];
}

function application(repoURL: string): object {
  return {
    apiVersion: APPLICATIONS,
    kind: 'Application',
    metadata: { name: 'shop', namespace: 'argocd' },
    spec: {
      project: 'default',
      source: { repoURL, targetRevision: BRANCH, path: 'shop/prod' },
      destination: { server: 'https://kubernetes.default.svc', namespace: 'by-argo' },
      syncPolicy: { automated: { prune: true }, syncOptions: ['ServerSideApply=true'] },
    },
  };
}
