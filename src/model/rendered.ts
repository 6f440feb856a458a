import type { RequiredSecret } from './spec.ts';
import type { TargetFile } from './target.ts';
import type { Unit } from './unit.ts';

/** The output of one unit. Files are in output order, paths relative to the unit's folder. */
export interface RenderedUnit {
  readonly unit: Unit;
  readonly files: readonly TargetFile[];
  readonly requiredSecrets: readonly RequiredSecret[];
  /** Files and folders that were read, or would be if they were there, outside of the project's folder. */
  readonly sharedInputs: readonly string[];
  /** True when some of its objects were taken over from files of the user. */
  readonly hasVerbatim: boolean;
}

/** Every unit of a run, in output order; no path of a branch is written twice. */
export interface RenderedTree {
  readonly units: readonly RenderedUnit[];
}
