import type { JsonObject } from '../model/json.ts';
import { byteOrder } from '../util/byte-order.ts';
import { readLastApplied } from './last-applied.ts';
import { ownershipOf, readManagedFields, type FieldManager, type Ownership } from './managed-fields.ts';
import { managerSorter, type ManagerClass, type ManagerNames } from './managers.ts';
import type { FieldSteps } from './steps.ts';
import type { Blame } from './verdict.ts';

/** A manager that owns a path, and how. */
export interface Owner extends Ownership {
  readonly manager: FieldManager;
  readonly kind: ManagerClass;
}

/** Who wrote what in one live object. */
export interface OwnershipBook {
  readonly managers: readonly FieldManager[];
  readonly lastApplied: JsonObject | undefined;
  /** Everybody who owns a path, the best guess first. */
  readonly owners: (steps: FieldSteps) => readonly Owner[];
  /** Who probably took a field away: the newest person who wrote around it. A guess, never a fact. */
  readonly remover: (steps: FieldSteps) => FieldManager | undefined;
  readonly classOf: (manager: FieldManager) => ManagerClass;
}

/** Reads managedFields and the last applied manifest of a live object. */
export function ownershipBook(live: JsonObject, names: ManagerNames): OwnershipBook {
  const managers = readManagedFields(live);
  const classOf = managerSorter(managers, names);
  const owners = (steps: FieldSteps): readonly Owner[] =>
    managers
      .flatMap((manager) => {
        const found = ownershipOf(manager, steps);
        return found ? [{ ...found, manager, kind: classOf(manager) }] : [];
      })
      .toSorted(
        (a, b) =>
          HOW[a.how] - HOW[b.how] ||
          b.depth - a.depth ||
          byteOrder(b.manager.time ?? '', a.manager.time ?? '') ||
          CLASS[a.kind] - CLASS[b.kind] ||
          byteOrder(a.manager.name, b.manager.name),
      );
  const remover = (steps: FieldSteps) =>
    managers
      .filter(
        (manager) =>
          classOf(manager) === 'human' &&
          manager.operation === 'Update' &&
          ownershipOf(manager, steps.slice(0, -1)) !== undefined,
      )
      .toSorted((a, b) => byteOrder(b.time ?? '', a.time ?? ''))[0];
  return { managers, lastApplied: readLastApplied(live), owners, remover, classOf };
}

/** The field itself says more than the value around it, and that more than parts of it. */
const HOW: Readonly<Record<Ownership['how'], number>> = { itself: 0, around: 1, inside: 2 };

/** Of two owners of the same age, the one who is more likely to have changed what Git says. */
const CLASS: Readonly<Record<ManagerClass, number>> = { human: 0, controller: 1, system: 2, ours: 3 };

/** A manager as a report shows it. */
export function blameOf({ name, operation, subresource, time }: FieldManager): Blame {
  return { manager: name, operation, subresource: subresource ?? null, time: time ?? null };
}
