import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { AdapterError } from '../../model/ports.ts';
import {
  clusterEntry,
  NOBODY,
  userEntry,
  type ClusterEntry,
  type Part,
  type UserEntry,
} from './kubeconfig-entries.ts';
import { readKubeconfig, type Environment, type Kubeconfig } from './kubeconfig-files.ts';

/** A cluster and who asks it. */
export interface SelectedContext {
  readonly name: string;
  readonly cluster: ClusterEntry;
  /** Where the server is; http or https, without credentials. */
  readonly url: URL;
  readonly userName: string;
  readonly user: UserEntry;
}

/** How the place of a cluster is named. */
export interface ContextRequest {
  readonly kubeconfig?: string | undefined;
  readonly context?: string | undefined;
  readonly env: Environment;
  /** Where Kubernetes mounts the token and certificate of a pod. */
  readonly serviceAccount?: string;
}

/**
 * The context that was asked for, or the current one; the pod's own cluster when no kubeconfig knows any. There
 * is no other fallback: an unknown cluster is never `localhost`.
 * @throws AdapterError CLUSTER_UNKNOWN, KUBECONFIG_INVALID
 */
export async function selectContext(request: ContextRequest): Promise<SelectedContext> {
  const config = await readKubeconfig(request.kubeconfig, request.env);
  const name = request.context ?? config.currentContext;
  if (name !== undefined) return selected(config, name);
  const pod =
    config.contexts.size === 0 && request.kubeconfig === undefined ? await inCluster(request) : undefined;
  if (pod !== undefined) return pod;
  throw new AdapterError('CLUSTER_UNKNOWN', `No context is selected. ${known(config)}`);
}

function selected(config: Kubeconfig, name: string): SelectedContext {
  const context = config.contexts.get(name);
  if (context === undefined) {
    throw new AdapterError('CLUSTER_UNKNOWN', `There is no context "${name}". ${known(config)}`);
  }
  return checked(() => {
    const cluster = clusterEntry(named(config.clusters, context, 'cluster'));
    const user = context.map['user'];
    const isNobody = user === undefined || user === null || user === '';
    return {
      name,
      cluster,
      url: serverUrl(cluster.server, name),
      userName: typeof user === 'string' ? user : '',
      user: isNobody ? NOBODY : userEntry(named(config.users, context, 'user')),
    };
  });
}

function named(parts: ReadonlyMap<string, Part>, context: Part, key: string): Part {
  const name = context.map[key];
  const part = typeof name === 'string' ? parts.get(name) : undefined;
  if (part !== undefined) return part;
  throw new Error(`${context.name} names no ${key} that exists`);
}

function checked(read: () => SelectedContext): SelectedContext {
  try {
    return read();
  } catch (error) {
    if (error instanceof AdapterError) throw error;
    throw new AdapterError('KUBECONFIG_INVALID', `${(error as Error).message}.`);
  }
}

function serverUrl(server: string, context: string): URL {
  const url = URL.canParse(server) ? new URL(server) : undefined;
  if (url === undefined || !['http:', 'https:'].includes(url.protocol)) {
    throw new AdapterError(
      'KUBECONFIG_INVALID',
      `The server of context "${context}" does not start with https:// or http://.`,
    );
  }
  url.username = '';
  url.password = '';
  url.search = '';
  url.hash = '';
  return url;
}

function known({ contexts, files }: Kubeconfig): string {
  const names = [...contexts.keys()].map((name) => `"${name}"`);
  const list = names.length > 20 ? [...names.slice(0, 20), '…'] : names;
  if (names.length > 0) return `Select one of ${list.join(', ')}.`;
  return `No context is in ${files.join(', ')}.`;
}

async function inCluster({ env, serviceAccount }: ContextRequest): Promise<SelectedContext | undefined> {
  const folder = serviceAccount ?? '/var/run/secrets/kubernetes.io/serviceaccount';
  const { KUBERNETES_SERVICE_HOST: host, KUBERNETES_SERVICE_PORT: port } = env;
  const tokenFile = join(folder, 'token');
  const isMounted = await access(tokenFile).then(
    () => true,
    () => false,
  );
  if (!isMounted || host === undefined || port === undefined) return undefined;
  const server = `https://${host.includes(':') ? `[${host}]` : host}:${port}`;
  return {
    name: 'in-cluster',
    cluster: {
      server,
      authority: { file: join(folder, 'ca.crt') },
      isUnverified: false,
      serverName: undefined,
      proxy: undefined,
    },
    url: serverUrl(server, 'in-cluster'),
    userName: 'service account of the pod',
    user: { ...NOBODY, tokenFile },
  };
}
