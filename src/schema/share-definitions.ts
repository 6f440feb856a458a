import { isJsonObject, type Json, type JsonObject } from '../model/json.ts';

/** Shorter sub-schemas are repeated: a reference would not be easier to read. */
const MIN_LENGTH = 200;

interface Shared {
  readonly count: number;
  name?: string;
}

/**
 * Moves sub-schemas that occur more than once into `definitions` (JSON Schema draft-07) and refers
 * to them, so that a schema of many modules stays small. A definition is named after the field
 * that needs it first; the meaning does not change.
 */
export function shareDefinitions(schema: JsonObject): JsonObject {
  const repeated = countSchemas(schema);
  const definitions: Record<string, Json> = {};
  const { $schema, ...body } = schema;
  const shared = rewrite(body, { at: 'schema', repeated, definitions, isRoot: true }) as JsonObject;
  return {
    ...($schema === undefined ? {} : { $schema }),
    ...shared,
    ...(Object.keys(definitions).length > 0 ? { definitions } : {}),
  };
}

/** Counts equal sub-schemas. What stands inside a repeated one is counted once, because it moves with it. */
function countSchemas(schema: JsonObject): ReadonlyMap<string, Shared> {
  const counts = new Map<string, Shared>();
  const visit = (value: Json): void => {
    if (typeof value !== 'object' || value === null) return;
    if (isSchema(value)) {
      const text = JSON.stringify(value);
      const known = counts.get(text);
      counts.set(text, { count: (known?.count ?? 0) + 1 });
      if (known) return;
    }
    for (const [key, member] of Object.entries(value)) if (!isLiteral(value, key)) visit(member);
  };
  visit(schema);
  return counts;
}

/** Maps of fields are objects too, but only schemas may be replaced by a reference. */
function isSchema(value: unknown): value is JsonObject {
  return isJsonObject(value) && (typeof value['type'] === 'string' || Array.isArray(value['anyOf']));
}

/** Values that a schema quotes are data, whatever they look like. */
function isLiteral(parent: Json, key: string): boolean {
  return isSchema(parent) && ['default', 'const', 'enum', 'examples'].includes(key);
}

interface Rewrite {
  readonly at: string;
  readonly repeated: ReadonlyMap<string, Shared>;
  readonly definitions: Record<string, Json>;
  readonly isRoot?: boolean;
}

function rewrite(value: Json, run: Rewrite): Json {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value))
    return (value as readonly Json[]).map((item) => rewrite(item, { ...run, isRoot: false }));
  const object = value as JsonObject;
  const text = isSchema(object) && run.isRoot !== true ? JSON.stringify(object) : '';
  const shared = run.repeated.get(text);
  if (!shared || shared.count < 2 || text.length < MIN_LENGTH) return members(object, run);
  if (shared.name === undefined) {
    shared.name = freeName(run.at, run.definitions);
    // the name is taken before the members are rewritten, so that they find another one
    run.definitions[shared.name] = true;
    run.definitions[shared.name] = members(object, run);
  }
  return { $ref: `#/definitions/${shared.name}` };
}

function members(object: JsonObject, run: Rewrite): JsonObject {
  const isFieldMap = !isSchema(object);
  return Object.fromEntries(
    Object.entries(object).map(([key, value]) => [
      key,
      isLiteral(object, key)
        ? value
        : rewrite(value, { ...run, at: isFieldMap ? key : run.at, isRoot: false }),
    ]),
  );
}

function freeName(wanted: string, taken: Readonly<Record<string, Json>>): string {
  if (!Object.hasOwn(taken, wanted)) return wanted;
  let number = 2;
  while (Object.hasOwn(taken, `${wanted}${number}`)) number++;
  return `${wanted}${number}`;
}
