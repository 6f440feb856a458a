import { findModule } from '../compile/discover/find-module.ts';
import { isJsonObject, type Json, type JsonObject } from '../model/json.ts';
import type { ModuleDefinition } from '../model/module.ts';
import { nodeAt, toValue, type MapNode } from '../model/node.ts';
import { sameValue } from '../util/same-value.ts';
import { withoutNulls } from './split-layers.ts';

/** A value with more leaves is taken over as it is: each leaf costs one more reading of the whole. */
const MOST_LEAVES = 1000;

/**
 * One AppConfiguration of KCL in Moorline's short form: `kind` and `module` instead of `_type`, and
 * without the values that KCL filled in. A value is left out only when the schema of its module reads
 * the rest as the same input, so the module cannot tell the difference. Whatever no module knows stays.
 */
export function shortForm(app: MapNode, name: string, modules: readonly ModuleDefinition[]): JsonObject {
  const value = plain(app);
  const { _type: type, name: written, workload, accessories, ...rest } = value;
  const kept = { ...rest, ...(written === undefined || written === name ? {} : { name: written }) };
  const isKnownType =
    type === undefined || (typeof type === 'string' && /(?:^|\.)AppConfiguration$/.test(type));
  return {
    ...(isKnownType ? {} : { _type: type }),
    ...kept,
    ...(workload === undefined
      ? {}
      : { workload: shortCall({ app, path: ['workload'], modules }, workload) }),
    ...(isJsonObject(accessories) ? { accessories: shortAccessories(app, accessories, modules) } : {}),
    ...(accessories !== undefined && !isJsonObject(accessories) ? { accessories } : {}),
  };
}

function plain(node: MapNode): JsonObject {
  return withoutNulls(toValue(node) as JsonObject);
}

function shortAccessories(
  app: MapNode,
  accessories: JsonObject,
  modules: readonly ModuleDefinition[],
): JsonObject {
  const entries = Object.entries(accessories).map(([key, call]) => {
    return [key, shortCall({ app, path: ['accessories', key], modules }, call)] as const;
  });
  return Object.fromEntries(entries);
}

interface CallPlace {
  readonly app: MapNode;
  readonly path: readonly ['workload'] | readonly ['accessories', string];
  readonly modules: readonly ModuleDefinition[];
}

function shortCall({ app, path, modules }: CallPlace, call: Json): Json {
  const node = nodeAt(app, path);
  if (node?.kind !== 'map' || !isJsonObject(call)) return call;
  const role = path[0] === 'workload' ? 'workload' : 'accessory';
  const key = path.at(-1) ?? '';
  const answer = findModule(node, { key, role, modules });
  if (answer.kind !== 'found') return call;
  const { module } = answer;
  const fields = withoutKeys(call, ['_type', 'kind', 'module']);
  const { kind, module: named } = call;
  const isSaid = role === 'accessory' && key === module.name;
  const word = role === 'workload' ? { kind: module.type } : isSaid ? {} : { module: module.name };
  // a field of this name that says something else belongs to the input
  const own = {
    ...(role === 'accessory' && kind !== undefined ? { kind } : {}),
    ...(role === 'workload' && named !== undefined ? { module: named } : {}),
  };
  return { ...word, ...withoutDefaults(module, { ...own, ...fields }, word) };
}

function withoutDefaults(module: ModuleDefinition, fields: JsonObject, word: JsonObject): JsonObject {
  const read = (value: JsonObject): unknown => {
    const parsed = module.schema.safeParse({ ...word, ...value }).data ?? {};
    const input = withoutKeys(parsed, ['_type', 'kind', 'module']);
    return Object.keys(input).length > 0 ? withoutTypes(input) : undefined;
  };
  const wanted = read(fields);
  const paths = leafPaths(fields);
  if (wanted === undefined || paths.length > MOST_LEAVES) return fields;
  let short = fields;
  // the last field of a map first: what KCL names first, such as a port, is what people look for
  for (const path of paths.toReversed()) {
    const shorter = without(short, path);
    if (shorter && sameValue(read(shorter), wanted)) short = shorter;
  }
  return short;
}

function withoutKeys<T>(value: Readonly<Record<string, T>>, keys: readonly string[]): Record<string, T> {
  return Object.fromEntries(Object.entries(value).filter(([key]) => !keys.includes(key)));
}

/** `_type` of KCL names the schema of a part; a parsed input may carry it along. */
function withoutTypes(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutTypes);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([key, member]) => key !== '_type' && member !== undefined);
  return Object.fromEntries(entries.map(([key, member]) => [key, withoutTypes(member)]));
}

type Step = string | number;

/** The ways to every scalar below a map. */
function leafPaths(value: Json, path: readonly Step[] = []): readonly (readonly Step[])[] {
  if (Array.isArray(value)) return value.flatMap((item: Json, i) => leafPaths(item, [...path, i]));
  if (isJsonObject(value))
    return Object.entries(value).flatMap(([key, member]) => leafPaths(member, [...path, key]));
  return [path];
}

/** The value without one member of a map; undefined when it is an item of a list or the last member. */
function without(value: JsonObject, [step, ...rest]: readonly Step[]): JsonObject | undefined {
  const key = String(step);
  if (rest.length === 0) {
    const others = withoutKeys(value, [key]);
    return Object.keys(others).length > 0 ? others : undefined;
  }
  const inner = withoutInside(value[key], rest);
  return inner === undefined ? undefined : { ...value, [key]: inner };
}

function withoutInside(value: Json | undefined, path: readonly Step[]): Json | undefined {
  if (isJsonObject(value)) return without(value, path);
  const [step, ...rest] = path;
  if (!Array.isArray(value) || typeof step !== 'number') return undefined;
  const inner = withoutInside((value as readonly Json[])[step], rest);
  return inner === undefined ? undefined : (value as readonly Json[]).with(step, inner);
}
