/** Full object id in lower-case hex: 40 digits, or 64 in a SHA-256 repository. */
export type ObjectId = string;

/** How Git hashes in a repository. */
export type ObjectFormat = 'sha1' | 'sha256';

/** What a tree entry is, by its mode as Git writes it. */
export type TreeMode = '100644' | '100755' | '120000' | '40000' | '160000';

/** One entry of a tree object; `name` is one path segment. */
export interface TreeItem {
  readonly mode: TreeMode;
  readonly name: string;
  readonly id: ObjectId;
}

/** An object to be written. `id` is the hash of type and content. */
export interface GitObject {
  readonly type: 'blob' | 'tree' | 'commit';
  readonly id: ObjectId;
  readonly content: Uint8Array;
}

/** Who made a commit and when: seconds since 1970 and the offset as Git writes it, such as `+0200`. */
export interface Signature {
  readonly name: string;
  readonly email: string;
  readonly seconds: number;
  readonly offset: string;
}

/** A commit as stored. `message` is decoded as UTF-8 with U+FFFD for what is not, and may hold anything. */
export interface Commit {
  readonly id: ObjectId;
  readonly tree: ObjectId;
  readonly parents: readonly ObjectId[];
  readonly author: Signature;
  readonly committer: Signature;
  readonly message: string;
}

/** Reads stored objects by id; undefined stands for one that is not here. Never fetches. */
export interface ObjectSource {
  readonly commit: (id: ObjectId) => Promise<Commit | undefined>;
  /** Entries in Git's order, which is not byte order of the names: a folder sorts as if it ended in `/`. */
  readonly tree: (id: ObjectId) => Promise<readonly TreeItem[] | undefined>;
  /** Also undefined for a blob above `limit` bytes. */
  readonly blob: (id: ObjectId, limit: number) => Promise<Uint8Array | undefined>;
}
