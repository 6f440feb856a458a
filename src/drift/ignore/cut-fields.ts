import { isJsonObject, type Json, type JsonObject } from '../../model/json.ts';
import type { Path } from '../../model/node.ts';

/** A copy of an object without the fields at some paths; items of lists are cut out. Paths lead to what is there. */
export function cutFields(object: JsonObject, paths: readonly Path[]): JsonObject {
  if (paths.length === 0) return object;
  const rest = cut(object, paths);
  return isJsonObject(rest) ? rest : {};
}

function cut(value: Json, paths: readonly Path[]): Json | undefined {
  if (paths.length === 0) return value;
  if (paths.some((path) => path.length === 0)) return undefined;
  const inner = new Map<string | number, Path[]>();
  for (const [step = '', ...rest] of paths) {
    const known = inner.get(step);
    if (known) known.push(rest);
    else inner.set(step, [rest]);
  }
  if (Array.isArray(value)) {
    return (value as readonly Json[])
      .map((item, i) => cut(item, inner.get(i) ?? []))
      .filter((item) => item !== undefined);
  }
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, member]) => {
      const rest = cut(member, inner.get(key) ?? []);
      return rest === undefined ? [] : [[key, rest] as const];
    }),
  );
}
