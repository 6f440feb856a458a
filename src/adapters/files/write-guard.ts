import { lstatSync } from 'node:fs';
import { join } from 'node:path';
import { AdapterError } from '../../model/ports.ts';

/**
 * No folder on the way may be a link: it could lead out of the root, and no reader would follow it.
 * @throws AdapterError when one is, or is no folder
 */
export function checkFolders(root: string, path: string): void {
  const parts = path.split('/').slice(0, -1);
  for (const [i] of parts.entries()) {
    const folder = parts.slice(0, i + 1).join('/');
    const found = attempt(folder, () => lstatSync(join(root, folder), { throwIfNoEntry: false }));
    if (!found) return;
    if (found.isSymbolicLink()) throw refused(folder, 'it is a link');
    if (!found.isDirectory()) throw refused(folder, 'it is not a folder');
  }
}

/** Runs a call of the file system; what it refuses is an AdapterError that names the path. */
export function attempt<T>(path: string, action: () => T): T {
  try {
    return action();
  } catch (error) {
    const { code = 'an unknown error' } = error as NodeJS.ErrnoException;
    throw refused(
      path,
      code === 'EEXIST' ? 'someone else wrote it meanwhile' : `the system reports ${code}`,
      error,
    );
  }
}

/** The error for a path that cannot be written. */
export function refused(path: string, reason: string, cause?: unknown): AdapterError {
  return new AdapterError('OUTPUT_UNWRITABLE', `${path} cannot be written: ${reason}.`, { cause });
}
