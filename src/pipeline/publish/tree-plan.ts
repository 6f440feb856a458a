import type { ObjectId } from '../../model/git.ts';
import { isJsonObject } from '../../model/json.ts';
import { AdapterError } from '../../model/ports.ts';
import { identityKey, identityOf, type ResourceId } from '../../model/resource.ts';
import { parseManifests } from '../../manifest/parse.ts';
import { folderAt } from '../../publish/folder-at.ts';
import { treeOf, type FolderTree } from '../../publish/folder.ts';
import type { DeletedResource } from '../../publish/guard.ts';
import { parseRootMetadata } from '../../publish/parse-root-metadata.ts';
import {
  branchFolder,
  withPreserved,
  type BranchRender,
  type Provenance,
  type UnitPlace,
} from '../../publish/rendered-branch.ts';
import { METADATA_FILE } from '../../publish/rules.ts';
import { diffTrees, type TreeChange } from '../../publish/tree-diff.ts';
import { isInside } from '../../util/repo-path.ts';
import type { UnitAction } from './branch-plan.ts';
import { ensureBlobs, type BranchLook } from './branch-state.ts';

/** The tree that a branch gets, and what is different about it. */
export interface TreePlan {
  readonly tree: FolderTree;
  /** Against the found tip, files of others aside. */
  readonly changes: readonly TreeChange[];
  /** Units of the found tip, when its metadata can be read. */
  readonly unitsBefore: readonly UnitPlace[] | undefined;
  readonly resourcesBefore: number;
  readonly units: readonly UnitAction[];
  readonly deleted: readonly DeletedResource[];
}

/** Largest root metadata and largest manifest that is read back from a branch, in bytes. */
const METADATA_LIMIT = 32 * 1024 * 1024;
const MANIFEST_LIMIT = 64 * 1024 * 1024;

/** Plans the tree of a branch on top of the tree that was found there. */
export async function planTree(
  look: BranchLook,
  { render, provenance }: { readonly render: BranchRender; readonly provenance: Provenance },
  before: ObjectId | undefined,
): Promise<TreePlan> {
  const { format } = look.source.store;
  const folder = branchFolder(format, render, provenance);
  withPreserved(folder, await preservedFiles(look, before));
  const tree = treeOf(folder, format);
  const all = await diffTrees({ made: tree.trees, stored: look.source.objects }, before, tree.id);
  const changes = all.filter(({ path }) => !look.isPreserved(path));
  const found = await metadataOf(look, before);
  const deleted = await deletedResources(look, { changes, render, unitsBefore: found?.units, before });
  return {
    tree,
    changes,
    unitsBefore: found?.units,
    resourcesBefore:
      found?.units.reduce((sum, { resources }) => sum + resources, 0) ?? manifestCount(changes),
    units: unitActions(render.units, found?.units, changes),
    deleted,
  };
}

/** True if the tree says the same as the one that was found; the root metadata names another source commit. */
export function isSameRender({ changes }: TreePlan): boolean {
  return changes.every(({ path }) => path === METADATA_FILE);
}

async function preservedFiles({ source, isPreserved, preserves }: BranchLook, tree: ObjectId | undefined) {
  if (tree === undefined || !preserves) return [];
  const files = await diffTrees({ made: new Map(), stored: source.objects }, undefined, tree);
  return files.flatMap(({ path, after }) => (after && isPreserved(path) ? [{ path, leaf: after }] : []));
}

/** The root metadata of a stored tree; undefined when there is none that can be read. */
export async function metadataOf(look: BranchLook, tree: ObjectId | undefined) {
  const items = tree === undefined ? undefined : await look.source.objects.tree(tree);
  const file = items?.find(({ name, mode }) => name === METADATA_FILE && mode === '100644');
  if (!file) return undefined;
  await ensureBlobs(look, [file.id]);
  const content = await look.source.objects.blob(file.id, METADATA_LIMIT);
  return content && parseRootMetadata(new TextDecoder().decode(content));
}

function manifestCount(changes: readonly TreeChange[]): number {
  return changes.filter(({ path, before }) => before && path.endsWith('.yaml')).length;
}

