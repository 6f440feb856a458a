import type { SecretValue } from '../secrets/secret-plan.ts';
import { md5Hex } from '../util/md5.ts';
import type { Database } from './database.ts';

const LENGTH = 32;

/**
 * The password of a database under a key of a Secret: made up once in the cluster. Only the backend plaintext,
 * which has nobody to make one up, gets Kusion's, which anybody can compute from the names.
 */
export function passwordValue(database: Database, key: string): SecretValue {
  const { names, cause: at } = database;
  if (names.secretBackend === 'plaintext') return { kind: 'given', key, at, text: kusionPassword(database) };
  return { kind: 'generated', key, at, length: LENGTH };
}

/** A text with the password of the same Secret in place of `{}`. */
export function withPassword(database: Database, key: string, text: string): SecretValue {
  const { names, cause: at } = database;
  if (names.secretBackend !== 'plaintext') return { kind: 'around', key, at, text };
  return { kind: 'given', key, at, text: text.replace('{}', kusionPassword(database)) };
}

/** Kusion's password (catalog@455e3c90 `generateLocalPassword`): the start of an MD5 of public names. */
function kusionPassword({ names: { project, stack, app }, name }: Database): string {
  return md5Hex(project + stack + app + name).slice(0, 16);
}
