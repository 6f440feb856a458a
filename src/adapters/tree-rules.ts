import { byteOrder } from '../util/byte-order.ts';
import type { FileContent, TreeEntry } from '../model/ports.ts';

/** True for the name of Git's own folder or file, in any case: some file systems do not tell the difference. */
export function isGitName(name: string): boolean {
  return name.length === 4 && name.toLowerCase() === '.git';
}

/** True for a folder that no reader enters, wherever it stands. */
export function isSkippedFolder(name: string): boolean {
  return name === 'node_modules' || isGitName(name);
}

/**
 * False for a name that is not valid UTF-8: decoding leaves U+FFFD in it, so no path can ask for the
 * file. Readers list the first such part of a path as `other` and go no deeper.
 */
export function isNameable(name: string): boolean {
  return !name.includes('\ufffd');
}

/** The answer to a path that no tree can serve; undefined when the tree has to be asked. */
export function refusePath(path: string): FileContent | undefined {
  if (!isNameable(path)) return { kind: 'unreadable', reason: 'The name is not valid UTF-8.' };
  return path.includes('\0') || isOutside(path) ? { kind: 'missing' } : undefined;
}

/** True for a path that leaves the tree, is not in its plain form, or leads into a skipped folder. */
export function isOutside(path: string): boolean {
  const parts = path.split('/');
  const last = parts.length - 1;
  return parts.some(
    (part, at) =>
      part === '' || part === '.' || part === '..' || isGitName(part) || (at < last && isSkippedFolder(part)),
  );
}

/** Entries in byte order of the path; each path once, as a file when one of its entries is a file. */
export function orderEntries(entries: readonly TreeEntry[]): readonly TreeEntry[] {
  const order = pathOrder(entries.map((entry) => entry.path));
  const ordered = entries.toSorted((a, b) => order(a.path, b.path) || order(a.kind, b.kind));
  return ordered.filter((entry, at) => at === 0 || entry.path !== ordered[at - 1]?.path);
}

/** Paths in byte order. */
export function orderPaths(paths: Iterable<string>): readonly string[] {
  const list = [...paths];
  return list.sort(pathOrder(list));
}

/**
 * Byte order for exactly these paths. Strings compare natively by UTF-16 units, which is several times
 * faster and differs from byte order only where a surrogate takes part.
 */
function pathOrder(paths: readonly string[]): (a: string, b: string) => number {
  return paths.some((path) => SURROGATE.test(path)) ? byteOrder : unitOrder;
}

const SURROGATE = /[\ud800-\udfff]/;

function unitOrder(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
