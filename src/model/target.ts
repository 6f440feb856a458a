import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { ResourceId } from './resource.ts';
import type { Spec } from './spec.ts';

/** One file of a unit's output; `path` is posix and relative to the unit's folder. */
export interface TargetFile {
  readonly path: string;
  readonly text: string;
  /** The resource it holds; undefined for a file that holds none or several. */
  readonly id?: ResourceId;
}

/** An output form: turns the resources of a unit into files, and says what it cannot express. */
export interface TargetDefinition {
  readonly name: string;
  readonly summary: string;
  readonly emit: (spec: Spec) => {
    readonly files: readonly TargetFile[];
    readonly diagnostics: readonly Diagnostic[];
  };
}

/** Defines a target. */
export function defineTarget(target: TargetDefinition): TargetDefinition {
  return target;
}
