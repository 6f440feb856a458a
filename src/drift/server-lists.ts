import { isJsonObject, type Json, type JsonObject } from '../model/json.ts';
import { byteOrder } from '../util/byte-order.ts';
import type { ListType, ServerLists } from './list-type.ts';

/** Schemas nest in themselves; deeper than this no list is looked for. */
const DEEPEST = 40;

/**
 * Reads the list types of one kind from an OpenAPI v3 document of its group and version, as an API server gives it
 * under /openapi/v3: `x-kubernetes-list-type` with `x-kubernetes-list-map-keys`. A list without a type is atomic
 * (kubernetes/enhancements KEP-555). Undefined when the document does not describe the kind.
 */
export function serverLists(document: JsonObject, kind: string): ServerLists | undefined {
  const components = document['components'];
  const schemas = isJsonObject(components) ? components['schemas'] : undefined;
  if (!isJsonObject(schemas)) return undefined;
  const schema = Object.values(schemas).find((each) => isJsonObject(each) && isOfKind(each, kind));
  if (!isJsonObject(schema)) return undefined;
  const lists = new Map<string, ListType>();
  collect(schema, '', { schemas, lists, depth: 0 });
  return lists;
}

interface Walk {
  readonly schemas: JsonObject;
  readonly lists: Map<string, ListType>;
  readonly depth: number;
}

function isOfKind(schema: JsonObject, kind: string): boolean {
  const names = schema['x-kubernetes-group-version-kind'];
  return (
    Array.isArray(names) &&
    (names as readonly Json[]).some((name) => isJsonObject(name) && name['kind'] === kind)
  );
}

function collect(written: JsonObject, place: string, walk: Walk): void {
  if (walk.depth > DEEPEST) return;
  const schema = resolved(written, walk.schemas);
  const deeper = { ...walk, depth: walk.depth + 1 };
  const { properties, items } = schema;
  if (isJsonObject(items)) {
    walk.lists.set(place, typeOf(schema));
    collect(items, `${place}[]`, deeper);
  }
  if (!isJsonObject(properties)) return;
  for (const [name, member] of Object.entries(properties)) {
    // what the server keeps for itself is not compared by a schema of the kind
    const isServers = place === '' && (name === 'metadata' || name === 'status');
    if (isJsonObject(member) && !isServers) collect(member, `${place}.${name}`, deeper);
  }
}

/** A schema behind a reference; one reference may stand alone in `allOf`, beside a default. */
function resolved(schema: JsonObject, schemas: JsonObject): JsonObject {
  const all = schema['allOf'];
  const [only] = Array.isArray(all) ? (all as readonly Json[]) : [];
  const reference = schema['$ref'] ?? (isJsonObject(only) ? only['$ref'] : undefined);
  if (typeof reference !== 'string') return schema;
  const target = schemas[reference.slice(reference.lastIndexOf('/') + 1)];
  return isJsonObject(target) ? { ...target, ...schema } : schema;
}

function typeOf(schema: JsonObject): ListType {
  const type = schema['x-kubernetes-list-type'];
  if (type === 'set') return { type: 'set' };
  const keys = schema['x-kubernetes-list-map-keys'];
  const names = Array.isArray(keys) ? (keys as readonly Json[]).filter((key) => typeof key === 'string') : [];
  if (type !== 'map' || names.length === 0) return { type: 'ordered' };
  return { type: 'keys', keys: names.toSorted(byteOrder) };
}
