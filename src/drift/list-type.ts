import { LIST_KEYS } from '../model/field-path.ts';
import { isJsonObject, type Json, type JsonObject } from '../model/json.ts';
import { byteOrder } from '../util/byte-order.ts';
import { isBuiltInGroup } from './known-groups.ts';
import { fieldSetAt, parsedKey, type FieldManager } from './managed-fields.ts';
import type { Place } from './place.ts';
import type { ItemKeys } from './steps.ts';

/** How the items of two lists belong together. */
export type ListType = AssociativeType | { readonly type: 'ordered' } | { readonly type: 'unordered' };

/** Lists whose items are known by their keys or by their value, wherever they stand. */
export type AssociativeType =
  { readonly type: 'keys'; readonly keys: readonly string[] } | { readonly type: 'set' };

/** What has to be known of an object to tell the type of its lists. */
export interface ListFacts {
  readonly group: string;
  readonly kind: string;
  /** True when one side is a Secret: its values must not become keys of a path. */
  readonly isSecret: boolean;
  readonly book: { readonly managers: readonly FieldManager[] };
}

/** Lists whose order the control plane changes: kubernetes#74099 for metrics, endpoints.RepackSubsets for subsets. */
const UNORDERED: ReadonlySet<string> = new Set([
  'autoscaling/HorizontalPodAutoscaler .spec.metrics',
  '/Endpoints .subsets',
  '/Endpoints .subsets[].addresses',
  '/Endpoints .subsets[].notReadyAddresses',
  '/Endpoints .subsets[].ports',
]);

/** Sets by name of the list (`x-kubernetes-list-type: set`). */
const SETS: ReadonlySet<unknown> = new Set(['finalizers']);

/** Fields of a Secret that hold its values. */
const SECRET_VALUES: ReadonlySet<unknown> = new Set(['data', 'stringData']);

/** Values of keys that a manifest may leave out (`ports[].protocol` of containers and Services). */
export const KEY_DEFAULTS: Readonly<Record<string, Json>> = { protocol: 'TCP' };

/**
 * The type of a list: as managedFields show it (`k:` and `v:` entries), else from the table, else ordered.
 * Of a custom resource, managedFields also show that a list is atomic, which is stronger than its name.
 */
export function listType(
  place: Place,
  items: readonly Json[],
  { group, kind, isSecret, book }: ListFacts,
): ListType {
  const name = place.step;
  if (isSecret && SECRET_VALUES.has(place.steps[0])) return { type: 'ordered' };
  if (UNORDERED.has(`${group}/${kind} ${place.pattern}`)) return { type: 'unordered' };
  const shown = shownType(place, book.managers);
  if (shown === 'atomic' && !isBuiltInGroup(group)) return { type: 'ordered' };
  if (shown && shown !== 'atomic') {
    const isUsable = shown.type !== 'keys' || items.every((item) => itemKeys(item, shown.keys));
    return isUsable ? shown : { type: 'ordered' };
  }
  if (SETS.has(name)) return { type: 'set' };
  const candidates =
    typeof name === 'string' && Object.hasOwn(LIST_KEYS, name) ? (LIST_KEYS[name] ?? []) : [];
  const keys = candidates.find((each) => items.every((item) => itemKeys(item, each)));
  return keys ? { type: 'keys', keys } : { type: 'ordered' };
}

function shownType(place: Place, managers: readonly FieldManager[]): ListType | 'atomic' | undefined {
  let isMember = false;
  for (const manager of managers) {
    const set = fieldSetAt(manager, place.steps);
    if (!set) continue;
    isMember = true;
    const type = typeOfItems(set);
    if (type) return type;
  }
  return isMember ? 'atomic' : undefined;
}

function typeOfItems(set: JsonObject): ListType | undefined {
  for (const key of Object.keys(set)) {
    if (key.startsWith('v:')) return { type: 'set' };
    const keys = key.startsWith('k:') ? parsedKey(key) : undefined;
    if (isJsonObject(keys)) return { type: 'keys', keys: Object.keys(keys).toSorted(byteOrder) };
  }
  return undefined;
}

/** The step to an item of a list with keys; undefined when it lacks a key that has no default. */
export function itemKeys(item: Json, names: readonly string[]): ItemKeys | undefined {
  if (!isJsonObject(item)) return undefined;
  const keys: (readonly [string, Json])[] = [];
  for (const name of names.toSorted(byteOrder)) {
    const value = (Object.hasOwn(item, name) ? item[name] : null) ?? KEY_DEFAULTS[name];
    if (value === undefined || typeof value === 'object') return undefined;
    keys.push([name, value]);
  }
  return { keys };
}
