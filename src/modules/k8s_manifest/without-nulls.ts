import { isJsonObject, type Json, type JsonObject } from '../../model/json.ts';

/** An object without null members, and what was found on the way; paths such as `.spec.ports[0].name`. */
export interface Cleaned {
  readonly object: JsonObject;
  readonly removed: readonly string[];
  /** Null items of lists. They stay, because removing one would move its neighbours. */
  readonly nullItems: readonly string[];
}

interface Found {
  readonly removed: string[];
  readonly nullItems: string[];
}

/** Removes the null members of an object at any depth. */
export function withoutNulls(object: JsonObject): Cleaned {
  const found: Found = { removed: [], nullItems: [] };
  return { object: cleanObject(object, '', found), ...found };
}

function cleanObject(object: JsonObject, path: string, found: Found): JsonObject {
  const kept = Object.entries(object).flatMap(([key, value]) => {
    const place = `${path}.${key}`;
    if (value !== null) return [[key, clean(value, place, found)] as const];
    found.removed.push(place);
    return [];
  });
  return Object.fromEntries(kept);
}

function clean(value: Json, path: string, found: Found): Json {
  if (isJsonObject(value)) return cleanObject(value, path, found);
  if (!Array.isArray(value)) return value;
  return (value as readonly Json[]).map((item, index) => {
    const place = `${path}[${index}]`;
    if (item === null) found.nullItems.push(place);
    return clean(item, place, found);
  });
}
