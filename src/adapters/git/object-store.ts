import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AdapterError } from '../../model/ports.ts';
import type { GitRequest } from './git.ts';
import { temporaryFolder, type TemporaryFolder } from './temporary-folder.ts';

/** Where a git process finds objects, and nothing else of the repository they belong to. */
export type StoreCall = Pick<GitRequest, 'cwd' | 'environment'>;

/**
 * Lends an empty private repository in the temporary folder that sees the given objects. There no
 * configuration, replacement, graft or hook of the real repository has effect, and no promisor remote
 * is known: git calls an object that is not here "missing" instead of ending with an error.
 * @param objects absolute path of the real object folder
 * @param id any object id; its length tells SHA-1 from SHA-256
 * @throws AdapterError GIT_UNAVAILABLE when the temporary folder cannot be written
 */
export async function withObjectStore<T>(
  objects: string,
  id: string,
  use: (call: StoreCall) => Promise<T>,
): Promise<T> {
  const { path, remove } = createStore(id);
  try {
    return await use({ cwd: path, environment: { GIT_DIR: path, GIT_OBJECT_DIRECTORY: objects } });
  } finally {
    remove();
  }
}

function createStore(id: string): TemporaryFolder {
  try {
    const folder = temporaryFolder();
    mkdirSync(join(folder.path, 'refs'));
    writeFileSync(join(folder.path, 'HEAD'), 'ref: refs/heads/none\n');
    writeFileSync(join(folder.path, 'config'), id.length === 64 ? SHA256_CONFIG : SHA1_CONFIG);
    return folder;
  } catch (error) {
    throw new AdapterError('GIT_UNAVAILABLE', 'The temporary folder cannot be written.', { cause: error });
  }
}

export const SHA1_CONFIG = '[core]\n\trepositoryformatversion = 0\n\tbare = true\n';
export const SHA256_CONFIG =
  '[core]\n\trepositoryformatversion = 1\n\tbare = true\n[extensions]\n\tobjectFormat = sha256\n';
