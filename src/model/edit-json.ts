import { isJsonObject, type Json, type JsonObject } from './json.ts';
import type { Path, PathStep } from './node.ts';

/** The part of a value at a path; undefined when the path leaves the value. */
export function partAt(value: Json | undefined, path: Path): Json | undefined {
  let part = value;
  for (const step of path) part = memberAt(part, step);
  return part;
}

/** The map at a path; an empty one where there is none. */
export function mapAt(value: Json | undefined, path: Path): JsonObject {
  const part = partAt(value, path);
  return isJsonObject(part) ? part : {};
}

/** The list at a path; an empty one where there is none. */
export function listAt(value: Json | undefined, path: Path): readonly Json[] {
  const part = partAt(value, path);
  return Array.isArray(part) ? (part as readonly Json[]) : [];
}

/**
 * A copy of an object in which the part at `path` is replaced by `part`. Maps that are missing on the way are
 * made; a step into a list has to lead to an item that is there. Everything off the path is shared.
 */
export function withPart(object: JsonObject, path: Path, part: Json): JsonObject {
  const replaced = replace(object, path, part);
  return isJsonObject(replaced) ? replaced : object;
}

function replace(value: Json | undefined, [step, ...rest]: Path, part: Json): Json {
  if (step === undefined) return part;
  const member = replace(memberAt(value, step), rest, part);
  if (typeof step === 'number' && Array.isArray(value)) return (value as readonly Json[]).with(step, member);
  return { ...(isJsonObject(value) ? value : {}), [step]: member };
}

function memberAt(value: Json | undefined, step: PathStep): Json | undefined {
  if (typeof step === 'number') return Array.isArray(value) ? (value as readonly Json[])[step] : undefined;
  return isJsonObject(value) && Object.hasOwn(value, step) ? value[step] : undefined;
}
