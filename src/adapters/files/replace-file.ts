import {
  chmodSync,
  closeSync,
  fsyncSync,
  lstatSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { attempt, checkFolders, refused } from './write-guard.ts';

/** A file, what it holds now, and what it shall hold. */
export interface FileChange {
  /** Posix, relative to the root. */
  readonly path: string;
  readonly before: Uint8Array;
  readonly after: Uint8Array;
}

/**
 * Replaces a regular file in one step: whoever reads it sees the old bytes or the new ones, also after
 * a crash. Its permissions stay. A link, and a file that no longer holds `before`, are refused.
 * @throws AdapterError OUTPUT_UNWRITABLE; the file is as it was then
 */
export function replaceFile(root: string, { path, before, after }: FileChange): void {
  checkFolders(root, path);
  const target = join(root, path);
  const found = attempt(path, () => lstatSync(target));
  if (!found.isFile()) throw refused(path, 'a link or special file stands there');
  if (!attempt(path, () => readFileSync(target)).equals(before)) {
    throw refused(path, 'someone else changed it meanwhile');
  }
  const draft = `${target}.${String(process.pid)}.tmp`;
  const file = attempt(path, () => openSync(draft, 'wx', 0o600));
  try {
    attempt(path, () => {
      writeAll(file, after);
      chmodSync(draft, found.mode & 0o7777);
      renameSync(draft, target);
    });
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  }
}

/** Writes the bytes through to the disk and closes the file. */
function writeAll(file: number, bytes: Uint8Array): void {
  try {
    writeFileSync(file, bytes);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}