function unitActions(
  after: readonly UnitPlace[],
  before: readonly UnitPlace[] = [],
  changes: readonly TreeChange[] = [],
): readonly UnitAction[] {
  const key = ({ workspace, project, stack }: UnitPlace): string => `${workspace}/${project}/${stack}`;
  const [old, now] = [new Map(before.map((unit) => [key(unit), unit])), new Set(after.map(key))];
  const folders = changedFolders(changes);
  const names = ({ project, stack, workspace }: UnitPlace) => ({ project, stack, workspace });
  const kept = after.map((unit): UnitAction => {
    const found = old.get(key(unit));
    const isChanged = found?.path !== unit.path || folders.has(unit.path);
    return { ...names(unit), action: !found ? 'added' : isChanged ? 'changed' : 'unchanged' };
  });
  const removed = before.filter((unit) => !now.has(key(unit)));
  return [...kept, ...removed.map((unit): UnitAction => ({ ...names(unit), action: 'removed' }))];
}

function changedFolders(changes: readonly TreeChange[]): ReadonlySet<string> {
  const folders = new Set<string>();
  for (const { path } of changes) {
    for (let end = path.lastIndexOf('/'); end > 0; end = path.lastIndexOf('/', end - 1)) {
      folders.add(path.slice(0, end));
    }
  }
  return folders;
}

interface Search {
  readonly changes: readonly TreeChange[];
  readonly render: BranchRender;
  readonly unitsBefore: readonly UnitPlace[] | undefined;
  /** The found tree. */
  readonly before: ObjectId | undefined;
}

/** Resources that the found tree has and the new one has nowhere: a file that moved is no deletion. */
async function deletedResources(
  look: BranchLook,
  { changes, render, unitsBefore = [], before: tipTree }: Search,
): Promise<readonly DeletedResource[]> {
  const arrived = new Set(changes.flatMap(({ after }) => after?.id ?? []));
  const renamed = renamedNamespaces(changes);
  const gone = changes.flatMap(({ path, before, after }) =>
    before && (!after || renamed.some((folder) => isInside(path, folder))) && path.endsWith('.yaml')
      ? [{ path, id: before.id }].filter(({ id }) => !arrived.has(id))
      : [],
  );
  if (gone.length === 0) return [];
  // one branch may hold several workspaces, each a cluster of its own
  const keyIn = (workspace: string, id: ResourceId): string => `${workspace}\0${identityKey(id)}`;
  const kept = new Set(
    render.units.flatMap(({ workspace, identities = [] }) => identities.map((id) => keyIn(workspace, id))),
  );
  await ensureBlobs(
    look,
    gone.map(({ id }) => id),
  );
  const found = new Map<string, DeletedResource>();
  for (const { path, id: blob } of gone) {
    const unit = unitsBefore.find((each) => isInside(path, each.path));
    for (const id of await identitiesIn(look, blob)) {
      const key = keyIn(unit?.workspace ?? '', id);
      if (kept.has(key) || (await isElsewhere(look, { id, unit, render, before: tipTree }))) continue;
      found.set(key, { id, unit });
    }
  }
  return [...found.values()];
}

/**
 * Folders of units that lost their Namespace, which every unit has: another namespace makes other resources of
 * files that keep their names.
 */
function renamedNamespaces(changes: readonly TreeChange[]): readonly string[] {
  return changes.flatMap(({ path, before, after }) => {
    const folder = /^(.+)\/namespace_[^/]+\.yaml$/.exec(path)?.[1];
    return folder !== undefined && before && !after ? [folder] : [];
  });
}

async function identitiesIn(look: BranchLook, blob: ObjectId): Promise<readonly ResourceId[]> {
  const content = await look.source.objects.blob(blob, MANIFEST_LIMIT);
  if (!content)
    throw new AdapterError('OBJECTS_MISSING', `The file ${blob} of a rendered branch cannot be read.`);
  const { documents } = parseManifests(new TextDecoder().decode(content));
  return documents
    .map(({ value }) => value)
    .filter(isJsonObject)
    .map(identityOf)
    .filter(({ kind, name }) => kind !== '' && name !== '');
}

/** True if a unit that is taken over holds the same Namespace: the only object that several units may render. */
async function isElsewhere(
  look: BranchLook,
  {
    id,
    unit,
    render,
    before,
  }: {
    readonly id: ResourceId;
    readonly unit: UnitPlace | undefined;
    readonly render: BranchRender;
    readonly before: ObjectId | undefined;
  },
): Promise<boolean> {
  if (id.kind !== 'Namespace' || id.group !== '') return false;
  for (const { workspace, path, folder } of render.units) {
    if (folder?.kind === 'folder' || (unit && workspace !== unit.workspace)) continue;
    const { objects } = look.source;
    const tree = folder?.id ?? (before === undefined ? undefined : await folderAt(objects, before, path));
    const items = tree === undefined ? undefined : await objects.tree(tree);
    if (items?.some(({ name }) => name === `namespace_${id.name}.yaml`) === true) return true;
  }
  return false;
}
