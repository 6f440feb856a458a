/** What a tree holds at a path. Folders are not listed. */
export interface TreeEntry {
  /** Posix, relative to the root of the tree. */
  readonly path: string;
  readonly kind: 'file' | 'symlink' | 'other';
}

/** The bytes of a file, or why there are none. */
export type FileContent =
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array }
  | { readonly kind: 'too-large'; readonly size: number; readonly limit: number }
  | { readonly kind: 'symlink' | 'missing' | 'not-regular' }
  | { readonly kind: 'unreadable' | 'not-local'; readonly reason: string };

/**
 * Reads the files of a repository, from the work tree or from a commit, with the same answers.
 * Never follows a symbolic link, never enters `.git`, `node_modules` or a nested repository,
 * never writes, never fetches.
 */
export interface TreeReader {
  /** The commit id when a commit is read; undefined for the work tree. */
  readonly revision: string | undefined;
  /** Every file, in byte order of the path. */
  list(): Promise<readonly TreeEntry[]>;
  /** The content of each path; a file above `limit` bytes is reported, not read. */
  read(paths: readonly string[], limit: number): Promise<ReadonlyMap<string, FileContent>>;
}

/** What the world outside can say no with. */
export type OutsideCode =
  | 'CLUSTER_CREDENTIALS'
  | 'CLUSTER_REFUSED'
  | 'CLUSTER_UNKNOWN'
  | 'CLUSTER_UNREACHABLE'
  | 'GIT_UNAVAILABLE'
  | 'INTERRUPTED'
  | 'KUBECONFIG_INVALID'
  | 'OBJECTS_MISSING'
  | 'OBJECTS_UNWRITABLE'
  | 'OUTPUT_UNWRITABLE'
  | 'REMOTE_INVALID'
  | 'REMOTE_REFUSED'
  | 'REMOTE_UNREACHABLE'
  | 'REVISION_UNKNOWN'
  | 'SIGNING_FAILED'
  | 'TIMEOUT';

/** Thrown by an adapter when the world outside says no; the pipeline turns it into a diagnostic. */
export class AdapterError extends Error {
  override readonly name = 'AdapterError';
  readonly code: OutsideCode;

  constructor(code: AdapterError['code'], message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
