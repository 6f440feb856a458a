import type { ObjectId } from '../../model/git.ts';
import { AdapterError, type FileContent, type TreeReader } from '../../model/ports.ts';
import { refusePath } from '../tree-rules.ts';
import { explainAbsence } from './commit-reader.ts';
import type { GitStore } from './git-store.ts';
import { listTree, type TreeListing } from './tree-listing.ts';

/** What to read: a commit in a store, below a folder. */
export interface StoreTree {
  readonly store: GitStore;
  readonly commit: ObjectId;
  /** Posix path without a slash at the end; empty at the top. */
  readonly prefix: string;
  /** Brings blobs that the clone lacks into the store, all at once. */
  readonly fetch: (blobs: readonly ObjectId[]) => Promise<void>;
  /** Brings the trees of the commit, which a treeless clone lacks. */
  readonly fetchTrees: () => Promise<void>;
}

/**
 * Reads the files of a commit through a store, as `commitReader` does; but what a partial clone lacks is
 * fetched, into the store.
 */
export function storeReader({ store, commit, prefix, fetch, fetchTrees }: StoreTree): TreeReader {
  let known: Promise<TreeListing> | undefined;
  const listing = (): Promise<TreeListing> => (known ??= listed());
  const listed = async (): Promise<TreeListing> => {
    try {
      return await listTree(store.call, commit, prefix);
    } catch (error) {
      if (!(error instanceof AdapterError) || error.code !== 'OBJECTS_MISSING') throw error;
      await fetchTrees();
      return await listTree(store.call, commit, prefix);
    }
  };
  return {
    revision: commit,
    list: async () => (await listing()).entries,
    read: async (paths, limit) => {
      const { blobs } = await listing();
      const ids = paths.flatMap((path) => blobs.get(path) ?? []);
      const contents = await readAll({ store, fetch }, ids, limit);
      const answer = async (path: string): Promise<FileContent> => {
        const content = contents.get(blobs.get(path) ?? '');
        return content ?? refusePath(path) ?? explainAbsence(await listing(), path);
      };
      return new Map(await Promise.all(paths.map(async (path) => [path, await answer(path)] as const)));
    },
  };
}

async function readAll(
  { store, fetch }: Pick<StoreTree, 'store' | 'fetch'>,
  ids: readonly ObjectId[],
  limit: number,
): Promise<ReadonlyMap<ObjectId, FileContent>> {
  const contents = new Map<ObjectId, FileContent>();
  const distinct = [...new Set(ids)];
  const read = async (id: ObjectId): Promise<void> => {
    const found = await store.reader.read(id);
    if (!found) return;
    const { size, content } = found;
    contents.set(
      id,
      content && size <= limit ? { kind: 'bytes', bytes: content } : { kind: 'too-large', size, limit },
    );
  };
  await Promise.all(distinct.map(read));
  const missing = distinct.filter((id) => !contents.has(id));
  if (missing.length === 0) return contents;
  await fetch(missing);
  await Promise.all(missing.map(read));
  for (const id of missing) {
    const reason = `The object ${id} is neither in this clone nor at the remote.`;
    if (!contents.has(id)) contents.set(id, { kind: 'not-local', reason });
  }
  return contents;
}
