import type { ObjectId } from '../../model/git.ts';
import { AdapterError } from '../../model/ports.ts';
import { runGit } from './git.ts';
import type { StoreCall } from './object-store.ts';

/** A file that is different in two commits. */
export interface ChangedFile {
  /** Relative to the folder that was asked for. */
  readonly path: string;
  /** As it lies in the newer commit; `typed` became something else, such as a link. */
  readonly change: 'added' | 'modified' | 'deleted' | 'typed';
  /** False when a link or another repository stands there now. */
  readonly isFile: boolean;
}

const CHANGES: Readonly<Record<string, ChangedFile['change']>> = {
  A: 'added',
  M: 'modified',
  D: 'deleted',
  T: 'typed',
};

/**
 * Files below a folder that differ between two commits; nothing is taken for a rename. Undefined when
 * a tree of one of them is not in the store.
 */
export async function diffCommits(
  call: StoreCall,
  [older, newer]: readonly [ObjectId, ObjectId],
  prefix: string,
): Promise<readonly ChangedFile[] | undefined> {
  const answer = await runGit({
    verb: 'diff-tree',
    options: ['-r', '-z', '--raw', '--no-renames', '--no-ext-diff'],
    operands: [older, newer],
    input: '',
    ...call,
  });
  if (answer.status !== 0) return undefined;
  const parts = answer.stdout.toString().split('\0');
  const files: ChangedFile[] = [];
  for (let at = 0; at + 1 < parts.length; at += 2) {
    // `:<old mode> SP <new mode> SP <old id> SP <new id> SP <status>` (git-diff-tree, raw output)
    const [, mode = '', , , status = ''] = (parts[at] ?? '').split(' ');
    const change = CHANGES[status];
    const isFile = change === 'deleted' || mode.startsWith('100');
    const path = parts[at + 1] ?? '';
    if (!change) throw new AdapterError('GIT_UNAVAILABLE', 'Git gives a kind of change that is not known.');
    if (prefix === '') files.push({ path, change, isFile });
    else if (path.startsWith(`${prefix}/`))
      files.push({ path: path.slice(prefix.length + 1), change, isFile });
  }
  return files;
}
