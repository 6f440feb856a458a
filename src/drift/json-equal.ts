import { isJsonObject, type Json, type JsonObject } from '../model/json.ts';

/** True for two values that are the same JSON; the order of keys carries no meaning. */
export function jsonEqual(a: Json, b: Json): boolean {
  if (a === b) return true;
  if (Array.isArray(a) && Array.isArray(b)) {
    const [left, right] = [a as readonly Json[], b as readonly Json[]];
    return left.length === right.length && left.every((item, i) => jsonEqual(item, right[i] ?? null));
  }
  if (!isJsonObject(a) || !isJsonObject(b)) return false;
  const keys = Object.keys(a);
  return (
    keys.length === Object.keys(b).length &&
    keys.every((key) => Object.hasOwn(b, key) && jsonEqual(a[key] ?? null, b[key] ?? null))
  );
}

/**
 * True for two values that are the same JSON, as far as a look without any further knowledge tells. False for lists
 * of several maps, which are the same JSON also when two of their items have the same keys.
 */
export function surelySame(a: Json | undefined, b: Json | undefined): boolean {
  if (typeof a !== 'object' || a === null) return a === b;
  if (Array.isArray(a)) return Array.isArray(b) && sameItems(a as readonly Json[], b as readonly Json[]);
  return isJsonObject(b) && sameMembers(a as JsonObject, b);
}

function sameItems(a: readonly Json[], b: readonly Json[]): boolean {
  if (a.length !== b.length || (a.length > 1 && typeof a[0] === 'object')) return false;
  return a.every((item, i) => surelySame(item, b[i]));
}

function sameMembers(a: JsonObject, b: JsonObject): boolean {
  for (const key in a) if (!Object.hasOwn(b, key) || !surelySame(a[key], b[key])) return false;
  for (const key in b) if (!Object.hasOwn(a, key)) return false;
  return true;
}
