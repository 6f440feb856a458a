import { mapAt } from '../model/edit-json.ts';
import { isJsonObject, type Json, type JsonObject } from '../model/json.ts';
import { base64 } from '../util/base64.ts';

/** True for the kind whose values are never shown. */
export function isSecret(object: JsonObject): boolean {
  return object['kind'] === 'Secret' && object['apiVersion'] === 'v1';
}

/**
 * A Secret as the server stores it: `stringData` is write-only and goes, in base64, over `data`
 * (kubernetes core/v1 `Secret`). Another object comes back as it is.
 */
export function normalSecret(object: JsonObject): JsonObject {
  const written = object['stringData'];
  if (!isSecret(object) || !isJsonObject(written)) return object;
  const rest = Object.entries(object).filter(([key]) => key !== 'stringData');
  return { ...Object.fromEntries(rest), data: { ...mapAt(object, ['data']), ...encoded(written) } };
}

function encoded(written: JsonObject): JsonObject {
  const entry = ([key, value]: [string, Json]): [string, Json] => [
    key,
    typeof value === 'string' ? base64(value) : value,
  ];
  return Object.fromEntries(Object.entries(written).map(entry));
}
