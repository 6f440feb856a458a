import { signCommit } from '../../adapters/git/sign-commit.ts';
import { InternalError } from '../../diagnostics/internal-error.ts';
import type { BranchPlan } from './branch-plan.ts';
import { recordOf, type PlanContext } from './plan-branch.ts';

/**
 * Replaces the new commits of plans by signed ones, and their records by such as name those. The trees
 * have to be in the store.
 */
export async function signPlans(
  context: PlanContext,
  plans: readonly BranchPlan[],
  form: 'gpg' | 'ssh',
): Promise<readonly BranchPlan[]> {
  const { store, settings } = context.look.source;
  const signed: BranchPlan[] = [];
  for (const plan of plans) {
    if (!plan.unsigned) {
      signed.push(plan);
      continue;
    }
    const id = await signCommit(store, plan.unsigned, { form, settings });
    const [branch, record] = plan.updates;
    if (!branch || !record) throw new InternalError('a plan that moves a branch has two updates');
    const made = recordOf(context, plan, id);
    await store.write(made.objects);
    signed.push({
      ...plan,
      commit: id,
      updates: [{ ...branch, to: id }, { ...record, to: made.id }, ...plan.updates.slice(2)],
    });
  }
  return signed;
}
