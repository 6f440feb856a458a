import type { IgnoreRule } from '../../drift/ignore/ignore-rule.ts';
import type { DriftController, DriftedResource, DriftField, DriftLag } from '../../drift/verdict.ts';
import type { ObjectId } from '../../model/git.ts';
import type { JsonObject } from '../../model/json.ts';
import type { ResourceId } from '../../model/resource.ts';

/** What a controller does with the folder of a unit, as far as it is known. */
export interface UnitState {
  readonly controller: DriftController | null;
  /** Field manager that the controller applies with. */
  readonly applier: string;
  /**
   * The commit of the rendered branch to compare the cluster with: what the controller applied, else the head; null
   * while the controller has applied nothing yet.
   */
  readonly revision: ObjectId | null;
  readonly lag: DriftLag | null;
  /** A newer commit of which some objects may be applied already; null when there is none. */
  readonly attempted: ObjectId | null;
  /** Folder that the controller applies: that of the unit, or one above it. Empty for the whole branch. */
  readonly folder: string;
  /** What the controller keeps account of. */
  readonly inventory: readonly ResourceId[];
  /** True for a live object that the controller tracks as its own. */
  readonly isTracked: (live: JsonObject) => boolean;
  /** What the controller itself is told to ignore. */
  readonly ignore: readonly IgnoreRule[];
  /** Whether the controller sees a difference; undefined when that is not known. */
  readonly isSeen: (resource: DriftedResource, field: DriftField) => boolean | undefined;
}

/** Field manager of dry runs where no controller is known. */
export const APPLIER = 'moorline';

/** A unit that no controller is known to apply: it is compared with the head of its branch. */
export function withoutController(head: ObjectId, folder: string): UnitState {
  return {
    controller: null,
    applier: APPLIER,
    revision: head,
    lag: null,
    attempted: null,
    folder,
    inventory: [],
    isTracked: () => false,
    ignore: [],
    isSeen: () => undefined,
  };
}
