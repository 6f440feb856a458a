import { CONTROLLER_KINDS } from '../../drift/controller/controller-objects.ts';
import type { ApiResource } from '../../model/cluster.ts';
import { AdapterError } from '../../model/ports.ts';
import { builtInKinds, usualPlural } from '../../validate/built-in-kinds.ts';
import { Clusters } from './clusters.ts';
import type { DriftRequest } from './drift-request.ts';

/** The kinds that a role can be about. */
export interface RoleKinds {
  readonly resources: readonly ApiResource[];
  /** Why the cluster was not asked; undefined when it was. */
  readonly problem: string | undefined;
}

/**
 * What the cluster serves. Where there is no answer, also about a single group: what Kubernetes itself serves, and
 * what Argo CD and Flux would.
 * @throws AdapterError when the run is over, or when the user names a cluster that does not exist
 */
export async function roleKinds(request: DriftRequest, context: string | undefined): Promise<RoleKinds> {
  const clusters = new Clusters(request);
  try {
    const { resources, unknownGroups } = (await clusters.get(context)).discovery;
    if (unknownGroups.size === 0) return { resources, problem: undefined };
    const known = (await builtInKinds()).filter(({ group }) => unknownGroups.has(group));
    return { resources: [...resources, ...known], problem: undefined };
  } catch (error) {
    if (!(error instanceof AdapterError) || request.signal.aborted || isNamed(request, error)) throw error;
    return { resources: [...(await builtInKinds()), ...CONTROLLERS], problem: error.message };
  } finally {
    await clusters.close();
  }
}

function isNamed({ context, kubeconfig }: DriftRequest, { code }: AdapterError): boolean {
  const isMistake = code === 'CLUSTER_UNKNOWN' || code === 'KUBECONFIG_INVALID';
  return isMistake && (context ?? kubeconfig) !== undefined;
}

/** The version and the scope take no part in a role for all namespaces. */
const CONTROLLERS: readonly ApiResource[] = Object.values(CONTROLLER_KINDS).map(({ group, kind }) => ({
  group,
  version: 'v1',
  kind,
  plural: usualPlural(kind),
  namespaced: true,
  verbs: [],
}));
