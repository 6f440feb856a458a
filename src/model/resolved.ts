import type { ModuleDefinition } from './module.ts';
import type { MapNode, Node, Path } from './node.ts';
import type { Span } from '../diagnostics/span.ts';
import type { Unit } from './unit.ts';

/** One workload or accessory, merged, validated and bound to its module. */
export interface ModuleCall {
  readonly module: ModuleDefinition;
  /** `workload`, or the key of the accessory. */
  readonly key: string;
  /** Where the highest layer that has it writes the key. */
  readonly keySpan: Span;
  /** Where the input stands inside the AppConfiguration, or `shared`, KEY inside the stack. */
  readonly path: Path;
  readonly inputNode: Node;
  readonly platformNode: MapNode;
  /** Parsed with exactly the module's schema, defaults filled. */
  readonly input: unknown;
  readonly platform: unknown;
}

/** One app of a stack after merging. */
export interface ResolvedApp {
  readonly name: string;
  readonly node: MapNode;
  readonly workload?: ModuleCall;
  /** Sorted by module name, then accessory key. */
  readonly accessories: readonly ModuleCall[];
}

/** A unit whose layers and platform configuration are merged. */
export interface ResolvedStack {
  readonly unit: Unit;
  readonly apps: readonly ResolvedApp[];
  /** Accessories of the stack that its apps share, sorted like those of an app. */
  readonly shared: readonly ModuleCall[];
}
