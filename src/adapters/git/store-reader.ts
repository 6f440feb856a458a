import type { ObjectId, ObjectSource } from '../../model/git.ts';
import { AdapterError, type FileContent, type TreeReader } from '../../model/ports.ts';
import { refusePath } from '../tree-rules.ts';
import { explainAbsence } from './commit-reader.ts';
import type { GitStore } from './git-store.ts';
import { objectSource } from './object-source.ts';
import { listTree, type TreeListing } from './tree-listing.ts';

/** What to read: a commit in a store, below a folder. */
export interface StoreTree {
  readonly store: GitStore;
  readonly commit: ObjectId;
  /** Posix path without a slash at the end; empty at the top. */
  readonly prefix: string;
  /** Files and folders that are shown; everything unless given. */
  readonly only?: readonly string[] | undefined;
  /** Brings blobs that the clone lacks into the store, all at once. */
  readonly fetch: (blobs: readonly ObjectId[]) => Promise<void>;
  /** Brings the trees of the commit, which a treeless clone lacks. */
  readonly fetchTrees: () => Promise<void>;
}

/**
 * Reads the files of a commit through a store, as `commitReader` does; but what a partial clone lacks is
 * fetched, into the store.
 */
export function storeReader({ store, commit, prefix, only, fetch, fetchTrees }: StoreTree): TreeReader {
  const scope = { prefix, ...(only ? { only } : {}) };
  let known: Promise<TreeListing> | undefined;
  const listing = (): Promise<TreeListing> => (known ??= listed());
  const listed = async (): Promise<TreeListing> => {
    try {
      return await listTree(store.call, commit, scope);
    } catch (error) {
      if (!(error instanceof AdapterError) || error.code !== 'OBJECTS_MISSING') throw error;
      await fetchTrees();
      return await listTree(store.call, commit, scope);
    }
  };
  return {
    revision: commit,
    list: async () => (await listing()).entries,
    read: async (paths, limit) => {
      const quick = known || only ? undefined : await readFew({ store, commit, prefix, fetch }, paths, limit);
      if (quick) return quick;
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

/** A few regular files without a listing of the whole tree; undefined when that does not find each of them. */
async function readFew(
  { store, commit, prefix, fetch }: Omit<StoreTree, 'fetchTrees'>,
  paths: readonly string[],
  limit: number,
): Promise<ReadonlyMap<string, FileContent> | undefined> {
  if (paths.length > 1) return undefined;
  const [path = ''] = paths;
  const id = await blobAt(objectSource(store), commit, prefix === '' ? path : `${prefix}/${path}`);
  const content = id === undefined ? undefined : (await readAll({ store, fetch }, [id], limit)).get(id);
  return content ? new Map([[path, content]]) : undefined;
}

async function blobAt(objects: ObjectSource, commit: ObjectId, path: string): Promise<ObjectId | undefined> {
  const parts = path.split('/');
  let tree = (await objects.commit(commit))?.tree;
  for (const [i, part] of parts.entries()) {
    const item =
      tree === undefined ? undefined : (await objects.tree(tree))?.find(({ name }) => name === part);
    if (i === parts.length - 1) return item?.mode.startsWith('100') === true ? item.id : undefined;
    tree = item?.mode === '40000' ? item.id : undefined;
  }
  return undefined;
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
