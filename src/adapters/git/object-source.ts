import type { Commit, ObjectId, ObjectSource, TreeItem } from '../../model/git.ts';
import type { GitStore } from './git-store.ts';
import { parseCommit } from './parse-commit.ts';
import { parseTree } from './parse-tree.ts';

/** Commits, trees and blobs of a store as values. What was read once and can be read again costs nothing. */
export function objectSource(store: GitStore): ObjectSource {
  const trees = new Map<ObjectId, readonly TreeItem[]>();
  const commits = new Map<ObjectId, Commit>();
  return {
    commit: async (id) => {
      const known = commits.get(id);
      if (known) return known;
      const found = await store.reader.read(id);
      const commit = found?.type === 'commit' && found.content ? parseCommit(id, found.content) : undefined;
      if (commit) commits.set(id, commit);
      return commit;
    },
    tree: async (id) => {
      const known = trees.get(id);
      if (known) return known;
      const found = await store.reader.read(id);
      if (found?.type !== 'tree' || !found.content) return undefined;
      const items = parseTree(found.content, store.format);
      if (items) trees.set(id, items);
      return items;
    },
    blob: async (id, limit) => {
      const found = await store.reader.read(id);
      return found?.type === 'blob' && found.size <= limit ? found.content : undefined;
    },
  };
}
