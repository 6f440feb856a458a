import type { ResolvedStack } from '../../model/resolved.ts';
import type { Resource, ResourceId } from '../../model/resource.ts';
import type { Spec } from '../../model/spec.ts';
import type { Unit } from '../../model/unit.ts';

/** A compiled unit with the origins of its values. */
export interface TracedUnit {
  readonly spec: Spec;
  readonly resolved: ResolvedStack;
}

/** A rendered object, and the unit that it is of. */
export interface TracedObject extends TracedUnit {
  readonly resource: Resource;
}

/** The unit of a verdict as far as it is known: the name of a workspace, and `project/stack`. */
export interface UnitName {
  readonly workspace: string | null;
  readonly unit: string | undefined;
}

/** `project/stack`. */
function unitName({ project, stack }: Unit): string {
  return `${project.name}/${stack.name}`;
}

/** True if a unit may be the one that is meant. */
export function isNamed(unit: Unit, { workspace, unit: name }: UnitName): boolean {
  return (
    (workspace === null || unit.workspace.name === workspace) &&
    (name === undefined || unitName(unit) === name)
  );
}

/** Every rendered object that a verdict may be about: its version is not compared, and a namespace may be left out. */
export function tracedObjects(
  traced: readonly TracedUnit[],
  id: ResourceId,
  name: UnitName,
): readonly TracedObject[] {
  return traced
    .filter(({ spec }) => isNamed(spec.unit, name))
    .flatMap((unit) =>
      unit.spec.resources
        .filter((resource) => isSame(resource.id, id))
        .map((resource) => ({ ...unit, resource })),
    );
}

function isSame(a: ResourceId, b: ResourceId): boolean {
  const isPlace = a.namespace === b.namespace || a.namespace === '' || b.namespace === '';
  return isPlace && a.group === b.group && a.kind === b.kind && a.name === b.name;
}
