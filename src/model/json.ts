/** A JSON value as Kubernetes stores it. Never holds `undefined`, NaN or an infinite number. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;

/** A JSON object; key order carries no meaning. */
export interface JsonObject {
  readonly [key: string]: Json;
}

/** True for a plain object, false for null, lists and scalars. */
export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
