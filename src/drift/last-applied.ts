import { partAt } from '../model/edit-json.ts';
import { isJsonObject, type Json, type JsonObject } from '../model/json.ts';
import { jsonEqual } from './json-equal.ts';
import { itemKeys } from './list-type.ts';
import { normalSecret } from './normal-secret.ts';
import type { FieldStep, FieldSteps } from './steps.ts';

/** The annotation of client-side apply (kubectl): the manifest as it was applied last. */
const ANNOTATION = 'kubectl.kubernetes.io/last-applied-configuration';

/** The manifest that was last applied on the client side; undefined without one, or when it cannot be read. */
export function readLastApplied(live: JsonObject): JsonObject | undefined {
  const text = partAt(live, ['metadata', 'annotations', ANNOTATION]);
  if (typeof text !== 'string') return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return isJsonObject(value) ? normalSecret(value) : undefined;
  } catch {
    return undefined;
  }
}

/** True when an object has a value at a path; null counts as none. */
export function hasValueAt(object: JsonObject | undefined, steps: FieldSteps): boolean {
  let value: Json | undefined = object;
  for (const step of steps) {
    value = value === undefined ? undefined : stepInto(value, step);
  }
  return value !== undefined && value !== null;
}

function stepInto(value: Json, step: FieldStep): Json | undefined {
  if (typeof step === 'string')
    return isJsonObject(value) && Object.hasOwn(value, step) ? value[step] : undefined;
  if (!Array.isArray(value)) return undefined;
  const items = value as readonly Json[];
  if (typeof step === 'number') return items[step];
  if ('value' in step) return items.find((item) => jsonEqual(item, step.value));
  const names = step.keys.map(([name]) => name);
  return items.find((item) => {
    const keys = itemKeys(item, names)?.keys;
    return keys?.every(([, key], i) => jsonEqual(key, step.keys[i]?.[1] ?? null)) === true;
  });
}
