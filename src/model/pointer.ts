import type { Path } from './node.ts';

/**
 * Names the input that a rendered value comes from: `input` is the merged workload or accessory,
 * `platform` the workspace's configuration of the module, `workload` the app's workload seen by an
 * accessory, `images` the stack's image map, `unit` the names of project, stack, workspace and app.
 */
export interface Pointer {
  readonly root: PointerRoot;
  readonly path: Path;
}

export type PointerRoot = 'input' | 'platform' | 'workload' | 'unit';

/** Points into the developer's workload or accessory. */
export const input = (...path: Path): Pointer => ({ root: 'input', path });

/** Points into the workspace's configuration of the module. */
export const platform = (...path: Path): Pointer => ({ root: 'platform', path });

/** Points into the workload, for a module that renders an accessory. */
export const workload = (...path: Path): Pointer => ({ root: 'workload', path });
