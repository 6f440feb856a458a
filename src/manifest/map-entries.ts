import type { Json, JsonObject } from '../model/json.ts';

/** A map that is being read, and which of its entries came from a merge key. */
export interface MapEntries {
  readonly map: Record<string, Json>;
  readonly merged: Set<string>;
}

/** Adds an entry that is written in the map itself; false when the map already has one of that name. */
export function addEntry({ map, merged }: MapEntries, key: string, value: Json): boolean {
  if (Object.hasOwn(map, key) && !merged.delete(key)) return false;
  map[key] = value;
  return true;
}

/**
 * Adds the entries of a map that a merge key names, those of earlier maps first. Gives the name of an
 * entry that is written before the merge key and would change its value: goyaml.v2 takes the merged
 * value, all others the written one.
 */
export function mergeEntries({ map, merged }: MapEntries, source: JsonObject): string | undefined {
  for (const [key, value] of Object.entries(source)) {
    if (merged.has(key)) continue;
    if (Object.hasOwn(map, key)) return key;
    map[key] = value;
    merged.add(key);
  }
  return undefined;
}
