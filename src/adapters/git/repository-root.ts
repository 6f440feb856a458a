import { existsSync, realpathSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * The top folder of the repository that `folder` is in, with symbolic links resolved; undefined outside
 * of a repository or when the folder does not exist. Looks at files only: a `.git` file, or a `.git`
 * folder that holds HEAD, as git itself decides.
 */
export function findGitTop(folder: string): Promise<string | undefined> {
  return Promise.resolve().then(() => findTop(folder));
}

function findTop(start: string): string | undefined {
  let folder: string;
  try {
    folder = realpathSync.native(start);
  } catch {
    return undefined;
  }
  while (!holdsRepository(folder)) {
    const parent = dirname(folder);
    if (parent === folder) return undefined;
    folder = parent;
  }
  return folder;
}

function holdsRepository(folder: string): boolean {
  const git = join(folder, '.git');
  try {
    const found = statSync(git);
    return found.isFile() || (found.isDirectory() && existsSync(join(git, 'HEAD')));
  } catch {
    return false;
  }
}
