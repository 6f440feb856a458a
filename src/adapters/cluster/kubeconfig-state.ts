import { stat } from 'node:fs/promises';
import { readKubeconfig, type Environment } from './kubeconfig-files.ts';
import { selectContext } from './select-context.ts';

/** What can be said of a kubeconfig without asking a server. */
export interface KubeconfigState {
  /** How many of the files exist. */
  readonly files: number;
  /** True when every user of the machine may read one of them. */
  readonly isOpen: boolean;
  readonly contexts: number;
  readonly hasCurrent: boolean;
}

/** How a context reaches its server. */
export interface ContextState {
  /** True without TLS. */
  readonly isPlain: boolean;
  /** True when any certificate is taken. */
  readonly isUnverified: boolean;
  /** True when it is the cluster that the program runs in. */
  readonly isPod: boolean;
}

/**
 * Looks at the named file, or those of KUBECONFIG, or `~/.kube/config`.
 * @throws AdapterError KUBECONFIG_INVALID
 */
export async function kubeconfigState(
  file: string | undefined,
  env: Environment = process.env,
): Promise<KubeconfigState> {
  const { files, contexts, currentContext } = await readKubeconfig(file, env);
  const found = await Promise.all(files.map((each) => stat(each).catch(() => undefined)));
  const there = found.filter((each) => each !== undefined);
  return {
    files: there.length,
    isOpen: there.some(({ mode }) => (mode & 0o004) !== 0),
    contexts: contexts.size,
    hasCurrent: currentContext !== undefined,
  };
}

/** @throws AdapterError CLUSTER_UNKNOWN, KUBECONFIG_INVALID */
export async function contextState(request: {
  readonly kubeconfig: string | undefined;
  readonly context: string | undefined;
}): Promise<ContextState> {
  const { url, cluster, name } = await selectContext({ ...request, env: process.env });
  return {
    isPlain: url.protocol === 'http:',
    isUnverified: cluster.isUnverified,
    isPod: name === 'in-cluster' && request.context === undefined,
  };
}
