import { isJsonObject, type Json } from '../model/json.ts';
import { looksSecret } from '../util/looks-secret.ts';
import { namesSecret } from '../util/names-secret.ts';

/** Stands where a secret value would. */
export const SECRET = '(secret)';

/** Fields that map names which somebody chose to texts. */
const TEXTS: ReadonlySet<string> = new Set(['data', 'stringData']);

/** The annotation that may hold a copy of the whole object. */
const COPY = 'kubectl.kubernetes.io/last-applied-configuration';

/**
 * A value of the same shape in which `(secret)` stands for every text or number whose name says that it is a secret:
 * the `value` beside such a `name`, an entry of a ConfigMap, and any key that is written like a variable.
 */
export function maskNamed(value: Json, within = ''): Json {
  if (Array.isArray(value)) return (value as readonly Json[]).map((item) => maskNamed(item));
  if (!isJsonObject(value)) return value;
  const { name } = value;
  const isSecret = (key: string, text: string) =>
    key === COPY ||
    namesSecret(key, text) ||
    (TEXTS.has(within) && looksSecret(key, text)) ||
    (key === 'value' && typeof name === 'string' && looksSecret(name, text));
  const entries = Object.entries(value).map(([key, member]): [string, Json] => {
    const isText = typeof member === 'string' || typeof member === 'number';
    return [key, isText && isSecret(key, String(member)) ? SECRET : maskNamed(member, key)];
  });
  return Object.fromEntries(entries);
}
