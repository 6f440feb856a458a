import { setMaxListeners } from 'node:events';
import type { ClusterPort } from '../../model/cluster.ts';
import { keepAccess } from './access.ts';
import { reviewAccess } from './access-review.ts';
import { makeAsk } from './ask.ts';
import { systemClock, type Clock } from './clock.ts';
import { readCredentials } from './credentials.ts';
import { discover } from './discovery.ts';
import { makeGate } from './gate.ts';
import type { Environment } from './kubeconfig-files.ts';
import { listPages } from './list-pages.ts';
import { dryRunApply, getObject } from './one-object.ts';
import { proxyFor } from './proxy.ts';
import { readSchema } from './read-schema.ts';
import { selectContext } from './select-context.ts';

/** Which cluster, and how patiently it is asked. */
export interface ClusterRequest {
  /** A file; otherwise those of KUBECONFIG, `~/.kube/config`, or the cluster that the program runs in. */
  readonly kubeconfig?: string | undefined;
  /** Name of a context; otherwise the current one. */
  readonly context?: string | undefined;
  /** Version of the program, which the server sees. */
  readonly version: string;
  /** Ends everything when it fires; its reason is thrown. */
  readonly signal: AbortSignal;
  /** Longest silence of the server within one request; half a minute by default. */
  readonly timeoutMs?: number;
  /** Longest run of a credential plugin; a minute by default. */
  readonly pluginTimeoutMs?: number;
  readonly env?: Environment;
  /** Where Kubernetes mounts the token and certificate of a pod. */
  readonly serviceAccount?: string;
  readonly clock?: Clock;
}

/** Connections and requests at a time. */
const SOCKETS = 8;

/**
 * Opens the one way to a cluster. Reads the kubeconfig and the credentials; nothing is sent before the first question.
 * @throws AdapterError CLUSTER_UNKNOWN, KUBECONFIG_INVALID, CLUSTER_CREDENTIALS
 */
export async function openCluster(request: ClusterRequest): Promise<ClusterPort> {
  const {
    signal,
    env = process.env,
    clock = systemClock,
    timeoutMs = 30_000,
    pluginTimeoutMs = 60_000,
  } = request;
  signal.throwIfAborted();
  // every request that is under way or waits listens to it
  setMaxListeners(0, signal);
  const context = await selectContext({ ...request, env });
  const server = context.url.href.replace(/\/+$/, '');
  const proxy = proxyFor(context.url, context.cluster.proxy, env);
  const access = keepAccess({
    server: context.url,
    proxy,
    sockets: SOCKETS,
    read: () => readCredentials({ context, env, clock, signal, pluginTimeoutMs }),
    now: clock.now,
  });
  await access.current();
  const ask = makeAsk({
    route: {
      server: context.url,
      isProxied: proxy !== undefined,
      userAgent: `moorline/${request.version}`,
      timeoutMs,
    },
    access,
    gate: makeGate(SOCKETS, clock.now),
    clock,
    signal,
    who: `the user "${context.userName}" of context "${context.name}"`,
  });
  return {
    context: context.name,
    server,
    discover: () => discover(ask, server),
    list: (resource, scope) => listPages(ask, { resource, scope, signal }),
    get: (resource, namespace, name) => getObject(ask, { resource, namespace, name }),
    dryRunApply: (resource, object, manager) => dryRunApply(ask, { resource, object, manager }),
    mayI: (verb, resource, place) => reviewAccess(ask, { verb, resource, place }),
    schema: (group, version) => readSchema(ask, group, version),
    close: access.close,
  };
}
