import { lstatSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { InternalError } from '../../diagnostics/internal-error.ts';
import type { FileAction, PlannedFile, ScaffoldFile } from '../../model/scaffold.ts';
import { byteOrder } from '../../util/byte-order.ts';
import { refusePath } from '../tree-rules.ts';
import { attempt, checkFolders, refused } from './write-guard.ts';

/**
 * Says for each file whether it has to be made; writes nothing. In byte order of the path.
 * `existing: 'update'` also plans to replace files that differ; `'keep'` never touches what is there.
 * @throws AdapterError when a link or something that is no folder or file stands in the way
 */
export function planFiles(
  root: string,
  files: readonly ScaffoldFile[],
  existing: 'keep' | 'update',
): readonly PlannedFile[] {
  return files
    .map((file) => ({ ...file, action: actionFor(root, file, existing) }))
    .toSorted((a, b) => byteOrder(a.path, b.path));
}

/**
 * Makes the files that a plan says are missing or different, and the folders above them. An existing
 * file is never opened for writing: a new one is created exclusively, a different one is replaced whole.
 * @throws AdapterError when the system refuses; files written before stay
 */
export function writeFiles(root: string, planned: readonly PlannedFile[]): void {
  for (const file of planned) {
    if (file.action === 'keep') continue;
    checkFolders(root, file.path);
    const target = join(root, file.path);
    attempt(file.path, () => {
      mkdirSync(dirname(target), { recursive: true });
      if (file.action === 'create') createFile(target, file.content);
      else replaceFile(target, file.content);
    });
  }
}

function actionFor(root: string, { path, content }: ScaffoldFile, existing: 'keep' | 'update'): FileAction {
  if (refusePath(path)) throw new InternalError(`${path} is not a path to write`);
  checkFolders(root, path);
  const target = join(root, path);
  const found = attempt(path, () => lstatSync(target, { throwIfNoEntry: false }));
  if (!found) return 'create';
  if (found.isDirectory()) throw refused(path, 'a folder stands there');
  if (existing === 'keep') return 'keep';
  if (!found.isFile()) throw refused(path, 'a link or special file stands there');
  const same = attempt(path, () => readFileSync(target)).equals(Buffer.from(content));
  return same ? 'keep' : 'update';
}

function createFile(target: string, content: string | Uint8Array): void {
  try {
    writeFileSync(target, content, { flag: 'wx' });
  } catch (error) {
    // half a file would be kept by the next run
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') rmSync(target, { force: true });
    throw error;
  }
}

function replaceFile(target: string, content: string | Uint8Array): void {
  const draft = `${target}.${String(process.pid)}.tmp`;
  createFile(draft, content);
  renameSync(draft, target);
}
