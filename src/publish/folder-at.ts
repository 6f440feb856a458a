import type { ObjectId, ObjectSource } from '../model/git.ts';

/** The id of the tree at a posix path of a stored tree; undefined when no folder stands there. */
export async function folderAt(
  objects: ObjectSource,
  tree: ObjectId,
  path: string,
): Promise<ObjectId | undefined> {
  let id = tree;
  for (const part of path.split('/')) {
    const items = await objects.tree(id);
    const found = items?.find(({ name, mode }) => name === part && mode === '40000');
    if (!found) return undefined;
    ({ id } = found);
  }
  return id;
}
