import { lstatSync, realpathSync } from 'node:fs';
import { resolve, sep } from 'node:path';
import type { FileContent, TreeReader } from '../../model/ports.ts';
import { refusePath } from '../tree-rules.ts';
import { readRegular, refusalOf } from './regular-file.ts';
import { walkFolder } from './walk-folder.ts';

/**
 * Reads the files of a folder as they are now. What a call finds is not remembered for the next one.
 * @throws (from its calls) the file system's error when `root` itself cannot be read
 */
export function workTreeReader(root: string): TreeReader {
  const folder = resolve(root);
  return {
    revision: undefined,
    // Synchronous calls inside: thousands of small reads are several times slower one promise each.
    list: () => Promise.resolve().then(() => walkFolder(folder)),
    read: (paths, limit) => Promise.resolve().then(() => readFiles(folder, paths, limit)),
  };
}

function readFiles(root: string, paths: readonly string[], limit: number): ReadonlyMap<string, FileContent> {
  const refuseFolder = folderGuard(root);
  const contents = new Map<string, FileContent>();
  for (const path of paths) {
    const refusal = refuseHere(path) ?? refuseFolder(parentOf(path));
    contents.set(path, refusal ?? readRegular(`${root}/${path}`, limit));
  }
  return contents;
}

/** Windows takes `\` for a separator and `:` for a drive or a stream; no file there has such a name. */
function refuseHere(path: string): FileContent | undefined {
  const refusal = refusePath(path);
  if (refusal || sep === '/') return refusal;
  return /[\\:]/.test(path) ? { kind: 'missing' } : undefined;
}

const parentOf = (path: string): string => path.slice(0, Math.max(path.lastIndexOf('/'), 0));

/**
 * Says why files in a folder below the root are not read: a symbolic link on the way, or a nested
 * repository. Each folder is looked at once. The real path must be the one asked for, so that a short
 * Windows name or another spelling of `.git` leads nowhere.
 */
function folderGuard(root: string): (folder: string) => FileContent | undefined {
  const realRoot = realpathSync.native(root);
  const known = new Map<string, FileContent | undefined>([['', undefined]]);
  return (folder) => {
    if (known.has(folder)) return known.get(folder);
    for (let end = folder.indexOf('/'); ; end = folder.indexOf('/', end + 1)) {
      const part = end < 0 ? folder : folder.slice(0, end);
      if (!known.has(part)) known.set(part, lookAtFolder(`${root}/${part}`, resolve(realRoot, part)));
      const refusal = known.get(part);
      if (refusal || end < 0) return refusal;
    }
  };
}

/** Linux knows a folder by one name only, and asking costs as much as all the rest. */
function isMisspelled(path: string, realPath: string): boolean {
  return process.platform !== 'linux' && realpathSync.native(path) !== realPath;
}

function lookAtFolder(path: string, realPath: string): FileContent | undefined {
  try {
    const found = lstatSync(path);
    if (found.isSymbolicLink()) return { kind: 'symlink' };
    if (!found.isDirectory() || isMisspelled(path, realPath)) return { kind: 'missing' };
    const nested = lstatSync(`${path}/.git`, { throwIfNoEntry: false }) !== undefined;
    return nested ? { kind: 'missing' } : undefined;
  } catch (error) {
    return refusalOf(error);
  }
}
