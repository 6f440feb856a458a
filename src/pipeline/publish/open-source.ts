import { findRoot, pathInRoot } from '../../adapters/files/find-root.ts';
import { storeBeside, type GitStore } from '../../adapters/git/git-store.ts';
import { objectSource } from '../../adapters/git/object-source.ts';
import { fetchObjects, type Remote } from '../../adapters/git/remote.ts';
import { resolveCommit } from '../../adapters/git/revision.ts';
import { findSource, topOf, type SourcePlace } from '../../adapters/git/source-place.ts';
import { checkRemote } from '../../adapters/git/remote-url.ts';
import {
  connectionSettings,
  readSettings,
  remoteUrl,
  type GitSetting,
} from '../../adapters/git/source-settings.ts';
import { storeReader } from '../../adapters/git/store-reader.ts';
import type { Commit, ObjectSource } from '../../model/git.ts';
import { AdapterError, type TreeReader } from '../../model/ports.ts';
import type { BranchRequest } from './publish-request.ts';

/** A source commit that is opened for rendering, with the store that everything is read from and written to. */
export interface OpenedSource {
  readonly place: SourcePlace;
  readonly settings: readonly GitSetting[];
  readonly store: GitStore;
  readonly objects: ObjectSource;
  readonly commit: Commit;
  readonly configPath: string | undefined;
  /** Reads a commit of the source; what the clone lacks is fetched from the source remote once that is known. */
  readonly reader: (commit: string) => TreeReader;
  /** Names the remote that lacking objects are fetched from. */
  readonly useRemote: (remote: Remote) => void;
}

/**
 * Opens the source commit of a run. The caller closes the store.
 * @param keep true to keep what is fetched and written for the next run
 * @throws AdapterError GIT_UNAVAILABLE, REVISION_UNKNOWN, OBJECTS_MISSING
 */
export async function openSource(
  { dir, config, source, signal }: BranchRequest,
  keep: boolean,
): Promise<OpenedSource> {
  const root = findRoot(dir);
  const configPath = config === undefined ? undefined : pathInRoot(root, dir, config);
  if (configPath?.startsWith('..') === true)
    throw new AdapterError(
      'GIT_UNAVAILABLE',
      `--config ${config ?? ''} is not inside the repository ${root}.`,
    );
  const [place, id] = await Promise.all([findSource(root), resolveCommit(root, source ?? 'HEAD')]);
  const settings = await readSettings(place);
  const store = storeBeside(place, keep);
  try {
    const objects = objectSource(store);
    const commit = await objects.commit(id);
    if (!commit) throw new AdapterError('OBJECTS_MISSING', `The commit ${id} is not in this clone.`);
    let remote = originOf({ place, settings, store, signal });
    return {
      place,
      settings,
      store,
      objects,
      commit,
      configPath,
      reader: (revision) =>
        storeReader({
          store,
          commit: revision,
          prefix: place.prefix,
          fetch: async (blobs) => {
            if (remote) await fetchObjects(remote, blobs, { history: 'all', content: 'all' });
          },
          fetchTrees: async () => {
            if (remote) await fetchObjects(remote, [revision], { history: 1, content: 'trees' });
          },
        }),
      useRemote: (found) => {
        remote = found;
      },
    };
  } catch (error) {
    await store.close();
    throw error;
  }
}

/** The remote that a clone comes from: a partial clone may lack the very file that names another. */
function originOf({
  place,
  settings,
  store,
  signal,
}: Pick<OpenedSource, 'place' | 'settings' | 'store'> & Pick<BranchRequest, 'signal'>): Remote | undefined {
  const url = remoteUrl(settings, 'origin');
  const checked = url === undefined ? undefined : checkRemote(url, topOf(place));
  if (!checked || 'refused' in checked) return undefined;
  return { store, url: checked.url, settings: connectionSettings(settings), signal };
}
