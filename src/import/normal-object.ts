import { isJsonObject, type Json, type JsonObject } from '../model/json.ts';

/** Fields that the typed structs of Go write even when they are empty (measured: Kusion v0.14 with k8s.io/api v0.31). */
const EMPTY_OUT = new Set(['strategy', 'resources', 'scaleStrategy', 'updateStrategy', 'namespaceSelector']);

/**
 * An object without what carries no meaning: status, nulls, and the empty fields of Kusion's structs.
 * Two objects that are equal in this form are the same to the API server.
 */
export function normalObject(object: JsonObject): JsonObject {
  const entries = Object.entries(object).flatMap(([name, member]) => {
    if (name === 'status' || (name === 'spec' && isEmpty(member))) return [];
    return keep(name, member);
  });
  return Object.fromEntries(entries);
}

function keep(name: string, member: Json): readonly (readonly [string, Json])[] {
  if (member === null || (EMPTY_OUT.has(name) && isEmpty(member))) return [];
  return [[name, normalValue(member)]];
}

function normalValue(value: Json): Json {
  if (Array.isArray(value)) return (value as readonly Json[]).map(normalValue);
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(Object.entries(value).flatMap(([name, member]) => keep(name, member)));
}

function isEmpty(value: Json): boolean {
  return isJsonObject(value) && Object.keys(value).length === 0;
}
