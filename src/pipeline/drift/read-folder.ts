import { storeReader } from '../../adapters/git/store-reader.ts';
import { fetchObjects } from '../../adapters/git/remote.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { ObjectId } from '../../model/git.ts';
import type { BranchLook } from '../publish/branch-state.ts';
import { MOST_BYTES, readFile, type ReadObject } from './read-side.ts';

/** The objects of a folder of a rendered branch; `at.source.path` is the file on the branch. */
export interface FolderObjects {
  readonly objects: readonly ReadObject[];
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Reads the manifests below a folder of a commit, as a controller would: .yaml, .yml and .json files. What the clone
 * lacks is fetched.
 * @param folder empty for the whole branch
 */
export async function readFolder(
  { source, target }: Pick<BranchLook, 'source' | 'target'>,
  commit: ObjectId,
  folder: string,
): Promise<FolderObjects> {
  const reader = storeReader({
    store: source.store,
    commit,
    prefix: '',
    ...(folder === '' ? {} : { only: [folder] }),
    fetch: (blobs) => fetchObjects(target, blobs, { history: 'all', content: 'all' }),
    fetchTrees: () => fetchObjects(target, [commit], { history: 1, content: 'trees' }),
  });
  const entries = await reader.list();
  const paths = entries
    .filter(({ path, kind }) => kind === 'file' && /\.(?:ya?ml|json)$/.test(path))
    .map(({ path }) => path);
  const contents = await reader.read(paths, MOST_BYTES);
  const files = paths.map((path) => readFile({ path, content: contents.get(path) ?? { kind: 'missing' } }));
  return {
    objects: files.flatMap(({ objects }) => objects),
    diagnostics: files.flatMap(({ diagnostics }) => diagnostics),
  };
}
