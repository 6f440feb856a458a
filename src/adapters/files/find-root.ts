import { existsSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';

/**
 * The root of the repository around a folder: the nearest folder with moorline.yaml, looked for up
 * to the Git top; else the Git top; else the folder itself. Starts no process.
 */
export function findRoot(dir: string): string {
  for (let at = dir; ; at = dirname(at)) {
    if (existsSync(join(at, 'moorline.yaml')) || existsSync(join(at, '.git'))) return at;
    if (dirname(at) === at) return dir;
  }
}

/** The posix path, seen from the root, of a file that is named from a folder; starts with `..` when it is outside. */
export function pathInRoot(root: string, dir: string, file: string): string {
  return relative(root, resolve(dir, file)).split(sep).join('/');
}
