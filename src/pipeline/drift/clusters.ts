import type { ClusterPort, Discovery } from '../../model/cluster.ts';

/** A cluster that is open, and what it serves. */
export interface OpenedCluster {
  readonly port: ClusterPort;
  readonly discovery: Discovery;
}

/** The clusters of one run, each opened once; the owner closes them. */
export class Clusters {
  readonly #open: (context: string | undefined) => Promise<ClusterPort>;
  readonly #known = new Map<string, Promise<OpenedCluster>>();

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
}
