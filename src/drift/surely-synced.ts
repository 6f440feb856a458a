import { isJsonObject, type Json, type JsonObject } from '../model/json.ts';
import { jsonEqual } from './json-equal.ts';
import { parsedKey, readManagedFields, type FieldManager } from './managed-fields.ts';
import { managerSorter, type ManagerClass, type ManagerNames } from './managers.ts';
import { isSecret } from './normal-secret.ts';

/**
 * True when a comparison would find neither drift nor a warning, by a look that costs a fraction of it: everything
 * that Git declares is there, word for word and in its order; no person wrote to the object; and our applier holds
 * nothing that Git does not declare. False says nothing: then the comparison has to tell.
 */
export function isSurelySynced(desired: JsonObject, live: JsonObject, names: ManagerNames): boolean {
  if (isSecret(desired) || isSecret(live) || !isPlain(desired) || hasLastApplied(live)) return false;
  return declaresWhatIsThere(desired, live) && isLeftAlone(desired, live, names);
}

/** Metadata that a manifest may hold; the rest is the server's, or makes the object one of a kind. */
const OWN: ReadonlySet<string> = new Set(['name', 'namespace', 'labels', 'annotations']);

function isPlain(desired: JsonObject): boolean {
  const { metadata } = desired;
  if ('status' in desired || 'sops' in desired || !isJsonObject(metadata)) return false;
  for (const key in metadata) if (!OWN.has(key)) return false;
  return true;
}

function hasLastApplied({ metadata }: JsonObject): boolean {
  const annotations = isJsonObject(metadata) ? metadata['annotations'] : undefined;
  return isJsonObject(annotations) && 'kubectl.kubernetes.io/last-applied-configuration' in annotations;
}

/** True if every declared value stands in the live one at the same place; `null` and what may be a double never do. */
function declaresWhatIsThere(desired: Json, live: Json | undefined): boolean {
  if (desired === null || typeof desired !== 'object') return desired !== null && desired === live;
  if (Array.isArray(desired))
    return Array.isArray(live) && itemsAreThere(desired as readonly Json[], live as readonly Json[]);
  if (!isJsonObject(live) || !isJsonObject(desired)) return false;
  for (const key in desired) {
    const value = desired[key];
    if (value === undefined || key === 'creationTimestamp' || !Object.hasOwn(live, key)) return false;
    if (!declaresWhatIsThere(value, live[key])) return false;
  }
  return true;
}

function itemsAreThere(desired: readonly Json[], live: readonly Json[]): boolean {
  if (live.length !== desired.length || mayHoldDoubles(desired)) return false;
  for (const [i, item] of desired.entries()) if (!declaresWhatIsThere(item, live[i])) return false;
  return true;
}

/** Names by which items of lists are told apart (`LIST_KEYS`, and what servers declare most). */
const NAMES = [
  'name',
  'containerPort',
  'port',
  'mountPath',
  'devicePath',
  'ip',
  'topologyKey',
  'type',
  'key',
  'id',
  'uid',
];
/** Longer lists are left to the comparison. */
const MOST_ITEMS = 16;

function mayHoldDoubles(items: readonly Json[]): boolean {
  if (items.length < 2 || !isJsonObject(items[0])) return false;
  if (items.length > MOST_ITEMS) return true;
  for (let i = 1; i < items.length; i++) {
    const item = items[i];
    if (!isJsonObject(item)) return true;
    for (let k = 0; k < i; k++) {
      const other = items[k];
      if (!isJsonObject(other)) return true;
      for (const name of NAMES) if (item[name] !== undefined && item[name] === other[name]) return true;
    }
  }
  return false;
}

/** True if no person is noted, and what we are noted for is declared. */
function isLeftAlone(desired: JsonObject, live: JsonObject, names: ManagerNames): boolean {
  for (const manager of readManagedFields(live)) {
    // whose kubectl is depends on who else is there
    if (manager.name.startsWith('kubectl')) return false;
    const kind = classOf(manager, names);
    if (kind === 'human' || (kind === 'ours' && !isDeclared(manager.fields, desired, live))) return false;
  }
  return true;
}

const CLASSES = new WeakMap<ManagerNames, Map<string, ManagerClass>>();
/** There are few managers; names beyond are sorted each time. */
const MOST_KEPT = 1000;

function classOf(manager: FieldManager, names: ManagerNames): ManagerClass {
  const known = CLASSES.get(names) ?? new Map<string, ManagerClass>();
  CLASSES.set(names, known);
  const before = known.get(manager.name);
  if (before) return before;
  const found = managerSorter([], names)(manager);
  if (known.size < MOST_KEPT) known.set(manager.name, found);
  return found;
}

/** True if Git declares every member of a tree of FieldsV1; where a member is a whole value, nothing was added to it. */
function isDeclared(tree: JsonObject, desired: Json, live: Json): boolean {
  for (const key in tree) {
    if (key === '.') continue;
    const inner = tree[key];
    const at = placeOf(key, live);
    if (at === undefined || !isJsonObject(inner)) return false;
    const [own, there] = [memberAt(desired, at), memberAt(live, at)];
    if (own === undefined || there === undefined) return false;
    if (typeof own !== 'object' || own === null) continue;
    if (isEmpty(inner) ? !jsonEqual(own, there) : !isDeclared(inner, own, there)) return false;
  }
  return true;
}

function isEmpty(map: JsonObject): boolean {
  for (const key in map) if (key !== '.') return false;
  return true;
}

function memberAt(value: Json, at: string | number): Json | undefined {
  if (typeof at === 'number') return Array.isArray(value) ? (value as readonly Json[])[at] : undefined;
  return isJsonObject(value) && Object.hasOwn(value, at) ? value[at] : undefined;
}

const KEYS = new Map<string, Json | undefined>();

/** Where a step of FieldsV1 leads: the name of a field, or the place of an item in the live list. */
function placeOf(key: string, live: Json): string | number | undefined {
  if (key.startsWith('f:')) return key.slice(2);
  if (!Array.isArray(live) || !/^[kv]:/.test(key)) return undefined;
  const items = live as readonly Json[];
  let wanted = KEYS.get(key);
  if (wanted === undefined) {
    wanted = parsedKey(key);
    if (KEYS.size < MOST_KEPT) KEYS.set(key, wanted);
  }
  if (wanted === undefined) return undefined;
  const index = key.startsWith('v:')
    ? items.indexOf(wanted)
    : items.findIndex((item) => hasKeys(item, wanted));
  return index < 0 ? undefined : index;
}

function hasKeys(item: Json, keys: Json): boolean {
  if (!isJsonObject(item) || !isJsonObject(keys)) return false;
  for (const name in keys) if (item[name] !== keys[name]) return false;
  return true;
}
