import { isJsonObject, type Json, type JsonObject } from '../model/json.ts';
import { fromBase64 } from '../util/base64.ts';
import { isSecret } from './normal-secret.ts';
import type { FieldSteps } from './steps.ts';

/** Stands where a secret value would. */
const SECRET = '(secret)';

/** Private keys in PEM, in any object, also in base64. */
const PRIVATE_KEY = /-----BEGIN (?:[A-Z0-9]+ ){0,3}PRIVATE KEY-----/;
const ENCODED_PEM = 'LS0tLS1CRUdJTi';

/** Fields of a Secret that hold its values, and the annotation that may hold a copy of them. */
const VALUES: ReadonlySet<unknown> = new Set(['data', 'stringData']);
const COPY = 'kubectl.kubernetes.io/last-applied-configuration';

/**
 * A masker for the values of one pair of objects: of a Secret on either side no value ever leaves the comparison,
 * whatever its shape, and neither does a private key of any object, nor a copy of the last applied manifest.
 */
export function maskerFor(
  desired: JsonObject | undefined,
  live: JsonObject | undefined,
): (steps: FieldSteps, value: Json | undefined) => Json {
  const isKept = [desired, live].some((object) => object !== undefined && isSecret(object));
  return (steps, value = null) => {
    if (value === null) return null;
    if (isKept && VALUES.has(steps[0])) return hideAll(value);
    return hide(value, { isKept, isRoot: steps.length === 0, name: steps.at(-1) });
  };
}

interface Around {
  readonly isKept: boolean;
  readonly isRoot: boolean;
  readonly name: unknown;
}

function hide(value: Json, { isKept, isRoot, name }: Around): Json {
  if (typeof value === 'string') return name === COPY || isPrivateKey(value) ? SECRET : value;
  if (Array.isArray(value))
    return (value as readonly Json[]).map((item) => hide(item, { isKept, isRoot: false, name: undefined }));
  if (!isJsonObject(value)) return value;
  const entries = Object.entries(value).map(([key, member]): [string, Json] => [
    key,
    isKept && isRoot && VALUES.has(key)
      ? hideAll(member)
      : hide(member, { isKept, isRoot: false, name: key }),
  ]);
  return Object.fromEntries(entries);
}

/** Only the names of keys stay. */
function hideAll(value: Json): Json {
  if (!isJsonObject(value)) return SECRET;
  return Object.fromEntries(Object.keys(value).map((key) => [key, SECRET]));
}

function isPrivateKey(text: string): boolean {
  return PRIVATE_KEY.test(text.startsWith(ENCODED_PEM) ? fromBase64(text) : text);
}
