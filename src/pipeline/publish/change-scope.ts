import type { ChangedFile } from '../../adapters/git/diff-commits.ts';
import { isModulePath } from '../../compile/discover/module-files.ts';
import { globFolder, pathMatcher } from '../../compile/discover/path-matcher.ts';
import type { ObjectId } from '../../model/git.ts';
import { folderAt } from '../../publish/folder-at.ts';
import { baseOf, dirOf } from '../../util/repo-path.ts';
import type { LoadedConfig } from '../load-config.ts';
import type { BranchLook } from './branch-state.ts';

/** The file that configures a repository when no other is named. */
export const CONFIG_FILE = 'moorline.yaml';

/** Most changed files for which folders are looked up one by one; above that a listing costs less. */
const FEW = 200;

/** What tells files of intent by their path. */
export interface Matchers {
  readonly isProject: (path: string) => boolean;
  readonly isWorkspace: (path: string) => boolean;
  /** True for a module file, and for what stands where the folder of one could. */
  readonly isModule: (path: string) => boolean;
}

export function matchersOf({ value }: LoadedConfig): Matchers {
  return {
    isProject: pathMatcher(value.projects),
    isWorkspace: pathMatcher(value.workspaces),
    isModule: isModulePath(value.modules?.paths ?? []),
  };
}

/** True for a path that would be a project, workspace or stack file if it were there. */
export function isHeadFile(path: string, { isProject, isWorkspace }: Matchers): boolean {
  return isProject(path) || isWorkspace(path) || baseOf(path) === 'stack.yaml';
}

/**
 * The files and folders that have to be listed to see what a change reaches: those of the projects it
 * lies in, with workspaces, modules and configuration; none when it lies in no project. Undefined when only a
 * listing of everything can tell: when projects, stacks or workspaces may have come or gone, when links
 * appear, when a module changes, or when workspaces can lie anywhere.
 */
export async function scopeOf(
  look: BranchLook,
  {
    changes,
    matchers,
    config,
  }: { readonly changes: readonly ChangedFile[]; readonly matchers: Matchers; readonly config: LoadedConfig },
): Promise<readonly string[] | undefined> {
  const configFile = look.source.configPath ?? CONFIG_FILE;
  const isPlain = ({ path, change, isFile }: ChangedFile): boolean =>
    isFile &&
    path !== configFile &&
    !matchers.isProject(path) &&
    !matchers.isWorkspace(path) &&
    !matchers.isModule(path) &&
    !(baseOf(path) === 'stack.yaml' && change !== 'modified') &&
    !/(?:^|\/)\.git(?:\/|$)/i.test(path);
  if (changes.length > FEW || !changes.every(isPlain)) return undefined;
  const owners = new Set<string>();
  for (const { path } of changes) {
    const owner = await ownerOf(look, path, matchers);
    if (owner !== undefined) owners.add(owner);
  }
  if (owners.size === 0) return [];
  const globs = [
    ...config.value.workspaces,
    ...[...config.crdGlobs, ...config.modulePaths].map(({ value }) => value),
  ];
  const scope = [configFile, ...globs.map(globFolder), ...owners];
  return scope.includes('') ? undefined : scope;
}

/** The folder of the nearest project above a path, found by opening folders one by one. */
async function ownerOf(look: BranchLook, path: string, { isProject }: Matchers): Promise<string | undefined> {
  for (let dir = dirOf(path); ; dir = dirOf(dir)) {
    const names = await namesIn(look, dir);
    if (names.some((name) => isProject(dir === '' ? name : `${dir}/${name}`))) return dir;
    if (dir === '') return undefined;
  }
}

/** Names of the files in a folder of the source commit. */
async function namesIn({ source }: BranchLook, dir: string): Promise<readonly string[]> {
  const { commit, place, objects } = source;
  const full = [place.prefix, dir].filter((part) => part !== '').join('/');
  const id: ObjectId | undefined = full === '' ? commit.tree : await folderAt(objects, commit.tree, full);
  const items = id === undefined ? undefined : await objects.tree(id);
  return (items ?? []).filter(({ mode }) => mode !== '40000').map(({ name }) => name);
}
