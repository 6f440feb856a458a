import { historyOf, type History } from '../../adapters/git/history.ts';
import { diagnostic, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { Commit } from '../../model/git.ts';
import { commitContent } from '../../publish/commit-content.ts';
import { emptyFolder, treeOf } from '../../publish/folder.ts';
import type { BranchRender } from '../../publish/rendered-branch.ts';
import { gitHash } from '../../util/git-hash.ts';
import type { BranchPlan } from './branch-plan.ts';
import { ensureCommits, trustOf, type BranchLook, type BranchState } from './branch-state.ts';
import { blockedPlan, orderOf, planMove, refusalOf, settledPlan, type PlanContext } from './plan-branch.ts';
import { renderBehind } from './render-behind.ts';

/** A branch under review: what publish pushes, and what people merge that into. */
export interface ReviewedBranch {
  /** `<branch>-next`, which alone is pushed. */
  readonly next: BranchState;
  /** The rendered branch itself, as it would be without review. */
  readonly base: BranchState;
}

/** Plans a branch that is changed by pull requests. Reads, and writes nothing. */
export async function planReview(
  context: PlanContext,
  render: BranchRender,
  { next, base }: ReviewedBranch,
): Promise<BranchPlan> {
  const { look, adopt } = context;
  const trust = await trustOf(look, next);
  if (trust.kind === 'first') return planFirst(context, render, { next, base });
  const refusal = adopt ? undefined : refusalOf(next, trust);
  if (refusal) return blockedPlan(render, next, refusal);
  const order = await orderOf(context, 'source' in trust ? trust.source : undefined);
  const settled = settledPlan(order, trust, { render, state: next });
  if (settled) return settled;
  const tip = 'tip' in trust ? trust.tip : undefined;
  const history = tip ? await historyOf(look.target, tip.id, 'all') : undefined;
  const merged = await baseOf(look, base);
  const problem = adopt ? undefined : await baseProblem(look, { base, merged, history });
  if (problem) return blockedPlan(render, next, problem);
  const isMerged = merged && history?.commits.some(({ id }) => id === merged.id) === true;
  const parents = [...(tip ? [tip] : []), ...(merged && !isMerged ? [merged] : [])];
  return planMove(context, render, { state: next, trust, tip, parents, order });
}

/**
 * The first push of a review: on top of the branch when it is a render of ours, else of a new branch without
 * files, which is pushed with it.
 */
async function planFirst(
  context: PlanContext,
  render: BranchRender,
  { next, base }: ReviewedBranch,
): Promise<BranchPlan> {
  const trust = await trustOf(context.look, base);
  const refusal = context.adopt ? undefined : refusalOf(base, trust);
  if (refusal) return blockedPlan(render, next, refusal);
  const order = await orderOf(context, 'source' in trust ? trust.source : undefined);
  if (order === 'superseded' || order === 'diverged') {
    const settled = settledPlan(order, trust, { render, state: { ...next, record: base.record } });
    if (settled) return settled;
  }
  const tip = 'tip' in trust ? trust.tip : undefined;
  const start = tip ? undefined : startCommit(context, base.branch);
  const found = tip ?? start?.commit;
  const parents = found ? [found] : [];
  const plan = await planMove(context, render, { state: next, trust, tip: found, parents, order });
  if (!start) return plan;
  return {
    ...plan,
    objects: [...start.objects, ...plan.objects],
    updates: [...plan.updates, { ref: base.ref, from: undefined, to: start.commit.id }],
  };
}

/** A commit without files and parents, so that there is a branch to merge into. */
function startCommit({ look, provenance, author }: PlanContext, branch: string) {
  const { format } = look.source.store;
  const empty = treeOf(emptyFolder(), format);
  const signature = { ...author, seconds: provenance.commit.committer.seconds, offset: '+0000' };
  const facts = {
    tree: empty.id,
    parents: [],
    author: signature,
    committer: signature,
    message: `Start of ${branch}\n\nRenders arrive by pull requests from ${branch}-next.\n`,
  };
  const content = new TextEncoder().encode(commitContent(facts));
  const commit: Commit = { ...facts, id: gitHash(format, 'commit', content) };
  return { commit, objects: [...empty.objects, { type: 'commit' as const, id: commit.id, content }] };
}

async function baseOf(look: BranchLook, { tip }: BranchState): Promise<Commit | undefined> {
  if (tip === undefined) return undefined;
  await ensureCommits(look, [tip]);
  return await look.source.objects.commit(tip);
}

/**
 * Why the branch under review is not what a merge makes of it: its tree has to be that of any commit that
 * publish pushed, files of others aside. So merges, squashes and rebases are all fine.
 */
async function baseProblem(
  look: BranchLook,
  {
    base,
    merged,
    history,
  }: {
    readonly base: BranchState;
    readonly merged: Commit | undefined;
    readonly history: History | undefined;
  },
): Promise<Diagnostic | undefined> {
  if (!merged) {
    const detail = `${base.branch} is not there any more, though ${base.branch}-next is. To create it again: moorline publish --adopt`;
    return diagnostic('BRANCH_GONE', detail, undefined);
  }
  if (!history) return undefined;
  if (await renderBehind(look, merged, history)) return undefined;
  const detail = `${base.branch} is at ${merged.id.slice(0, 7)} "${merged.message.split('\n')[0] ?? ''}", whose files are those of no render that was pushed to ${base.branch}-next. To drop the change: moorline publish --adopt`;
  return diagnostic('BRANCH_EDITED', detail, undefined);
}
