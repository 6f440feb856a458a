import { statSync } from 'node:fs';

/** True if a path leads to a folder; a link to one counts, what cannot be looked at does not. */
export function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    return false;
  }
}
