import { mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CliRun } from '../tools/cli.ts';
import { bootCluster } from './boot-cluster.ts';
import type { ServerName } from './catalog.mjs';
import { clusterApi, type ClusterApi } from './cluster-api.ts';
import { findServer, missingServers } from './find-server.mjs';
import { grant, type Rule } from './grant.ts';
import { runKubectl } from './run-kubectl.ts';
import { runServer, type RunInCluster, type RunningServer } from './run-server.ts';
import { writeKubeconfigs, type ClusterUser, type Tokens } from './users.ts';

/** etcd and an API server: objects are stored, defaulted, validated and owned as anywhere; no pod runs. */
export interface Cluster {
  /** Such as `https://127.0.0.1:40123`. */
  readonly url: string;
  /** Of the cluster alone; goes away with it. */
  readonly folder: string;
  /** A kubeconfig whose current context is the user; it has contexts for the other users too. */
  readonly kubeconfig: Readonly<Record<ClusterUser, string>>;
  readonly tokens: Tokens;
  readonly api: ClusterApi;
  /** Runs kubectl as a user, or else as admin. */
  readonly kubectl: (args: readonly string[], options?: KubectlOptions) => Promise<CliRun>;
  /** Applies objects server-side as admin, as `kubectl apply` does; fails when one is refused. */
  readonly apply: (objects: readonly object[]) => Promise<void>;
  /** Replaces what a user other than admin may do, by RBAC. */
  readonly grant: (user: ClusterUser, rules: readonly Rule[]) => Promise<void>;
  /** Starts a server that ends with the cluster. */
  readonly run: RunInCluster;
  /** Ends all servers and removes the folder. */
  readonly stop: () => Promise<void>;
}

export interface KubectlOptions {
  readonly user?: ClusterUser;
  readonly input?: string;
}

/**
 * Starts a cluster of its own on free ports of loopback, in a few seconds. Whoever starts it stops it;
 * when this process dies before, its servers and its folder go too.
 * @throws Error that one of the two is not built, or with what they printed last
 */
export async function startCluster(): Promise<Cluster> {
  for (let tries = 1; ; tries++) {
    const folder = realpathSync.native(mkdtempSync(join(tmpdir(), 'moorline-cluster-')));
    const servers: RunningServer[] = [];
    try {
      return await open(folder, servers);
    } catch (error) {
      const words = servers.map((server) => server.lastWords()).join('\n');
      await close(folder, servers);
      // Between finding a free port and listening on it, somebody else may take it.
      if (tries < 3 && words.includes('address already in use')) continue;
      throw new Error(`the cluster did not start: ${String(error)}\n${words}`, { cause: error });
    }
  }
}

async function open(folder: string, servers: RunningServer[]): Promise<Cluster> {
  const run: RunInCluster = (name, args, { env = {}, log = name } = {}) => {
    const started = runServer({
      program: programOf(name),
      args,
      env: { HOME: folder, TMPDIR: join(folder, 'tmp'), ...env },
      log: join(folder, `${log}.log`),
      // The first one is etcd, and nobody needs the folder longer than it does.
      removes: servers.length === 0 ? folder : '',
    });
    servers.push(started);
    return started;
  };
  mkdirSync(join(folder, 'tmp'));
  const access = await bootCluster(folder, run);
  const kubeconfig = writeKubeconfigs(folder, access);
  const api = clusterApi(access);
  await grant(api, 'reader', [{ apiGroups: ['*'], resources: ['*'], verbs: ['get', 'list'] }]);
  const kubectl: Cluster['kubectl'] = (args, { user = 'admin', input } = {}) =>
    runKubectl({ kubeconfig: kubeconfig[user], home: folder }, args, input);
  return {
    url: access.url,
    folder,
    kubeconfig,
    tokens: access.tokens,
    api,
    run,
    kubectl,
    apply: async (objects) => {
      const list = JSON.stringify({ apiVersion: 'v1', kind: 'List', items: objects });
      const { code, stderr } = await kubectl(['apply', '--server-side', '--filename=-'], { input: list });
      if (code !== 0) throw new Error(`kubectl apply: ${stderr}`);
    },
    grant: (user, rules) => grant(api, user, rules),
    stop: () => close(folder, servers),
  };
}

async function close(folder: string, servers: readonly RunningServer[]): Promise<void> {
  await Promise.all(servers.map((server) => server.stop()));
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
}

function programOf(name: ServerName): string {
  const found = findServer(name);
  if (found) return found.program;
  throw new Error(missingServers([name]));
}
