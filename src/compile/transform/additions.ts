import type { Span } from '../../diagnostics/span.ts';
import { listAt, partAt, withPart } from '../../model/edit-json.ts';
import { isJsonObject, type Json, type JsonObject } from '../../model/json.ts';
import type { Path } from '../../model/node.ts';
import type { Resource } from '../../model/resource.ts';

/** A value for a place where none is, or an item for the end of a list. */
export type Addition =
  { readonly path: Path; readonly value: Json } | { readonly path: Path; readonly item: Json };

/**
 * A resource with additions, one after the other. A value that is there already stays, as does anything on the
 * way to it that is no map, so nothing can be changed. With an origin, each addition is said to come from it.
 */
export function withAdditions(
  resource: Resource,
  additions: readonly Addition[],
  origin: Span | undefined,
): Resource {
  let object = resource.object;
  const added: Path[] = [];
  for (const addition of additions) {
    const { path } = addition;
    if ('item' in addition) {
      if (!isFree(object, path) && !Array.isArray(partAt(object, path))) continue;
      const before = listAt(object, path);
      object = withPart(object, path, [...before, addition.item]);
      added.push([...path, before.length]);
    } else if (isFree(object, path)) {
      object = withPart(object, path, addition.value);
      added.push(path);
    }
  }
  if (object === resource.object) return resource;
  const origins = origin
    ? [...resource.origins, ...added.map((path) => ({ path, origin }))]
    : resource.origins;
  return { ...resource, object, origins };
}

/** True where a value can be set without replacing one: only maps, and list items that exist, lead there. */
function isFree(object: JsonObject, path: Path): boolean {
  let part: Json | undefined = object;
  for (const step of path) {
    if (typeof step === 'number' ? !Array.isArray(part) : !isJsonObject(part)) return false;
    const next: Json | undefined = partAt(part, [step]);
    if (next === undefined) return true;
    part = next;
  }
  return false;
}
