import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { applyCrds } from './apply-crds.ts';
import { freePorts } from './free-ports.ts';
import type { Cluster } from './start-cluster.ts';
import { untilHealthy } from './until-healthy.ts';

/**
 * Starts Flux in a cluster: the kinds GitRepository and Kustomization, and the controllers that act on them.
 * They end with the cluster. A GitRepository takes the URL of `startGitServer`; `interval` may be `10s`, and the
 * annotation `reconcile.fluxcd.io/requestedAt` asks at once.
 */
export async function startFlux(cluster: Cluster): Promise<void> {
  await applyCrds(cluster, ['flux-source-controller', 'flux-kustomize-controller']);
  await cluster.apply([{ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'flux-system' } }]);
  const env = { RUNTIME_NAMESPACE: 'flux-system', KUBECONFIG: cluster.kubeconfig.admin };
  const [files = 0, sourceHealth = 0, kustomizeHealth = 0] = await freePorts(3);
  const storage = join(cluster.folder, 'flux-sources');
  mkdirSync(storage);
  const health = (port: number) => ['--metrics-addr=0', `--health-addr=127.0.0.1:${port}`];
  const sources = [`--storage-path=${storage}`, `--storage-addr=127.0.0.1:${files}`];
  const servers = [
    cluster.run(
      'flux-source-controller',
      [...sources, `--storage-adv-addr=127.0.0.1:${files}`, ...health(sourceHealth)],
      { env },
    ),
    // A Kustomization often comes before its source is fetched.
    cluster.run('flux-kustomize-controller', ['--requeue-dependency=1s', ...health(kustomizeHealth)], {
      env,
    }),
  ] as const;
  await untilHealthy(servers[0], `http://127.0.0.1:${sourceHealth}/readyz`);
  await untilHealthy(servers[1], `http://127.0.0.1:${kustomizeHealth}/readyz`);
}
