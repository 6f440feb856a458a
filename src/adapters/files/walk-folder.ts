import { readdirSync, type Dirent } from 'node:fs';
import type { TreeEntry } from '../../model/ports.ts';
import { isGitName, isNameable, isSkippedFolder, orderEntries } from '../tree-rules.ts';

/**
 * Every file below a folder, in byte order. A folder that cannot be read is listed itself, as `other`,
 * so that a listing never looks complete when it is not.
 * @throws the file system's error when `root` itself cannot be read
 *
 * Written with readdir and not with the glob package: glob shows an unreadable folder as an empty one,
 * needs an extra lstat for each folder to notice a nested repository, and takes several times as long.
 */
export function walkFolder(root: string): readonly TreeEntry[] {
  const found: TreeEntry[] = [];
  const pending = [''];
  for (let path = pending.pop(); path !== undefined; path = pending.pop()) {
    const entries = readFolder(root, path);
    if (entries === 'unreadable') found.push({ path, kind: 'other' });
    else if (path === '' || !entries.some((entry) => isGitName(entry.name))) {
      for (const entry of entries) place(path === '' ? entry.name : `${path}/${entry.name}`, entry);
    }
  }
  return orderEntries(found);

  function place(path: string, entry: Dirent): void {
    if (isGitName(entry.name)) return;
    if (!isNameable(entry.name)) found.push({ path, kind: 'other' });
    else if (entry.isSymbolicLink()) found.push({ path, kind: 'symlink' });
    else if (!entry.isDirectory()) found.push({ path, kind: entry.isFile() ? 'file' : 'other' });
    else if (!isSkippedFolder(entry.name)) pending.push(path);
  }
}

function readFolder(root: string, path: string): Dirent[] | 'unreadable' {
  try {
    return readdirSync(path === '' ? root : `${root}/${path}`, { withFileTypes: true });
  } catch (error) {
    if (path === '') throw error;
    // It was there a moment ago: gone is the same as never listed.
    return (error as NodeJS.ErrnoException).code === 'ENOENT' ? [] : 'unreadable';
  }
}
