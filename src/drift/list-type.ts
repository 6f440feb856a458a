import { LIST_KEYS } from '../model/field-path.ts';
import { isJsonObject, type Json, type JsonObject } from '../model/json.ts';
import { byteOrder } from '../util/byte-order.ts';
import { isBuiltInGroup } from './known-groups.ts';
import { parsedKey } from './managed-fields.ts';
import { perPattern } from './pattern.ts';
import type { Place } from './place.ts';
import type { ItemKeys } from './steps.ts';

/** How the items of two lists belong together. */
export type ListType = AssociativeType | { readonly type: 'ordered' } | { readonly type: 'unordered' };

/** Lists whose items are known by their keys or by their value, wherever they stand. */
export type AssociativeType =
  | {
      readonly type: 'keys';
      /** In byte order. */
      readonly keys: readonly string[];
    }
  | { readonly type: 'set' };

/** The types of lists as a server's schema gives them, by place: the steps with `[]` for items, as in `.spec.ports[].names`. */
export type ServerLists = ReadonlyMap<string, ListType>;

/** What decides about a list besides its place and its items. */
export interface ListFacts {
  readonly isSecret: boolean;
  /** Undefined when the server does not tell. */
  readonly lists: ServerLists | undefined;
}

/** The items of both sides. */
export interface ListItems {
  readonly desired: readonly Json[];
  readonly live: readonly Json[];
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
 * The type of a list: as the server's schema gives it, else as managedFields show it (`k:` and `v:` entries), else from the table, else ordered.
 * Of a custom resource, managedFields also show that a list is atomic, which is stronger than its name.
 * @param facts whether one side is a Secret, whose values must not become keys of a path, and what the server tells
 */
export function listType(
  place: Place,
  { desired, live }: ListItems,
  { isSecret, lists }: ListFacts,
): ListType {
  const { pattern } = place;
  if (isSecret && SECRET_VALUES.has(place.steps[0])) return ORDERED;
  if (isUnordered(pattern)) return { type: 'unordered' };
  const allHave = (keys: readonly string[]) =>
    desired.every((item) => hasKeys(item, keys)) && live.every((item) => hasKeys(item, keys));
  const shown = lists?.get(pattern.text) ?? shownType(place);
  if (shown === 'atomic' && !isBuiltInGroup(pattern.group)) return ORDERED;
  if (shown && shown !== 'atomic') return shown.type !== 'keys' || allHave(shown.keys) ? shown : ORDERED;
  if (SETS.has(place.step)) return { type: 'set' };
  const keys = knownKeys(pattern).find(allHave);
  return keys ? { type: 'keys', keys } : ORDERED;
}

const ORDERED = { type: 'ordered' } as const;

const isUnordered = perPattern(({ group, kind, text }) => UNORDERED.has(`${group}/${kind} ${text}`));

/** The keys that a list may have by its name, each in byte order. */
const knownKeys = perPattern(({ name }) =>
  name !== undefined && Object.hasOwn(LIST_KEYS, name)
    ? (LIST_KEYS[name] ?? []).map((keys) => keys.toSorted(byteOrder))
    : [],
);

function shownType({ reaches }: Place): ListType | 'atomic' | undefined {
  let isMember = false;
  for (const set of reaches) {
    if (typeof set !== 'object') continue;
    isMember = true;
    const type = typeOfItems(set);
    if (type) return type;
  }
  return isMember ? 'atomic' : undefined;
}

function typeOfItems(set: JsonObject): ListType | undefined {
  for (const key in set) {
    if (key.startsWith('v:')) return { type: 'set' };
    const keys = key.startsWith('k:') ? parsedKey(key) : undefined;
    if (isJsonObject(keys)) return { type: 'keys', keys: Object.keys(keys).toSorted(byteOrder) };
  }
  return undefined;
}

/** True for an item of a list with keys that has each of them, or a default in its place. */
function hasKeys(item: Json, names: readonly string[]): boolean {
  return isJsonObject(item) && names.every((name) => keyValue(item, name) !== undefined);
}

/**
 * The step to an item of a list with keys; undefined when it lacks a key that has no default.
 * @param names in byte order
 */
export function itemKeys(item: Json, names: readonly string[]): ItemKeys | undefined {
  if (!isJsonObject(item)) return undefined;
  const keys: (readonly [string, Json])[] = [];
  for (const name of names) {
    const value = keyValue(item, name);
    if (value === undefined) return undefined;
    keys.push([name, value]);
  }
  return { keys };
}

/** The value of a key of an item, or its default; undefined where it has none. */
export function keyValue(item: JsonObject, name: string): Json | undefined {
  const value = (Object.hasOwn(item, name) ? item[name] : null) ?? KEY_DEFAULTS[name];
  return typeof value === 'object' ? undefined : value;
}
