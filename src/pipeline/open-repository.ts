import { findRoot, pathInRoot } from '../adapters/files/find-root.ts';
import { workTreeReader } from '../adapters/files/work-tree-reader.ts';
import type { TreeReader } from '../model/ports.ts';

/** Where to look for a repository. */
export interface OpenRequest {
  /** Absolute folder to start from. */
  readonly dir: string;
  /** Configuration file, relative to `dir` or absolute. */
  readonly config?: string | undefined;
  /** Revision to read instead of the work tree. */
  readonly at?: string | undefined;
}

/** An opened repository: its root folder and the reader of its files. */
export interface OpenedRepository {
  readonly root: string;
  readonly reader: TreeReader;
  /** Path of an explicitly named configuration, relative to the root. */
  readonly configPath: string | undefined;
}

/**
 * Opens the repository around a folder: the nearest moorline.yaml up to the Git top, else the Git
 * top, else the folder itself. Git is needed only to read a revision.
 * @throws AdapterError when the revision cannot be read
 */
export async function openRepository({ dir, config, at }: OpenRequest): Promise<OpenedRepository> {
  const root = findRoot(dir);
  const reader = at === undefined ? workTreeReader(root) : await commitReaderOf(root, at);
  const configPath = config === undefined ? undefined : pathInRoot(root, dir, config);
  return { root, reader, configPath };
}

async function commitReaderOf(root: string, revision: string): Promise<TreeReader> {
  const { commitReader } = await import('../adapters/git/commit-reader.ts');
  return await commitReader(root, revision);
}
