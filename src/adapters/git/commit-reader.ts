import type { FileContent, TreeReader } from '../../model/ports.ts';
import { refusePath } from '../tree-rules.ts';
import { readBlobs } from './blobs.ts';
import { withObjectStore } from './object-store.ts';
import { locate, resolveCommit, type RepositoryPlace } from './revision.ts';
import { listTree, type TreeListing } from './tree-listing.ts';

/**
 * Reads the files of a commit below `root`, which may be any folder of the repository. The commit is
 * listed once, at the first call that needs it. Never fetches: the content of an object that this clone
 * lacks is `not-local`.
 * @throws AdapterError GIT_UNAVAILABLE, REVISION_UNKNOWN, OBJECTS_MISSING; the last also from its calls,
 * when a tree is missing
 */
export async function commitReader(root: string, revision: string): Promise<TreeReader> {
  const place = await locate(root);
  const commit = await resolveCommit(place.folder, revision);
  let known: Promise<TreeListing> | undefined;
  const listing = (): Promise<TreeListing> =>
    (known ??= withObjectStore(place.objects, commit, (call) => listTree(call, commit, place)));
  return {
    revision: commit,
    list: async () => (await listing()).entries,
    read: async (paths, limit) => readPaths(place, await listing(), { paths, limit }),
  };
}

interface Wanted {
  readonly paths: readonly string[];
  readonly limit: number;
}

async function readPaths(
  place: RepositoryPlace,
  listing: TreeListing,
  { paths, limit }: Wanted,
): Promise<ReadonlyMap<string, FileContent>> {
  const ids = [...new Set(paths.flatMap((path) => listing.blobs.get(path) ?? []))];
  const [first] = ids;
  const blobs =
    first === undefined
      ? new Map<string, FileContent>()
      : await withObjectStore(place.objects, first, (call) => readBlobs(call, ids, limit));
  const contents = new Map<string, FileContent>();
  for (const path of paths) {
    const id = listing.blobs.get(path);
    const content = id === undefined ? undefined : blobs.get(id);
    contents.set(path, content ?? refusePath(path) ?? explainAbsence(listing, path));
  }
  return contents;
}

/** Why a path of the commit has no content, in the words of a work tree. */
export function explainAbsence(listing: TreeListing, path: string): FileContent {
  const onTheWay = listing.entries.some(
    (entry) => entry.kind === 'symlink' && (path === entry.path || path.startsWith(`${entry.path}/`)),
  );
  if (onTheWay) return { kind: 'symlink' };
  return listing.isFolder(path) ? { kind: 'not-regular' } : { kind: 'missing' };
}
