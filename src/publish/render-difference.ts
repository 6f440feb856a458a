import type { ObjectFormat, ObjectId, TreeMode } from '../model/git.ts';
import { emptyFolder, treeOf, type Folder } from './folder.ts';
import { diffTrees, type TreeChange, type TreeLeaf, type TreeSource } from './tree-diff.ts';

/** A path at which a branch is not what its render says. */
export interface RenderDifference {
  /** Empty for the branch as a whole. */
  readonly path: string;
  readonly kind: 'missing' | 'extra' | 'modified' | 'mode' | 'type';
  /** Blob id of the render; undefined for an extra file. */
  readonly expected: ObjectId | undefined;
  /** Blob id on the branch; undefined for a missing file. */
  readonly actual: ObjectId | undefined;
}

/** A fresh render, and the tree that is held against it. */
export interface RenderedPair {
  readonly format: ObjectFormat;
  readonly expected: Folder;
  readonly actual: ObjectId;
  readonly isPreserved: (path: string) => boolean;
}

/** What a comparison found; `isCut` when there is more than it lists. */
export interface RenderComparison {
  readonly differences: readonly RenderDifference[];
  readonly isCut: boolean;
}

/** Entries of a branch that are looked at: far above what a render holds. */
const MOST_ENTRIES = 500_000;

/**
 * Every path of a tree that is not as rendered, preserved paths aside. No difference means that the tree
 * is, bit for bit, the render with the preserved files in it: that is proven by its id and not only by
 * the paths, so nothing hides in names that stand twice, folders without files or odd modes.
 * @throws AdapterError OBJECTS_MISSING for a tree that cannot be read
 */
export async function renderDifferences(
  stored: TreeSource['stored'],
  { format, expected, actual, isPreserved }: RenderedPair,
): Promise<RenderComparison> {
  const wanted = treeOf(expected, format);
  const budget = { left: MOST_ENTRIES };
  const changes = await diffTrees({ made: wanted.trees, stored, budget }, actual, wanted.id);
  const differences = changes.filter(({ path }) => !isPreserved(path)).map(toDifference);
  const whole = { path: '', kind: 'modified', expected: wanted.id, actual } as const;
  if (budget.left < 0) return { differences: differences.length === 0 ? [whole] : differences, isCut: true };
  if (differences.length > 0 || actual === wanted.id) return { differences, isCut: false };
  const kept = treeOf(withChanges(expected, changes.map(toStep)), format);
  return { differences: kept.id === actual ? [] : [whole], isCut: false };
}

function toDifference({ path, before, after }: TreeChange): RenderDifference {
  const kind = kindOf(before, after);
  return { path, kind, expected: after?.id, actual: before?.id };
}

function kindOf(actual: TreeLeaf | undefined, expected: TreeLeaf | undefined): RenderDifference['kind'] {
  if (!actual) return 'missing';
  if (!expected) return 'extra';
  if (isFile(actual.mode) !== isFile(expected.mode)) return 'type';
  return actual.id === expected.id ? 'mode' : 'modified';
}

function isFile(mode: TreeMode): boolean {
  return mode === '100644' || mode === '100755';
}

/** A file to set, or without one to remove. */
interface Step {
  readonly parts: readonly string[];
  readonly leaf: TreeLeaf | undefined;
}

function toStep({ path, before }: TreeChange): Step {
  return { parts: path.split('/'), leaf: before };
}

/** The folder with files set and removed; the given one stays as it is, because branches share it. */
function withChanges({ entries }: Folder, steps: readonly Step[]): Folder {
  const changed = new Map(entries);
  const inside = new Map<string, Step[]>();
  for (const { parts, leaf } of steps) {
    const [name = '', ...rest] = parts;
    if (rest.length > 0) inside.set(name, [...(inside.get(name) ?? []), { parts: rest, leaf }]);
    else if (leaf) changed.set(name, { kind: 'file', ...leaf });
    else changed.delete(name);
  }
  for (const [name, own] of inside) {
    const found = changed.get(name) ?? emptyFolder();
    if (found.kind === 'folder') changed.set(name, withChanges(found, own));
  }
  return { kind: 'folder', entries: changed };
}
