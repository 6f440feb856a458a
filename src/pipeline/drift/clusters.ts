import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { ControllerObjects } from '../../drift/controller/controller-objects.ts';
import type { ClusterPort, Discovery } from '../../model/cluster.ts';
import { controllerObjects } from './controllers-of.ts';

/** A cluster that is open, and what it serves. */
export interface OpenedCluster {
  readonly port: ClusterPort;
  readonly discovery: Discovery;
}

/** The clusters of one run, each opened and asked once; the owner closes them. */
export class Clusters {
  /** What is worth a line about the clusters as a whole. */
  readonly diagnostics: Diagnostic[] = [];
  readonly #open: (context: string | undefined) => Promise<ClusterPort>;
  readonly #known = new Map<string, Promise<OpenedCluster>>();
  readonly #controllers = new Map<OpenedCluster, Promise<ControllerObjects>>();

  constructor(open: (context: string | undefined) => Promise<ClusterPort>) {
    this.#open = open;
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
    const port = await this.#open(context);
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
