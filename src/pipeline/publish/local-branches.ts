import { pushInto } from '../../adapters/git/local-push.ts';
import { fetchObjects } from '../../adapters/git/remote.ts';
import { diagnostic, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { BranchPlan } from './branch-plan.ts';
import type { PublishContext } from './plan-branch.ts';

/**
 * Moves the branches of the user's repository instead of the remote's, forward only and all or none. The
 * history of the rendered branches comes along, because the repository may not have it.
 */
export async function moveLocalBranches(
  { look }: PublishContext,
  plans: readonly BranchPlan[],
): Promise<readonly Diagnostic[]> {
  const moves = plans.flatMap(({ kind, ref, commit }) =>
    kind === 'move' && commit ? [{ ref, to: commit }] : [],
  );
  if (moves.length === 0) return [];
  const { source, target } = look;
  const bases = plans.flatMap(({ base }) => base ?? []);
  await fetchObjects(target, bases, { history: 'all', content: 'all' });
  const problem = await pushInto(source.store, source.place.commonDir, moves);
  return problem === undefined ? [] : [diagnostic('BRANCH_NOT_LOCAL', problem, undefined)];
}
