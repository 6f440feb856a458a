import { existsSync } from 'node:fs';
import type { ObjectId } from '../../model/git.ts';
import { AdapterError } from '../../model/ports.ts';
import { runGit } from './git.ts';
import { openStore } from './git-store.ts';
import { fetchObjects, type Remote } from './remote.ts';
import type { SourcePlace } from './source-place.ts';

/** How two commits lie in history: what the first is to the second. */
export type Relation = 'equal' | 'ancestor' | 'descendant' | 'diverged';

/** Where to look for history: the clone first, then the remote from the tip of a branch of its. */
export interface HistoryRequest {
  readonly place: SourcePlace;
  readonly remote: Remote;
  /** A commit that the remote advertises and from which both should be reachable. */
  readonly tip: ObjectId;
}

/** Commits of history that are brought at first, then, then all. */
const DEPTHS = [64, 2048, undefined] as const;

/**
 * What `a` is to `b`. A shallow clone, or one that lacks a commit, cannot tell, so the commits alone are
 * fetched into a private store, more of them as long as the answer is open. A commit that the history of
 * `tip` does not hold is `diverged` from one that it holds.
 */
export async function relationOf(history: HistoryRequest, a: ObjectId, b: ObjectId): Promise<Relation> {
  if (a === b) return 'equal';
  const { place, remote, tip } = history;
  const local = await compare(remote.store.call, a, b);
  // the store is cut where the clone is, and also where a tip was fetched without its history
  const isCut = existsSync(`${remote.store.call.cwd}/shallow`);
  if (local !== undefined && (local !== 'diverged' || !isCut)) return local;
  for (const depth of DEPTHS) {
    const store = openStore({ format: place.format, borrowed: [] });
    try {
      await fetchObjects({ ...remote, store }, [tip], { history: depth ?? 'all', content: 'commits' });
      const found = await compare(store.call, a, b);
      if (found !== undefined && found !== 'diverged') return found;
      if (depth === undefined || !existsSync(`${store.call.cwd}/shallow`)) return 'diverged';
    } finally {
      await store.close();
    }
  }
  return 'diverged';
}

/** Undefined when one of the commits, or a part of the history between them, is not here. */
async function compare(
  call: { readonly cwd: string; readonly environment?: Readonly<Record<string, string>> },
  a: ObjectId,
  b: ObjectId,
): Promise<Relation | undefined> {
  const answer = await runGit({
    verb: 'rev-list',
    options: ['--left-right', '--count'],
    operands: [`${a}...${b}`],
    input: '',
    ...call,
  });
  if (answer.status !== 0) return undefined;
  const match = /^([0-9]+)\t([0-9]+)/.exec(answer.stdout.toString());
  if (!match) throw new AdapterError('GIT_UNAVAILABLE', 'Git gives no number of commits.');
  const [onlyA, onlyB] = [Number(match[1]), Number(match[2])];
  if (onlyA === 0) return onlyB === 0 ? 'equal' : 'ancestor';
  return onlyB === 0 ? 'descendant' : 'diverged';
}
