import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { applyCrds } from './apply-crds.ts';
import { freePorts } from './free-ports.ts';
import type { Cluster } from './start-cluster.ts';
import { untilHealthy } from './until-healthy.ts';

/**
 * Starts Argo CD in a cluster, in namespace `argocd`: its kinds, project `default`, and what acts on an
 * Application. It ends with the cluster. It looks every ten seconds; the annotation
 * `argocd.argoproj.io/refresh: normal` asks at once.
 */
export async function startArgo(cluster: Cluster): Promise<void> {
  await applyCrds(cluster, ['argocd']);
  await cluster.apply([{ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'argocd' } }]);
  await cluster.apply(settings());
  const [redis = 0, repo = 0, repoMetrics = 0, metrics = 0] = await freePorts(4);
  cluster.run('redis', [`--port=${redis}`]);
  const repoServer = cluster.run(
    'argocd',
    [
      ...['--address=127.0.0.1', `--port=${repo}`, '--disable-tls', `--redis=127.0.0.1:${redis}`],
      ...['--metrics-address=127.0.0.1', `--metrics-port=${repoMetrics}`],
    ],
    {
      log: 'argocd-repo-server',
      env: {
        ARGOCD_BINARY_NAME: 'argocd-repo-server',
        ARGOCD_GPG_ENABLED: 'false',
        ARGOCD_ASK_PASS_SOCK: join(cluster.folder, 'ask-pass.sock'),
        KUBECONFIG: cluster.kubeconfig.admin,
      },
    },
  );
  const controller = cluster.run(
    'argocd',
    [
      ...['--namespace=argocd', `--redis=127.0.0.1:${redis}`, `--metrics-port=${metrics}`],
      ...[`--repo-server=127.0.0.1:${repo}`, '--repo-server-plaintext'],
      ...['--app-resync=10', '--app-resync-jitter=0'],
    ],
    {
      log: 'argocd-application-controller',
      env: {
        ARGOCD_BINARY_NAME: 'argocd-application-controller',
        // The destination https://kubernetes.default.svc is the cluster of KUBECONFIG then.
        ARGOCD_FAKE_IN_CLUSTER: 'true',
        KUBECONFIG: cluster.kubeconfig.admin,
      },
    },
  );
  await untilHealthy(repoServer, `http://127.0.0.1:${repoMetrics}/healthz`);
  await untilHealthy(controller, `http://127.0.0.1:${metrics}/healthz`);
}

/** What Argo CD looks up before it does anything. */
function settings(): readonly object[] {
  const metadata = (name: string) => ({
    name,
    namespace: 'argocd',
    labels: { 'app.kubernetes.io/name': name, 'app.kubernetes.io/part-of': 'argocd' },
  });
  const maps = {
    'argocd-cm': { 'timeout.reconciliation': '10s' },
    'argocd-cmd-params-cm': {},
    'argocd-gpg-keys-cm': {},
    'argocd-rbac-cm': {},
    'argocd-ssh-known-hosts-cm': {},
    'argocd-tls-certs-cm': {},
  };
  return [
    ...Object.entries(maps).map(([name, data]) => ({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: metadata(name),
      data,
    })),
    {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: metadata('argocd-secret'),
      stringData: { 'server.secretkey': randomBytes(32).toString('base64') },
    },
    {
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'AppProject',
      metadata: metadata('default'),
      spec: {
        sourceRepos: ['*'],
        destinations: [{ server: '*', namespace: '*' }],
        clusterResourceWhitelist: [{ group: '*', kind: '*' }],
      },
    },
  ];
}
