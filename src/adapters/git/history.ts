import { existsSync } from 'node:fs';
import type { Commit, ObjectId } from '../../model/git.ts';
import { runGit } from './git.ts';
import { openStore } from './git-store.ts';
import { objectSource } from './object-source.ts';
import { fetchObjects, type Remote } from './remote.ts';

/** Commits of a branch, newest first as `rev-list` orders them. */
export interface History {
  readonly commits: readonly Commit[];
  /** False when older ones were left out. */
  readonly isComplete: boolean;
}

/** The newest commits behind a tip, or all of them. The commits alone are fetched, into a store of their own. */
export async function historyOf(remote: Remote, tip: ObjectId, depth: number | 'all'): Promise<History> {
  const store = openStore({ format: remote.store.format, borrowed: [] });
  try {
    await fetchObjects({ ...remote, store }, [tip], { history: depth, content: 'commits' });
    const answer = await runGit({ verb: 'rev-list', options: [], operands: [tip], input: '', ...store.call });
    const ids = answer.stdout.toString().split('\n').slice(0, -1);
    const source = objectSource(store);
    const commits = await Promise.all(ids.map((id) => source.commit(id)));
    return {
      commits: commits.filter((commit) => commit !== undefined),
      isComplete: !existsSync(`${store.call.cwd}/shallow`),
    };
  } finally {
    await store.close();
  }
}
