import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { ServerName } from './catalog.mjs';
import { findServer, missingServers } from './find-server.mjs';
import type { Cluster } from './start-cluster.ts';

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
  for (const args of [
    ['apply', '--server-side', ...named],
    ['wait', '--for=condition=Established', '--timeout=60s', ...named],
  ]) {
    const { code, stderr } = await cluster.kubectl(args);
    if (code !== 0) throw new Error(`kubectl ${args[0] ?? ''}: ${stderr}`);
  }
}
