import type { ObjectId } from '../../model/git.ts';
import type { MetadataUnit } from '../../publish/metadata.ts';
import { folderAt } from '../../publish/folder-at.ts';
import type { BranchLook } from './branch-state.ts';
import type { PublishedBase, PublishedBranch } from './published-base.ts';
import { metadataOf } from './tree-plan.ts';

/** A unit that is published, with the branch it stands on. */
export interface PublishedUnit extends MetadataUnit {
  readonly on: PublishedBranch;
}

/** The units of all branches as their root metadata lists them; undefined when one cannot be read. */
export async function publishedUnits(
  look: BranchLook,
  { branches }: PublishedBase,
): Promise<readonly PublishedUnit[] | undefined> {
  const units: PublishedUnit[] = [];
  for (const branch of branches) {
    const metadata = await metadataOf(look, branch.tip.tree);
    if (!metadata) return undefined;
    units.push(...metadata.units.map((unit) => ({ ...unit, on: branch })));
  }
  return units;
}

/** Files of a published unit with their blobs, relative to its folder, one folder deep at most. */
export async function filesOfUnit(
  look: BranchLook,
  { on, path }: PublishedUnit,
): Promise<ReadonlyMap<string, ObjectId>> {
  const { objects } = look.source;
  const files = new Map<string, ObjectId>();
  const id = await folderAt(objects, on.tip.tree, path);
  for (const item of (id === undefined ? undefined : await objects.tree(id)) ?? []) {
    if (item.mode !== '40000') {
      files.set(item.name, item.id);
      continue;
    }
    for (const inner of (await objects.tree(item.id)) ?? [])
      files.set(`${item.name}/${inner.name}`, inner.id);
  }
  return files;
}
