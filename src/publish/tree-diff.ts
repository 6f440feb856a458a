import type { ObjectId, ObjectSource, TreeItem, TreeMode } from '../model/git.ts';
import { AdapterError } from '../model/ports.ts';
import { byteOrder } from '../util/byte-order.ts';

/** What stands at a path of a tree. */
export interface TreeLeaf {
  readonly mode: Exclude<TreeMode, '40000'>;
  readonly id: ObjectId;
}

/** A path at which two trees differ. */
export interface TreeChange {
  readonly path: string;
  readonly before?: TreeLeaf;
  readonly after?: TreeLeaf;
}

/** Where trees come from: those just made, then those that are stored. */
export interface TreeSource {
  readonly made: ReadonlyMap<ObjectId, readonly TreeItem[]>;
  readonly stored: ObjectSource;
  /** How much is looked at; without one a million entries, and more are an error. */
  readonly budget?: TreeBudget;
}

/** Entries that may still be looked at. Below zero the comparison ended early, and what it found is not all. */
export interface TreeBudget {
  left: number;
}

/** A small repository can hold a tree without end: a folder that holds itself ten times, ten levels deep. */
const MOST_ENTRIES = 1_000_000;

/**
 * Every path at which two trees differ, in byte order; undefined stands for a tree without entries. Trees
 * with the same id are not opened, so the cost follows the difference.
 * @throws AdapterError OBJECTS_MISSING when a tree that has to be opened is not there, or holds too much
 */
export async function diffTrees(
  source: TreeSource,
  before: ObjectId | undefined,
  after: ObjectId | undefined,
): Promise<readonly TreeChange[]> {
  const found: TreeChange[] = [];
  const budget = source.budget ?? { left: MOST_ENTRIES };
  await compare({ source, found, budget }, '', [before, after]);
  if (budget.left < 0 && !source.budget)
    throw new AdapterError('OBJECTS_MISSING', `The tree ${after ?? before ?? ''} is too large to compare.`);
  return found.sort((a, b) => byteOrder(a.path, b.path));
}

interface Run {
  readonly source: TreeSource;
  readonly found: TreeChange[];
  readonly budget: TreeBudget;
}

async function compare(
  run: Run,
  prefix: string,
  [before, after]: readonly [ObjectId | undefined, ObjectId | undefined],
): Promise<void> {
  if (before === after) return;
  const [old, now] = await Promise.all([itemsOf(run.source, before), itemsOf(run.source, after)]);
  for (const name of new Set([...old.keys(), ...now.keys()])) {
    run.budget.left -= 1;
    if (run.budget.left < 0) return;
    const path = `${prefix}${name}`;
    const [a, b] = [old.get(name), now.get(name)];
    if (a?.id === b?.id && a?.mode === b?.mode) continue;
    const [leafA, leafB] = [leafOf(a), leafOf(b)];
    if (leafA || leafB)
      run.found.push({ path, ...(leafA ? { before: leafA } : {}), ...(leafB ? { after: leafB } : {}) });
    await compare(run, `${path}/`, [treeIn(a), treeIn(b)]);
  }
}

function leafOf(item: TreeItem | undefined): TreeLeaf | undefined {
  return item && item.mode !== '40000' ? { mode: item.mode, id: item.id } : undefined;
}

function treeIn(item: TreeItem | undefined): ObjectId | undefined {
  return item?.mode === '40000' ? item.id : undefined;
}

async function itemsOf(
  { made, stored }: TreeSource,
  tree: ObjectId | undefined,
): Promise<ReadonlyMap<string, TreeItem>> {
  if (tree === undefined) return new Map();
  const items = made.get(tree) ?? (await stored.tree(tree));
  if (!items) throw new AdapterError('OBJECTS_MISSING', `The tree ${tree} cannot be read.`);
  return new Map(items.map((item) => [item.name, item]));
}
