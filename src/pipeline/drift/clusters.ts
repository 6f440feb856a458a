import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { ControllerObjects } from '../../drift/controller/controller-objects.ts';
import type { ClusterPort, Discovery } from '../../model/cluster.ts';
import { controllerObjects } from './controllers-of.ts';
import type { DriftRequest } from './drift-request.ts';

/** A cluster that is open, and what it serves. */
export interface OpenedCluster {
  readonly port: ClusterPort;
  readonly discovery: Discovery;
}

/** How clusters are reached. */
export type ClustersRequest = Pick<DriftRequest, 'kubeconfig' | 'version' | 'signal'>;

/** The clusters of one run, each opened and asked once; the owner closes them. */
export class Clusters {
  /** What is worth a line about the clusters as a whole. */
  readonly diagnostics: Diagnostic[] = [];
  readonly #request: ClustersRequest;
  readonly #known = new Map<string, Promise<OpenedCluster>>();
  readonly #controllers = new Map<OpenedCluster, Promise<ControllerObjects>>();

  constructor(request: ClustersRequest) {
    this.#request = request;
  }

  /** @throws AdapterError when the cluster cannot be asked */
  async get(context: string | undefined): Promise<OpenedCluster> {
    const key = context ?? '';
    const found = this.#known.get(key) ?? this.#opened(context);
    this.#known.set(key, found);
    return await found;
  }

  /** What Argo CD and Flux have there. */
  async controllers(cluster: OpenedCluster): Promise<ControllerObjects> {
    const found = this.#controllers.get(cluster) ?? this.#asked(cluster);
    this.#controllers.set(cluster, found);
    return await found;
  }

  async close(): Promise<void> {
    for (const each of await Promise.allSettled(this.#known.values())) {
      if (each.status === 'fulfilled') each.value.port.close();
    }
  }

  async #opened(context: string | undefined): Promise<OpenedCluster> {
    const { kubeconfig, version, signal } = this.#request;
    // loaded only now: nothing but a cluster needs it
    const { openCluster } = await import('../../adapters/cluster/open-cluster.ts');
    const port = await openCluster({ context, kubeconfig, version, signal });
    try {
      return { port, discovery: await port.discover() };
    } catch (error) {
      port.close();
      throw error;
    }
  }

  async #asked({ port, discovery }: OpenedCluster): Promise<ControllerObjects> {
    const { objects, diagnostics } = await controllerObjects(port, discovery);
    this.diagnostics.push(...diagnostics);
    return objects;
  }
}
