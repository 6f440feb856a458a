import { listAt, mapAt } from '../model/edit-json.ts';
import { isJsonObject, type Json, type JsonObject } from '../model/json.ts';
import { base64 } from '../util/base64.ts';

/** True for the kind whose values are never shown. */
export function isSecret(object: JsonObject): boolean {
  return object['kind'] === 'Secret' && object['apiVersion'] === 'v1';
}

/**
 * A Secret as the server stores it: `stringData` is write-only and goes, in base64, over `data`
 * (kubernetes core/v1 `Secret`). The server notes its owners under the name that they wrote, so they move along.
 * Another object comes back as it is.
 */
export function normalSecret(object: JsonObject): JsonObject {
  if (!isSecret(object)) return object;
  const owned = withOwners(object);
  const written = owned['stringData'];
  if (!isJsonObject(written)) return owned;
  const rest = Object.entries(owned).filter(([key]) => key !== 'stringData');
  return { ...Object.fromEntries(rest), data: { ...mapAt(owned, ['data']), ...encoded(written) } };
}

/** Who owns a value under its own name has written it later. */
function withOwners(object: JsonObject): JsonObject {
  const entries = listAt(object, ['metadata', 'managedFields']);
  const fields = entries.map((entry) => mapAt(entry, ['fieldsV1']));
  if (!fields.some((each) => 'f:stringData' in each)) return object;
  const taken = new Set(fields.flatMap((each) => Object.keys(mapAt(each, ['f:data']))));
  const managedFields = entries.map((entry) => moved(entry, taken));
  return { ...object, metadata: { ...mapAt(object, ['metadata']), managedFields } };
}

function moved(entry: Json, taken: ReadonlySet<string>): Json {
  const { 'f:stringData': written, ...fields } = mapAt(entry, ['fieldsV1']);
  if (!isJsonObject(entry) || !isJsonObject(written)) return entry;
  const own = Object.fromEntries(Object.entries(written).filter(([key]) => !taken.has(key)));
  return { ...entry, fieldsV1: { ...fields, 'f:data': { ...mapAt(fields, ['f:data']), ...own } } };
}

function encoded(written: JsonObject): JsonObject {
  const entry = ([key, value]: [string, Json]): [string, Json] => [
    key,
    typeof value === 'string' ? base64(value) : value,
  ];
  return Object.fromEntries(Object.entries(written).map(entry));
}
