import { isJsonObject, type Json } from '../../model/json.ts';

/** A key that is a word of YAML 1.1 for a boolean and has no quotes, at the start of a line or in braces. */
const WORD = /(?:^|[{,])[ \t]*(?:- +)*(?:y|n|yes|no|on|off|true|false)[ \t]*:(?=\s|$)/im;

/**
 * Paths of keys that Kubernetes reads as `"true"` or `"false"` although `on`, `no` or the like stands in the text
 * (sigs.k8s.io/yaml). A text without such a word has none.
 */
export function booleanKeys(value: Json, text: string): readonly string[] {
  return WORD.test(text) ? keysIn(value, '') : [];
}

function keysIn(value: Json, path: string): readonly string[] {
  if (Array.isArray(value))
    return (value as readonly Json[]).flatMap((item, i) => keysIn(item, `${path}[${i}]`));
  if (!isJsonObject(value)) return [];
  return Object.entries(value).flatMap(([key, member]) => {
    const at = `${path}.${key}`;
    return [...(key === 'true' || key === 'false' ? [at] : []), ...keysIn(member, at)];
  });
}
