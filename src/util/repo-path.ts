/** Folder of a posix path; empty text for the root. */
export function dirOf(path: string): string {
  const slash = path.lastIndexOf('/');
  return slash < 0 ? '' : path.slice(0, slash);
}

/** Last part of a posix path. */
export function baseOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/**
 * Joins a relative posix path to a folder of the repository.
 * @returns the normal form, empty text for the root; undefined when it would leave the repository,
 *   is absolute, names a drive or URL, or holds a backslash or control character
 */
export function joinInside(dir: string, relative: string): string | undefined {
  // eslint-disable-next-line no-control-regex -- control characters are exactly what is refused
  if (relative === '' || /^\/|^[A-Za-z][-+.A-Za-z0-9]*:|[\\\u0000-\u001f\u007f]/.test(relative))
    return undefined;
  const parts = dir === '' ? [] : dir.split('/');
  for (const part of relative.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.pop() === undefined) return undefined;
  }
  return parts.join('/');
}

/** True if `path` is `dir` or inside it. */
export function isInside(path: string, dir: string): boolean {
  return dir === '' || path === dir || path.startsWith(`${dir}/`);
}
