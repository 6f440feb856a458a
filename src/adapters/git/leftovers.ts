import { readdirSync, rmSync, statSync, unlinkSync } from 'node:fs';
import { join } from 'node:path';

/** How the names of our folders in the temporary folder begin. */
export const TEMPORARY = 'moorline-git-';

const HOUR = 3_600_000;
/** Packs in the cache above which the oldest are removed. */
const MOST_PACKS = 64;
const KEPT_PACKS = 16;

/** Folders that a run left which was killed: nothing ever reads them, and after a day nobody writes them. */
export function leftFolders(parent: string): readonly string[] {
  const before = Date.now() - 24 * HOUR;
  return readdirSync(parent)
    .filter((name) => name.startsWith(TEMPORARY))
    .map((name) => join(parent, name))
    .filter((path) => modified(path) < before);
}

/** Removes what killed runs left in the temporary folder. Never fails. */
export function sweepTemporary(parent: string): void {
  for (const path of leftFolders(parent)) attempt(() => rmSync(path, { recursive: true, force: true }));
}

/**
 * Keeps the cache of objects small. Only files that are an hour old are removed, so that a run that has
 * just begun keeps what it saw; whatever is gone is fetched again. Never fails.
 */
export function sweepCache(objects: string): void {
  attempt(() => {
    const folder = join(objects, 'pack');
    const before = Date.now() - HOUR;
    const files = readdirSync(folder)
      .map((name) => ({ name, path: join(folder, name) }))
      .filter(({ path }) => modified(path) < before);
    for (const { path } of files.filter(({ name }) => name.startsWith('tmp_')))
      attempt(() => unlinkSync(path));
    const packs = files.filter(({ name }) => name.endsWith('.pack'));
    if (packs.length <= MOST_PACKS) return;
    const oldest = packs.toSorted((a, b) => modified(a.path) - modified(b.path)).slice(0, -KEPT_PACKS);
    for (const { path } of oldest) {
      const stem = path.slice(0, -'.pack'.length);
      for (const ending of ['idx', 'pack', 'promisor', 'rev']) attempt(() => unlinkSync(`${stem}.${ending}`));
    }
  });
}

function modified(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Infinity;
}

function attempt(action: () => void): void {
  try {
    action();
  } catch {
    // somebody else was faster, or it is not ours to remove
  }
}
