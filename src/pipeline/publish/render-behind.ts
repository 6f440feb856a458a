import type { History } from '../../adapters/git/history.ts';
import type { Commit } from '../../model/git.ts';
import { parseRendered } from '../../publish/commit-message.ts';
import { emptyFolder, treeOf } from '../../publish/folder.ts';
import { diffTrees } from '../../publish/tree-diff.ts';
import { ensureCommits, type BranchLook } from './branch-state.ts';

/** Trees newer than this many commits are compared file by file when files of others may differ. */
const COMPARED = 32;

/**
 * The rendered commit of a `-next` branch whose tree a branch under review has, files of others aside; so
 * merges, squashes and rebases are found alike. `start` for a branch into which nothing was merged yet,
 * undefined for one whose files are those of no render.
 * @param merged the tip of the branch under review
 * @param history of the `-next` branch
 */
export async function renderBehind(
  look: BranchLook,
  merged: Commit,
  history: History,
): Promise<Commit | 'start' | undefined> {
  const own = history.commits.filter(({ message, tree }) => parseRendered(message)?.tree === tree);
  const same = own.find(({ tree }) => tree === merged.tree);
  if (same) return same;
  if (merged.tree === treeOf(emptyFolder(), look.source.store.format).id) return 'start';
  if (!look.preserves) return undefined;
  for (const commit of own.slice(0, COMPARED)) {
    await ensureCommits(look, [commit.id]);
    const changes = await diffTrees(
      { made: new Map(), stored: look.source.objects },
      commit.tree,
      merged.tree,
    );
    if (changes.every(({ path }) => look.isPreserved(path))) return commit;
  }
  return undefined;
}
