import type { CompareSettings } from '../../drift/compare-object.ts';
import type { DriftMode, DriftWarning } from '../../drift/verdict.ts';
import type { ClusterPort, Discovery } from '../../model/cluster.ts';
import type { JsonObject } from '../../model/json.ts';
import type { ResourceId } from '../../model/resource.ts';

/** An object that Git wants in the cluster. */
export interface WantedObject {
  /** With the namespace that it lands in; empty for a kind without one. */
  readonly id: ResourceId;
  readonly object: JsonObject;
  /** What reading it already showed. */
  readonly warnings: readonly DriftWarning[];
  readonly settings: CompareSettings;
  /** Field manager in whose name a dry run applies it. */
  readonly applier: string;
  /**
   * What a newer commit has instead, which the controller began to apply; null for nothing, and undefined where there
   * is no such commit.
   */
  readonly newer?: JsonObject | null;
  /** The unit and the file in the rendered branch that it comes from. */
  readonly unit?: string;
  readonly manifest?: string;
}

/** The cluster, and how it may be asked. */
export interface AskedCluster {
  readonly port: ClusterPort;
  readonly discovery: Discovery;
  readonly mode: DriftMode;
}
