import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { ServerName } from './catalog.mjs';
import { findServer, missingServers } from './find-server.mjs';
import type { Cluster } from './start-cluster.ts';
import { until } from './until.ts';

/**
 * Makes the kinds of some servers known to a cluster, and waits until objects of them can be written.
 * @throws Error that a server is not built, or with what kubectl said
 */
export async function applyCrds(cluster: Cluster, servers: readonly ServerName[]): Promise<void> {
  const folders = servers.map((name) => findServer(name)?.crds);
  if (folders.includes(undefined)) throw new Error(missingServers(servers));
  const files = folders.flatMap((folder = '') => readdirSync(folder).map((file) => join(folder, file)));
  const named = files.map((file) => `--filename=${file}`);
  // Server-side: some are too long for the annotation that kubectl would write.
  const { code, stderr } = await cluster.kubectl(['apply', '--server-side', ...named]);
  if (code !== 0) throw new Error(`kubectl apply: ${stderr}`);
  await until(() => areEstablished(cluster), { otherwise: () => `not established: ${files.join(', ')}` });
}

/** Whether objects of every custom kind can be written. `kubectl wait` fails on one that has no conditions yet. */
async function areEstablished(cluster: Cluster): Promise<true | undefined> {
  const { body } = await cluster.api({ path: '/apis/apiextensions.k8s.io/v1/customresourcedefinitions' });
  const { items } = body as { items: readonly { status?: { conditions?: readonly Condition[] } }[] };
  const isReady = ({ type, status }: Condition): boolean => type === 'Established' && status === 'True';
  return items.every(({ status }) => status?.conditions?.some(isReady) === true) ? true : undefined;
}

interface Condition {
  readonly type: string;
  readonly status: string;
}
