import { isJsonObject, type Json, type JsonObject } from '../model/json.ts';
import { looksSecret } from '../util/looks-secret.ts';
import { isPrivateKey } from '../util/is-private-key.ts';
import { isSecret } from './normal-secret.ts';
import type { FieldSteps } from './steps.ts';

/** Stands where a secret value would. */
const SECRET = '(secret)';

/** Fields of a Secret that hold its values, and the annotation that may hold a copy of them. */
const VALUES: ReadonlySet<unknown> = new Set(['data', 'stringData']);
const COPY = 'kubectl.kubernetes.io/last-applied-configuration';

/** True for a value that stands for a secret one. */
export function isMasked(value: Json): boolean {
  return value === SECRET;
}

/**
 * A masker for the values of one pair of objects: of a Secret on either side no value ever leaves the comparison,
 * whatever its shape, and neither does a private key of any object, nor a copy of the last applied manifest, nor the
 * literal value of a variable or key whose name says that it is a secret.
 */
export function maskerFor(
  desired: JsonObject | undefined,
  live: JsonObject | undefined,
): (steps: FieldSteps, value: Json | undefined) => Json {
  const isKept = [desired, live].some((object) => object !== undefined && isSecret(object));
  return (steps, value = null) => {
    if (value === null) return null;
    if (isKept && VALUES.has(steps[0])) return hideAll(value);
    if (typeof value === 'string' && looksSecret(nameOf(steps), value)) return SECRET;
    return hide(value, steps.at(-1));
  };
}

/** Names under which a text stands in a map from text to text; empty text where a name says nothing about it. */
function nameOf(steps: FieldSteps): string {
  const [around, last] = steps.slice(-2);
  if (around === 'data' && typeof last === 'string') return last;
  if (last !== 'value' || typeof around !== 'object' || !('keys' in around)) return '';
  const name = around.keys.find(([key]) => key === 'name')?.[1];
  return typeof name === 'string' ? name : '';
}

function hide(value: Json, name: unknown): Json {
  if (typeof value === 'string') return name === COPY || isPrivateKey(value) ? SECRET : value;
  if (Array.isArray(value)) return (value as readonly Json[]).map((item) => hide(item, undefined));
  if (!isJsonObject(value)) return value;
  const { name: own, value: literal } = value;
  const isNamed = typeof own === 'string' && typeof literal === 'string' && looksSecret(own, literal);
  const entries = Object.entries(value).map(([key, member]): [string, Json] => [
    key,
    isNamed && key === 'value' ? SECRET : hide(member, key),
  ]);
  return Object.fromEntries(entries);
}

/** Only the names of keys stay. */
function hideAll(value: Json): Json {
  if (!isJsonObject(value)) return SECRET;
  return Object.fromEntries(Object.keys(value).map((key) => [key, SECRET]));
}
