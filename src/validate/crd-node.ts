import { isJsonObject, type Json, type JsonObject } from '../model/json.ts';
import { ANY, INT32, structNode, type SchemaNode } from './schema-node.ts';
import { textPattern, type TextPattern } from './text-pattern.ts';

/**
 * The node of an object's `openAPIV3Schema` (structural schemas, kubernetes.io, "Specifying a structural schema");
 * a text that says what is wrong when it cannot be read. The status of an object is not looked into.
 */
export function crdNode(schema: JsonObject): SchemaNode | string {
  const properties: Record<string, Json> = {};
  for (const [name, member] of Object.entries(membersOf(schema)))
    if (!EVERYWHERE.has(name)) properties[name] = name === 'status' ? {} : member;
  try {
    return nodeOf({ ...schema, type: 'object', properties });
  } catch (error) {
    if (error instanceof SchemaError) return error.message;
    throw error;
  }
}

/** What every object has; added for all kinds alike. */
const EVERYWHERE: ReadonlySet<string> = new Set(['apiVersion', 'kind', 'metadata']);

/** A schema that cannot be used; thrown and caught in this file. */
class SchemaError extends Error {}

function membersOf({ properties }: JsonObject): JsonObject {
  return isJsonObject(properties) ? properties : {};
}

function nodeOf(schema: Json | undefined): SchemaNode {
  if (!isJsonObject(schema)) return ANY;
  const node = typedNode(schema);
  return schema['nullable'] === true ? { kind: 'nullable', node } : node;
}

function typedNode(schema: JsonObject): SchemaNode {
  if (schema['x-kubernetes-int-or-string'] === true) return { kind: 'int-or-text' };
  switch (schema['type']) {
    case 'object':
      return objectNode(schema);
    case 'array':
      return listNode(schema);
    case 'string':
      return textNode(schema);
    case 'integer':
    case 'number':
      return numberNode(schema, schema['type']);
    case 'boolean':
      return { kind: 'boolean' };
    // a schema may leave the type out where it keeps unknown fields
    case undefined:
      return ANY;
    default:
      throw new SchemaError(`the type ${JSON.stringify(schema['type'])}, which schemas do not have`);
  }
}

function objectNode(schema: JsonObject): SchemaNode {
  const extra = schema['additionalProperties'];
  const isOpen = schema['x-kubernetes-preserve-unknown-fields'] === true || extra === true;
  const properties = membersOf(schema);
  const names = Object.keys(properties);
  if (names.length === 0 && isJsonObject(extra)) return { kind: 'map', value: nodeOf(extra) };
  // a resource inside of another has the fields of all objects, known or not
  const isEmbedded = schema['x-kubernetes-embedded-resource'] === true;
  const embedded = isEmbedded ? ['apiVersion', 'kind', 'metadata'] : [];
  if (names.length === 0 && isOpen) return { kind: 'object' };
  const fields = new Map<string, SchemaNode>(embedded.map((name) => [name, ANY]));
  for (const name of names) fields.set(name, nodeOf(properties[name]));
  const required = texts(schema['required']).filter((name) => !hasDefault(properties[name]));
  return structNode(isOpen, () => ({ fields, required }));
}

/** The API server fills in defaults before it asks for required fields. */
function hasDefault(schema: Json | undefined): boolean {
  return isJsonObject(schema) && schema['default'] !== undefined;
}

function listNode(schema: JsonObject): SchemaNode {
  return {
    kind: 'list',
    item: nodeOf(schema['items']),
    keys: schema['x-kubernetes-list-type'] === 'map' ? texts(schema['x-kubernetes-list-map-keys']) : [],
    isSet: schema['x-kubernetes-list-type'] === 'set',
    ...limit(schema, 'minItems'),
    ...limit(schema, 'maxItems'),
  };
}

function textNode(schema: JsonObject): SchemaNode {
  if (schema['format'] === 'byte') return { kind: 'bytes' };
  const values = schema['enum'];
  const pattern = schema['pattern'];
  return {
    kind: 'text',
    ...(Array.isArray(values) ? { values: new Set(texts(values)) } : {}),
    ...(typeof pattern === 'string' ? patternOf(pattern) : {}),
    ...limit(schema, 'minLength'),
    ...limit(schema, 'maxLength'),
  };
}

function patternOf(source: string): { pattern?: TextPattern } {
  try {
    const pattern = textPattern(source);
    return pattern ? { pattern } : {};
  } catch {
    throw new SchemaError(`the pattern ${source}, which is no regular expression`);
  }
}

function numberNode(schema: JsonObject, kind: 'integer' | 'number'): SchemaNode {
  const whole = schema['format'] === 'int32' ? INT32 : { min: -Infinity, max: Infinity };
  const { minimum, maximum } = schema;
  return {
    kind,
    min: typeof minimum === 'number' ? minimum : whole.min,
    max: typeof maximum === 'number' ? maximum : whole.max,
  };
}

function limit<Key extends string>(schema: JsonObject, key: Key): { readonly [K in Key]?: number } {
  const value = schema[key];
  return typeof value === 'number' ? ({ [key]: value } as { readonly [K in Key]: number }) : {};
}

function texts(value: Json | undefined): readonly string[] {
  return Array.isArray(value) ? (value as readonly Json[]).filter((item) => typeof item === 'string') : [];
}
