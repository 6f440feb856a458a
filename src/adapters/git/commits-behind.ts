import { existsSync } from 'node:fs';
import type { ObjectId } from '../../model/git.ts';
import { AdapterError } from '../../model/ports.ts';
import { runGit } from './git.ts';
import { openStore } from './git-store.ts';
import type { StoreCall } from './object-store.ts';
import { fetchObjects, type Remote } from './remote.ts';
import type { SourcePlace } from './source-place.ts';

/** Whose history is looked at, and where what the clone lacks comes from. */
export interface BehindRequest {
  readonly place: SourcePlace;
  readonly remote: Remote;
  readonly head: ObjectId;
}

/**
 * How many commits each of `olds` lacks of the history of `head`. A shallow clone cannot tell, nor one that
 * lacks a commit, so the commits alone are fetched into a private store; one that nobody has is left out.
 * @throws AdapterError TIMEOUT, INTERRUPTED
 */
export async function commitsBehind(
  request: BehindRequest,
  olds: readonly ObjectId[],
): Promise<ReadonlyMap<ObjectId, number>> {
  const { place, remote, head } = request;
  const counts = new Map<ObjectId, number>();
  const wanted = [...new Set(olds)];
  if (!existsSync(place.shallowFile)) await countAll(remote.store.call, { head, olds: wanted, counts });
  const open = wanted.filter((id) => !counts.has(id));
  if (open.length === 0) return counts;
  const store = openStore({ format: place.format, borrowed: [] });
  try {
    // most are in the history of head, so the others are asked for only when they are not
    for (const bring of [[head], open]) {
      if (open.every((id) => counts.has(id))) break;
      await fetchObjects({ ...remote, store }, bring, { history: 'all', content: 'commits' });
      await countAll(store.call, { head, olds: open.filter((id) => !counts.has(id)), counts });
    }
  } catch (error) {
    // a commit that was never pushed, or one that the remote threw away
    if (!(error instanceof AdapterError) || error.code !== 'REMOTE_UNREACHABLE') throw error;
  } finally {
    await store.close();
  }
  return counts;
}

interface Count {
  readonly head: ObjectId;
  readonly olds: readonly ObjectId[];
  readonly counts: Map<ObjectId, number>;
}

async function countAll(call: StoreCall, { head, olds, counts }: Count): Promise<void> {
  for (const old of olds) {
    const options = ['--count'];
    const answer = await runGit({
      verb: 'rev-list',
      options,
      operands: [`${old}..${head}`],
      input: '',
      ...call,
    });
    if (answer.status === 0) counts.set(old, Number(answer.stdout.toString().trim()));
  }
}
