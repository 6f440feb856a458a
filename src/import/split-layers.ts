import { isJsonObject, type Json, type JsonObject } from '../model/json.ts';
import { sameValue } from '../util/same-value.ts';

/** What several stacks have in common, and what each of them adds, in the order of the stacks. */
export interface SplitLayers {
  readonly base: JsonObject;
  readonly own: readonly JsonObject[];
}

/**
 * Splits the values of several stacks into a base layer and one layer for each. Merging a layer into
 * the base gives its value again, exactly: what is in the base is in all of them, so nothing has to be
 * deleted. The values hold no null in a map, because a layer deletes with it (`withoutNulls`).
 */
export function splitLayers(values: readonly JsonObject[]): SplitLayers {
  const [first = {}, ...rest] = values;
  const base = rest.reduce(common, first);
  return { base, own: values.map((value) => beyond(base, value)) };
}

function common(a: JsonObject, b: JsonObject): JsonObject {
  const entries = Object.entries(a).flatMap(([key, value]): readonly (readonly [string, Json])[] => {
    const other = Object.hasOwn(b, key) ? b[key] : undefined;
    if (other === undefined) return [];
    if (sameValue(value, other)) return [[key, value]];
    if (!isJsonObject(value) || !isJsonObject(other)) return [];
    const inner = common(value, other);
    return Object.keys(inner).length > 0 ? [[key, inner]] : [];
  });
  return Object.fromEntries(entries);
}

/** What a layer has to say on top of the base. */
function beyond(base: JsonObject, value: JsonObject): JsonObject {
  const entries = Object.entries(value).flatMap(([key, member]): readonly (readonly [string, Json])[] => {
    const below = Object.hasOwn(base, key) ? base[key] : undefined;
    if (below === undefined) return [[key, member]];
    if (!isJsonObject(member) || !isJsonObject(below)) return [];
    const inner = beyond(below, member);
    return Object.keys(inner).length > 0 ? [[key, inner]] : [];
  });
  return Object.fromEntries(entries);
}

/** A value without the members of maps that are null: KCL prints None so, and a layer would delete. */
export function withoutNulls(value: JsonObject): JsonObject {
  const entries = Object.entries(value).flatMap(([key, member]): readonly (readonly [string, Json])[] =>
    member === null ? [] : [[key, isJsonObject(member) ? withoutNulls(member) : member]],
  );
  return Object.fromEntries(entries);
}
