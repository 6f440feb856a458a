import { existsSync, readdirSync, realpathSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ObjectId } from '../../model/git.ts';
import { runGit } from './git.ts';
import { cacheFolder, type GitStore } from './git-store.ts';
import { leftFolders } from './leftovers.ts';
import type { SourcePlace } from './source-place.ts';

/** A lock file in the user's repository that stops commands of Git. */
export interface LockFile {
  readonly name: 'config.lock' | 'packed-refs.lock' | 'shallow.lock';
  /** Whole minutes since it was written. */
  readonly minutes: number;
}

const LOCKS = ['config.lock', 'packed-refs.lock', 'shallow.lock'] as const;

/** The lock files of a repository that outlive a command only when it was killed. `index.lock` concerns no command of ours. */
export function lockFiles({ commonDir }: Pick<SourcePlace, 'commonDir'>): readonly LockFile[] {
  const now = Date.now();
  return LOCKS.flatMap((name) => {
    const found = statSync(join(commonDir, name), { throwIfNoEntry: false });
    return found ? [{ name, minutes: Math.max(0, Math.floor((now - found.mtimeMs) / 60_000)) }] : [];
  });
}

/** True for a clone that lacks the older part of its history. */
export function isShallow({ shallowFile }: Pick<SourcePlace, 'shallowFile'>): boolean {
  return existsSync(shallowFile);
}

/** Bytes of the objects that publish keeps for its next run. */
export function cacheSize(place: Pick<SourcePlace, 'commonDir'>): number {
  return sizeOf(cacheFolder(place));
}

function sizeOf(folder: string): number {
  let bytes = 0;
  for (const item of entriesOf(folder)) {
    const path = join(folder, item.name);
    if (item.isDirectory()) bytes += sizeOf(path);
    else if (item.isFile()) bytes += statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  }
  return bytes;
}

function entriesOf(folder: string) {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}

/** Number of folders that killed runs left in the temporary folder more than a day ago. */
export function leftoverCount(): number {
  try {
    return leftFolders(realpathSync.native(tmpdir())).length;
  } catch {
    return 0;
  }
}

/** Number of commits from one to the end of the history that a clone has, along first parents; undefined when unknown. */
export async function historyDepth(
  { call }: Pick<GitStore, 'call'>,
  commit: ObjectId,
): Promise<number | undefined> {
  const options = ['--count', '--first-parent'];
  const answer = await runGit({ verb: 'rev-list', options, operands: [commit], ...call });
  return answer.status === 0 ? Number(answer.stdout.toString().trim()) : undefined;
}
