import { historyOf } from '../../adapters/git/history.ts';
import type { Commit } from '../../model/git.ts';
import { parseRendered, type RenderedMark } from '../../publish/commit-message.ts';
import { diffTrees } from '../../publish/tree-diff.ts';
import { ensureCommits, type BranchLook, type BranchState } from '../publish/branch-state.ts';
import { firstParents } from './find-mark.ts';

/** What was merged into a branch under review. */
export type MergedRender =
  | { readonly kind: 'merged'; readonly mark: RenderedMark }
  /** The branch is as publish made it for the first pull request. */
  | { readonly kind: 'nothing' }
  /** No render is known that could have been merged. */
  | { readonly kind: 'unknown' };

/** Trees newer than this many commits are compared file by file when files of others may differ. */
const COMPARED = 32;

/**
 * Finds the render that a branch under review holds, among those that publish pushed to `next`: the one whose tree is the branch's, files of others
 * aside; so merges, squashes and rebases are all alike. A branch that holds none of them as it was pushed
 * gives the newest that its history shows.
 * @throws AdapterError OBJECTS_MISSING, REMOTE_UNREACHABLE when the history cannot be had
 */
export async function mergedRender(look: BranchLook, next: BranchState, tip: Commit): Promise<MergedRender> {
  const start = next.tip ?? next.record?.rendered;
  if (start === undefined) return { kind: 'unknown' };
  const { commits } = await historyOf(look.target, start, 'all');
  const pushed = commits.flatMap((commit): Pushed[] => {
    const mark = parseRendered(commit.message);
    return mark?.tree === commit.tree ? [{ commit, mark }] : [];
  });
  const equal = pushed.find(({ mark }) => mark.tree === tip.tree) ?? (await equalAside(look, pushed, tip));
  if (equal) return { kind: 'merged', mark: equal.mark };
  const { commits: own } = await historyOf(look.target, tip.id, 'all');
  const newest = newestMerged(firstParents(own, tip.id), pushed);
  if (newest) return { kind: 'merged', mark: newest.mark };
  if (await holdsNothing(look, tip)) return { kind: 'nothing' };
  const [last] = pushed;
  return last ? { kind: 'merged', mark: last.mark } : { kind: 'unknown' };
}

/** A commit that publish pushed for review, and what it says. */
interface Pushed {
  readonly commit: Commit;
  readonly mark: RenderedMark;
}

async function equalAside(
  look: BranchLook,
  pushed: readonly Pushed[],
  tip: Commit,
): Promise<Pushed | undefined> {
  if (!look.preserves) return undefined;
  for (const each of pushed.slice(0, COMPARED)) {
    await ensureCommits(look, [each.commit.id]);
    const trees = { made: new Map(), stored: look.source.objects };
    const changes = await diffTrees(trees, each.mark.tree, tip.tree);
    if (changes.every(({ path }) => look.isPreserved(path))) return each;
  }
  return undefined;
}

/** The render that the line of a branch took in last: by its tree, itself, or by a merge of it. */
function newestMerged(line: readonly Commit[], pushed: readonly Pushed[]): Pushed | undefined {
  for (const { id, tree, parents } of line) {
    const found = pushed.find(
      ({ commit, mark }) => mark.tree === tree || commit.id === id || parents.includes(commit.id),
    );
    if (found) return found;
  }
  return undefined;
}

/** True if a branch holds nothing but files of others. */
async function holdsNothing(look: BranchLook, tip: Commit): Promise<boolean> {
  const files = await diffTrees({ made: new Map(), stored: look.source.objects }, undefined, tip.tree);
  return files.every(({ path }) => look.isPreserved(path));
}
