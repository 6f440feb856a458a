import { looksSecret } from './looks-secret.ts';

/**
 * True if a key says that the literal value under it is a secret, in a file or object of any shape: `API_TOKEN: x`
 * and `password: x`, and not fields such as `secretName` and `secret`, whose values are no secrets.
 */
export function namesSecret(key: string, value: string): boolean {
  return isVariable(key) && looksSecret(key, value);
}

function isVariable(name: string): boolean {
  return /[-._]/.test(name) || !/[a-z]/.test(name) || /^(?:password|passwd|token|bearer)$/i.test(name);
}
