import { mapAt, partAt } from '../model/edit-json.ts';
import { isJsonObject, type Json, type JsonObject } from '../model/json.ts';
import { isPrivateKey } from '../util/is-private-key.ts';

/**
 * What is secret in an object, in words: the values of a Secret that are not encrypted, or a private key in
 * whatever object. Undefined when nothing is.
 */
export function secretMaterial(object: JsonObject): string | undefined {
  const isSecret = object['apiVersion'] === 'v1' && object['kind'] === 'Secret';
  if (isSecret && secretValues(object).length > 0 && !isSopsEncrypted(object)) return 'values';
  return holdsPrivateKey(object) ? 'a private key' : undefined;
}

/** True for a Secret whose values are all encrypted by sops (getsops.io: `ENC[…]`, and its own `sops` block). */
export function isSopsEncrypted(secret: JsonObject): boolean {
  return (
    typeof partAt(secret, ['sops', 'mac']) === 'string' &&
    secretValues(secret).every((value) => typeof value === 'string' && /^ENC\[[^\]]+\]$/.test(value))
  );
}

function secretValues(secret: JsonObject): readonly Json[] {
  return ['data', 'stringData'].flatMap((field) => Object.values(mapAt(secret, [field])));
}

function holdsPrivateKey(value: Json): boolean {
  if (typeof value === 'string') return isPrivateKey(value);
  if (Array.isArray(value)) return (value as readonly Json[]).some(holdsPrivateKey);
  return isJsonObject(value) && Object.values(value).some(holdsPrivateKey);
}
