import type { Commit, ObjectFormat, ObjectId } from '../model/git.ts';
import type { ResourceId } from '../model/resource.ts';
import { emptyFolder, put, textFile, type Folder, type StoredFolder } from './folder.ts';
import { rootMetadata, unitMetadata } from './metadata.ts';
import { GITATTRIBUTES, METADATA_FILE } from './rules.ts';
import type { TreeLeaf } from './tree-diff.ts';

/** The names and place of a unit on a branch. */
export interface UnitPlace {
  readonly project: string;
  readonly stack: string;
  readonly workspace: string;
  /** Posix path of its folder on the branch. */
  readonly path: string;
}

/** A rendered unit, or one that is taken over as it is stored. */
export interface UnitRender extends UnitPlace {
  /** Number of resources. */
  readonly resources: number;
  /** `sha256:` and the digest of the unit as `render` reports it. */
  readonly outputs: string;
  /** Files with the unit's metadata; undefined when they lie in a folder of the branch that is taken over. */
  readonly folder: Folder | StoredFolder | undefined;
  /** Who its resources are; undefined for a unit that is taken over. */
  readonly identities?: readonly ResourceId[];
}

/** Everything that a branch shall hold but for what belongs to others. */
export interface BranchRender {
  /** Without `refs/heads/`. */
  readonly branch: string;
  /** In byte order; empty when the source gives the branch no unit any more. */
  readonly workspaces: readonly string[];
  /** In byte order of the path. */
  readonly units: readonly UnitRender[];
  /** Folders that are taken over as they are stored, each with all units below it. */
  readonly taken?: readonly { readonly name: string; readonly id: ObjectId }[];
  /** True when everything is as the last publish left it; then `units` is empty. */
  readonly isUntouched?: true;
}

/** What the root metadata says of the source. */
export interface Provenance {
  readonly commit: Commit;
  readonly repoURL: string | undefined;
}

/** The folder of a unit: its files and its metadata. */
export function unitFolder(
  format: ObjectFormat,
  unit: UnitPlace & Pick<UnitRender, 'resources' | 'outputs'>,
  files: readonly { readonly path: string; readonly text: string }[],
): Folder {
  const folder = emptyFolder();
  for (const { path, text } of files) put(folder, path, textFile(format, text));
  const { project, stack, workspace, resources, outputs } = unit;
  const commands = [`moorline render --project ${project} --stack ${stack} --workspace ${workspace}`];
  const text = unitMetadata({ commands, project, stack, workspace, resources, outputs });
  put(folder, METADATA_FILE, textFile(format, text));
  return folder;
}

/** The tree of a branch without what belongs to others: a pure function of the source commit and the rules. */
export function branchFolder(
  format: ObjectFormat,
  { units, taken = [] }: BranchRender,
  { commit, repoURL }: Provenance,
): Folder {
  const root = emptyFolder();
  for (const { name, id } of taken) put(root, name, { kind: 'stored', id });
  for (const { path, folder } of units) if (folder) put(root, path, folder);
  const commands = [`moorline render --at ${commit.id} --out .`];
  const listed = units.map(({ project, stack, workspace, path, resources, outputs }) => ({
    project,
    stack,
    workspace,
    path,
    resources,
    outputs,
  }));
  put(root, METADATA_FILE, textFile(format, rootMetadata({ commit, repoURL, commands, units: listed })));
  // a branch without units holds nothing else of ours
  if (units.length > 0) put(root, '.gitattributes', textFile(format, GITATTRIBUTES));
  return root;
}

/**
 * Adds files of others to a branch. Where one stands at a path of ours, theirs stays: `preserve` says that
 * the path is not ours. A unit that is taken over has them in it already.
 */
export function withPreserved(root: Folder, kept: readonly { path: string; leaf: TreeLeaf }[]): void {
  for (const { path, leaf } of kept) {
    if (clear(root, path.split('/'))) put(root, path, { kind: 'file', mode: leaf.mode, id: leaf.id });
  }
}

/** Makes room for a file; false when its place is inside a tree that is taken over. */
function clear({ entries }: Folder, [name = '', ...rest]: readonly string[]): boolean {
  const found = entries.get(name);
  if (rest.length === 0) {
    entries.delete(name);
    return true;
  }
  return found?.kind === 'folder' ? clear(found, rest) : found === undefined;
}
