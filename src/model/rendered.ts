import type { RequiredSecret } from './spec.ts';
import type { TargetFile } from './target.ts';
import type { Unit } from './unit.ts';

/** The output of one unit. Files are in output order, paths relative to the unit's folder. */
export interface RenderedUnit {
  readonly unit: Unit;
  readonly files: readonly TargetFile[];
  readonly requiredSecrets: readonly RequiredSecret[];
}

/** Every unit of a run, in output order; no path of a branch is written twice. */
export interface RenderedTree {
  readonly units: readonly RenderedUnit[];
}
