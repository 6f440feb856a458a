import { isJsonObject, type Json, type JsonObject } from '../model/json.ts';
import { byteOrder } from '../util/byte-order.ts';
import { listAt } from '../model/edit-json.ts';
import { fieldSetKey, type FieldStep } from './steps.ts';

/** Who wrote fields of a live object, as the API server noted it. */
export interface FieldManager {
  readonly name: string;
  readonly operation: string;
  /** Undefined for the object itself. */
  readonly subresource: string | undefined;
  /** RFC 3339; undefined when the server noted none. */
  readonly time: string | undefined;
  /** FieldsV1: a tree whose keys are steps; `{}` is a member, `.` says that a node with inner ones is one too. */
  readonly fields: JsonObject;
}

/**
 * How a manager owns a path: the node itself, only parts inside it, or an atomic value around it.
 * `depth` counts the steps that its own entry names.
 */
export interface Ownership {
  readonly how: 'itself' | 'inside' | 'around';
  readonly depth: number;
}

/**
 * The entries of `metadata.managedFields` but those of the status. Anything that has not their shape is
 * left out: a dump may have been edited, and then nobody is known to have written the field.
 */
export function readManagedFields(object: JsonObject): readonly FieldManager[] {
  return listAt(object, ['metadata', 'managedFields']).flatMap((entry) => {
    if (!isJsonObject(entry) || !isJsonObject(entry['fieldsV1'])) return [];
    const subresource = textOf(entry['subresource']);
    if (subresource === 'status') return [];
    return [
      {
        name: textOf(entry['manager']) ?? '',
        operation: textOf(entry['operation']) ?? '',
        subresource,
        time: textOf(entry['time']),
        fields: entry['fieldsV1'],
      },
    ];
  });
}

/**
 * How far the tree of a manager leads towards a place: its part there; the number of steps after which it ends in an
 * atomic value; or undefined when the manager has nothing to do with the place.
 */
export type Reach = JsonObject | number | undefined;

/** A member of a place, with the key of its step in FieldsV1. */
interface Member {
  readonly step: FieldStep | undefined;
  readonly fieldKey: string;
}

/** How far a tree leads to a member of a place that it reaches so far. */
export function reachInto(
  reach: Reach,
  from: { readonly step: FieldStep | undefined; readonly depth: number },
  member: Member,
): Reach {
  if (typeof reach !== 'object') return reach;
  return memberOf(reach, member) ?? (isLeaf(reach) && isAtomic(from.step) ? from.depth : undefined);
}

/** How a manager owns a place, by how far its tree leads there; undefined when it does not. */
export function ownershipBy(reach: Reach, depth: number): Ownership | undefined {
  if (reach === undefined) return undefined;
  if (typeof reach === 'number') return { how: 'around', depth: reach };
  return { how: isLeaf(reach) || Object.hasOwn(reach, '.') ? 'itself' : 'inside', depth };
}

/** Maps whose entries have owners of their own, so that an owner of the map alone owns none of them. */
const GRANULAR: ReadonlySet<FieldStep> = new Set(['labels', 'annotations', 'data', 'binaryData']);

function isAtomic(step: FieldStep | undefined): boolean {
  return step !== undefined && !GRANULAR.has(step);
}

function isLeaf(node: JsonObject): boolean {
  for (const key in node) if (key !== '.') return false;
  return true;
}

function memberOf(node: JsonObject, { step, fieldKey: key }: Member): JsonObject | undefined {
  const found = Object.hasOwn(node, key) ? node[key] : undefined;
  if (isJsonObject(found)) return found;
  if (typeof step !== 'object') return undefined;
  // the server may write the same JSON with other escapes
  const same = Object.keys(node).find(
    (each) => each.includes('\\') && each.startsWith(key.slice(0, 2)) && canonical(each) === key,
  );
  const member = same === undefined ? undefined : node[same];
  return isJsonObject(member) ? member : undefined;
}

function canonical(key: string): string {
  const value = parsedKey(key);
  if (value === undefined) return key;
  if (key.startsWith('v:')) return fieldSetKey({ value });
  return isJsonObject(value) ? fieldSetKey({ keys: sortedKeys(value) }) : key;
}

/** The entries of an item's keys in byte order of their names. */
function sortedKeys(keys: JsonObject): readonly (readonly [string, Json])[] {
  return Object.entries(keys).toSorted(([a], [b]) => byteOrder(a, b));
}

/** The JSON behind `k:` or `v:`; undefined when it is none. */
export function parsedKey(key: string): Json | undefined {
  try {
    return JSON.parse(key.slice(2)) as Json;
  } catch {
    return undefined;
  }
}

function textOf(value: Json | undefined): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
