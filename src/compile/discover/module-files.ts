import { diagnostic, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { Located } from '../../model/unit.ts';
import type { TreeEntry } from '../../model/ports.ts';
import { baseOf, dirOf } from '../../util/repo-path.ts';
import { pathMatcher } from './path-matcher.ts';

/** The file in a folder that makes it a module. */
const MODULE_FILE = 'module.yaml';

/** A test for paths that are a module file, or stand where the folder of one could. */
export function isModulePath(folders: readonly string[]): (path: string) => boolean {
  const isFolder = pathMatcher(folders);
  return (path) => isFolder(path) || (baseOf(path) === MODULE_FILE && isFolder(dirOf(path)));
}

/**
 * Finds the module files of the folders that globs name. What is no regular file is listed too, and refused
 * when it is read; so is a link in place of a folder. A glob without any module is an error: an app would be
 * blamed for a module that somebody put elsewhere.
 */
export function findModuleFiles(
  entries: readonly TreeEntry[],
  globs: readonly Located<string>[],
): { readonly files: readonly string[]; readonly diagnostics: readonly Diagnostic[] } {
  const files = new Set<string>();
  const diagnostics: Diagnostic[] = [];
  for (const glob of globs) {
    const isFolder = pathMatcher([glob.value]);
    const matches = entries.filter(({ path, kind }) => {
      const isFile = baseOf(path) === MODULE_FILE && isFolder(dirOf(path));
      // nothing tells a folder from a file there but the dot in a file's name
      return isFile || (kind !== 'file' && isFolder(path) && !baseOf(path).includes('.'));
    });
    for (const { path } of matches) files.add(path);
    if (matches.length > 0) continue;
    const detail = `No folder that matches "${glob.value}" holds a ${MODULE_FILE}.`;
    diagnostics.push(diagnostic('PATH_MISSING', detail, glob));
  }
  return { files: [...files], diagnostics };
}
