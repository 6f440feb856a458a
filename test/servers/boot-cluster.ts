import { generateKeyPairSync } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { clusterApi } from './cluster-api.ts';
import { freePorts } from './free-ports.ts';
import type { RunInCluster } from './run-server.ts';
import { until } from './until.ts';
import { writeTokens, type ClusterAccess } from './users.ts';

/**
 * Starts etcd and an API server on loopback and waits until objects can be written.
 * @throws Error that one of them ended, or was not ready within a minute
 */
export async function bootCluster(folder: string, run: RunInCluster): Promise<ClusterAccess> {
  const [client = 0, peer = 0, port = 0] = await freePorts(3);
  const [url, certificates] = [`https://127.0.0.1:${port}`, join(folder, 'certificates')];
  const tokens = writeTokens(join(folder, 'tokens.csv'));
  const servers = [
    run('etcd', etcdArgs(folder, client, peer)),
    run('kube-apiserver', [
      ...apiServerArgs(folder),
      `--etcd-servers=http://127.0.0.1:${client}`,
      `--secure-port=${port}`,
      `--cert-dir=${certificates}`,
    ]),
  ];
  // The API server makes its certificate, which holds the one that signed it too.
  const certificate = join(certificates, 'apiserver.crt');
  return until(
    async () => {
      if (servers.some((server) => server.hasEnded())) throw new Error('it ended');
      if (!existsSync(certificate)) return undefined;
      const access = { url, ca: readFileSync(certificate, 'utf8'), tokens };
      return (await isReady(access)) ? access : undefined;
    },
    { otherwise: () => 'it was not ready in time' },
  );
}

/** Ready is more than listening: the namespace default comes last. */
async function isReady(access: ClusterAccess): Promise<boolean> {
  const api = clusterApi(access);
  try {
    for (const path of ['/readyz', '/api/v1/namespaces/default']) {
      if ((await api({ path })).status !== 200) return false;
    }
    return true;
  } catch {
    return false;
  }
}

function etcdArgs(folder: string, client: number, peer: number): readonly string[] {
  const [clients, peers] = [`http://127.0.0.1:${client}`, `http://127.0.0.1:${peer}`];
  return [
    `--data-dir=${join(folder, 'etcd')}`,
    '--unsafe-no-fsync',
    `--listen-client-urls=${clients}`,
    `--advertise-client-urls=${clients}`,
    `--listen-peer-urls=${peers}`,
    `--initial-advertise-peer-urls=${peers}`,
    `--initial-cluster=default=${peers}`,
  ];
}

function apiServerArgs(folder: string): readonly string[] {
  const key = join(folder, 'service-accounts.key');
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  writeFileSync(key, privateKey.export({ type: 'sec1', format: 'pem' }));
  return [
    '--bind-address=127.0.0.1',
    // Otherwise it wants an address that other machines reach.
    '--endpoint-reconciler-type=none',
    `--token-auth-file=${join(folder, 'tokens.csv')}`,
    '--authorization-mode=RBAC',
    '--service-cluster-ip-range=10.0.0.0/24',
    '--allow-privileged=true',
    `--service-account-key-file=${key}`,
    `--service-account-signing-key-file=${key}`,
    '--service-account-issuer=https://kubernetes.default.svc',
    // No controller makes the accounts that it would ask for.
    '--disable-admission-plugins=ServiceAccount',
  ];
}
