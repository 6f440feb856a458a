import { historyOf } from '../../adapters/git/history.ts';
import type { Commit, ObjectId } from '../../model/git.ts';
import { parseRendered, type RenderedMark } from '../../publish/commit-message.ts';
import { commitOf, type BranchLook } from '../publish/branch-state.ts';

/** Commits of history that are brought at first, then, then all. */
const DEPTHS = [64, 2048, 'all'] as const;

/**
 * What the nearest commit that publish wrote says of itself: the given commit, or one that is reached
 * from it through first parents. Undefined when there is none.
 * @throws AdapterError OBJECTS_MISSING, REMOTE_UNREACHABLE when the commit cannot be had
 */
export async function findMark(
  look: Pick<BranchLook, 'source' | 'target'>,
  start: ObjectId,
): Promise<RenderedMark | undefined> {
  const own = parseRendered((await commitOf(look, start)).message);
  if (own) return own;
  for (const depth of DEPTHS) {
    const { commits, isComplete } = await historyOf(look.target, start, depth);
    const found = firstParents(commits, start).find(({ message }) => parseRendered(message));
    if (found || isComplete) return found && parseRendered(found.message);
  }
  return undefined;
}

/** The line of first parents from a commit, newest first, as far as the commits hold it. */
export function firstParents(commits: readonly Commit[], start: ObjectId): readonly Commit[] {
  const byId = new Map(commits.map((commit) => [commit.id, commit]));
  const line: Commit[] = [];
  for (let at = byId.get(start); at; at = byId.get(at.parents[0] ?? '')) line.push(at);
  return line;
}
