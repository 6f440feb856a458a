import type { ModuleDefinition } from '../model/module.ts';
import type { TargetDefinition } from '../model/target.ts';
import { MODULES } from '../modules/index.ts';
import { TARGETS } from '../targets/index.ts';
import { InternalError } from '../diagnostics/internal-error.ts';

/** The modules that come with Moorline, by name in byte order. */
export const BUILT_IN_MODULES: readonly ModuleDefinition[] = MODULES;

/** The output forms that come with Moorline. */
export const BUILT_IN_TARGETS: readonly TargetDefinition[] = TARGETS;

/** The built-in target of a name. */
export function targetNamed(name: string): TargetDefinition {
  const target = BUILT_IN_TARGETS.find((each) => each.name === name);
  if (!target) throw new InternalError(`there is no target ${name}`);
  return target;
}
