import type { JsonObject } from '../model/json.ts';
import { byteOrder } from '../util/byte-order.ts';
import { readLastApplied } from './last-applied.ts';
import { ownershipBy, readManagedFields, type FieldManager, type Ownership } from './managed-fields.ts';
import { managerSorter, type ManagerClass, type ManagerNames } from './managers.ts';
import type { Place } from './place.ts';
import type { Blame } from './verdict.ts';

/** A manager that owns a place, and how. */
export interface Owner extends Ownership {
  readonly manager: FieldManager;
  readonly kind: ManagerClass;
}

/** Who wrote what in one live object: its managedFields and the manifest that was applied last, read when needed. */
export class OwnershipBook {
  readonly managers: readonly FieldManager[];
  readonly #live: JsonObject;
  readonly #classOf: (manager: FieldManager) => ManagerClass;
  #kinds: readonly ManagerClass[] | undefined;
  #lastApplied: { readonly manifest: JsonObject | undefined } | undefined;

  constructor(live: JsonObject, names: ManagerNames) {
    this.#live = live;
    this.managers = readManagedFields(live);
    this.#classOf = managerSorter(this.managers, names);
  }

  get lastApplied(): JsonObject | undefined {
    this.#lastApplied ??= { manifest: readLastApplied(this.#live) };
    return this.#lastApplied.manifest;
  }

  /** Everybody who owns a place, the best guess first. */
  owners(place: Place): readonly Owner[] {
    this.#kinds ??= this.managers.map(this.#classOf);
    const { reaches, depth } = place;
    if (reaches.length === 0) return NONE;
    const owners = this.managers.flatMap((manager, i): readonly Owner[] => {
      const found = ownershipBy(reaches[i], depth);
      const kind = this.#kinds?.[i];
      return found && kind ? [{ ...found, manager, kind }] : [];
    });
    return owners.length > 1 ? owners.toSorted(bestFirst) : owners;
  }

  /** Who probably took a field away: the newest person who wrote around it. A guess, never a fact. */
  remover({ parent }: Place): FieldManager | undefined {
    return this.managers
      .filter(
        (manager, i) =>
          this.#classOf(manager) === 'human' &&
          manager.operation === 'Update' &&
          (!parent || ownershipBy(parent.reaches[i], parent.depth) !== undefined),
      )
      .toSorted((a, b) => byteOrder(b.time ?? '', a.time ?? ''))[0];
  }
}

const NONE: readonly Owner[] = [];

function bestFirst(a: Owner, b: Owner): number {
  return (
    HOW[a.how] - HOW[b.how] ||
    b.depth - a.depth ||
    byteOrder(b.manager.time ?? '', a.manager.time ?? '') ||
    CLASS[a.kind] - CLASS[b.kind] ||
    byteOrder(a.manager.name, b.manager.name)
  );
}

/** The field itself says more than the value around it, and that more than parts of it. */
const HOW: Readonly<Record<Ownership['how'], number>> = { itself: 0, around: 1, inside: 2 };

/** Of two owners of the same age, the one who is more likely to have changed what Git says. */
const CLASS: Readonly<Record<ManagerClass, number>> = { human: 0, controller: 1, system: 2, ours: 3 };

/** A manager as a report shows it. */
export function blameOf({ name, operation, subresource, time }: FieldManager): Blame {
  return { manager: name, operation, subresource: subresource ?? null, time: time ?? null };
}
