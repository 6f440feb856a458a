import type { Relation } from '../../adapters/git/ancestry.ts';
import { diagnostic, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { Commit, GitObject, ObjectId, Signature } from '../../model/git.ts';
import { commitContent } from '../../publish/commit-content.ts';
import { renderedMessage } from '../../publish/commit-message.ts';
import { emptyFolder, treeOf } from '../../publish/folder.ts';
import { deletionReasons } from '../../publish/guard.ts';
import { recordContent, type ProgressRecord } from '../../publish/record.ts';
import type { BranchRender, Provenance } from '../../publish/rendered-branch.ts';
import { gitHash } from '../../util/git-hash.ts';
import type { BranchPlan } from './branch-plan.ts';
import { trustOf, type BranchLook, type BranchState, type Trust } from './branch-state.ts';
import { supersededReason } from './publish-outcome.ts';
import { isSameRender, planTree, type TreePlan } from './tree-plan.ts';

/** Everything that is the same for all branches of a run. */
export interface PlanContext {
  readonly look: BranchLook;
  readonly provenance: Provenance;
  /** What the published source commit is to the one to publish. */
  readonly relationTo: (published: ObjectId) => Promise<Relation>;
  /** What the records say of the whole source. */
  readonly layout: Pick<ProgressRecord, 'branches' | 'sharedInputs'>;
  readonly author: Pick<Signature, 'name' | 'email'>;
  readonly version: string;
  readonly allowPrune: boolean;
  readonly allowRewind: boolean;
  readonly adopt: boolean;
}

/** What is the same for all tries of a run. */
export type PublishContext = Omit<PlanContext, 'layout'>;

/** Plans one branch that is pushed directly. Reads, and writes nothing. */
export async function planBranch(
  context: PlanContext,
  render: BranchRender,
  state: BranchState,
): Promise<BranchPlan> {
  const trust = await trustOf(context.look, state);
  const refusal = context.adopt ? undefined : refusalOf(state, trust);
  if (refusal) return blockedPlan(render, state, refusal);
  const order = await orderOf(context, 'source' in trust ? trust.source : undefined);
  const settled = settledPlan(order, trust, { render, state });
  if (settled) return settled;
  const tip = 'tip' in trust ? trust.tip : undefined;
  return await planMove(context, render, { state, trust, tip, parents: tip ? [tip] : [], order });
}

/** The plan for a branch that stays as it is because of the order of source commits; undefined when it may move. */
export function settledPlan(
  order: Order,
  trust: Trust,
  { render, state }: { readonly render: BranchRender; readonly state: BranchState },
): BranchPlan | undefined {
  // a record that is gone is written again
  if (order === 'already' && trust.kind === 'ours' && state.record) return still('already', render, state);
  if (order === 'superseded') return still('superseded', render, state);
  if (order !== 'diverged') return undefined;
  return blockedPlan(render, state, diverged(state, 'source' in trust ? trust.source : ''));
}

/** What a branch may be moved to, and from where. */
export interface MoveInput {
  readonly state: BranchState;
  readonly trust: Trust;
  /** The commit whose tree is the old one. */
  readonly tip: Commit | undefined;
  readonly parents: readonly Commit[];
  readonly order: Order;
}

/** The plan for a branch that moves, or whose record does; blocked when the deletion guard says so. */
export async function planMove(
  context: PlanContext,
  render: BranchRender,
  input: MoveInput,
): Promise<BranchPlan> {
  const { state, trust, tip } = input;
  if (render.isUntouched && tip) return withRecord(context, render, { state, tip: tip.id, kind: 'noop' });
  const plan = await planTree(context.look, { render, provenance: context.provenance }, tip?.tree);
  const guard = context.allowPrune ? undefined : guardOf(state, render, plan);
  if (guard) return { ...blockedPlan(render, state, guard), deleted: plan.deleted.map(({ id }) => id) };
  const isTrusted = trust.kind === 'ours' || trust.kind === 'first';
  const isSame = tip && (isTrusted ? isSameRender(plan) : plan.tree.id === tip.tree);
  return isSame
    ? withRecord(context, render, { state, tip: tip.id, kind: 'noop' })
    : move(context, render, { ...input, plan });
}

/** What the order of source commits allows. */
export type Order = 'go' | 'already' | 'superseded' | 'diverged' | 'rewind';

/** How the published source commit lies to the one to publish. */
export async function orderOf(context: PlanContext, published: ObjectId | undefined): Promise<Order> {
  if (published === undefined) return 'go';
  const relation = await context.relationTo(published);
  if (relation === 'equal') return 'already';
  if (relation === 'ancestor') return 'go';
  if (context.allowRewind) return 'rewind';
  return relation === 'descendant' ? 'superseded' : 'diverged';
}

/** Why a branch is not to be touched without a person's word. */
export function refusalOf({ branch }: BranchState, trust: Trust): Diagnostic | undefined {
  if (trust.kind === 'gone') {
    const detail = `${branch} was published from ${short(trust.source)} and is not there any more. To create it again: moorline publish --adopt`;
    return diagnostic('BRANCH_GONE', detail, undefined);
  }
  if (trust.kind === 'foreign') {
    const detail = `${branch} is at ${short(trust.tip.id)}, which no publish wrote. Choose another name in publish.branch, or take it over: moorline publish --adopt`;
    return diagnostic('BRANCH_FOREIGN', detail, undefined);
  }
  if (trust.kind !== 'edited') return undefined;
  const { tip, changes } = trust;
  const by = `${branch} is at ${short(tip.id)} "${tip.message.split('\n')[0] ?? ''}" by ${tip.author.name}.`;
  const paths = changes?.map(
    ({ path, before, after }) => `\n  ${before ? (after ? '~' : '-') : '+'} ${path}`,
  );
  const what =
    paths === undefined
      ? '\nWhat the last publish left there is gone.'
      : paths.length === 0
        ? '\nIts files are as the last publish left them, but its history is not.'
        : paths.join('');
  const advice = `\nTo keep a change, bring it into the source. To drop it: moorline publish --adopt`;
  return diagnostic('BRANCH_EDITED', `${by}${what}${advice}`, undefined);
}

function diverged({ branch }: BranchState, published: ObjectId): Diagnostic {
  const detail = `${branch} was made from ${short(published)}, which is not in the history of this source commit. If replacing it is right: moorline publish --allow-rewind`;
  return diagnostic('SOURCE_DIVERGED', detail, undefined);
}

function guardOf({ branch }: BranchState, render: BranchRender, plan: TreePlan): Diagnostic | undefined {
  const { unitsBefore, resourcesBefore, deleted } = plan;
  const reasons = deletionReasons({ unitsBefore, unitsAfter: render.units, resourcesBefore, deleted });
  if (reasons.length === 0) return undefined;
  const detail = `${branch}: ${reasons.join(' ')} If it is meant: moorline publish --allow-prune`;
  return diagnostic('PRUNE_GUARD', detail, undefined);
}

const short = (id: ObjectId): string => id.slice(0, 7);

function untouched(render: BranchRender, state: BranchState) {
  return {
    branch: render.branch,
    ref: state.ref,
    workspaces: render.workspaces,
    base: state.tip,
    commit: state.tip,
    previousSource: state.record?.source,
    reason: undefined,
    unitCount: render.isUntouched ? (state.record?.layout?.units ?? 0) : render.units.length,
    units: [],
    deleted: [],
    adopted: [],
    objects: [],
    updates: [],
    diagnostics: [],
  };
}

function still(kind: 'already' | 'superseded', render: BranchRender, state: BranchState): BranchPlan {
  const reason = kind === 'superseded' ? supersededReason(state.record?.source ?? '') : undefined;
  return { ...untouched(render, state), kind, reason };
}

/** A plan that stops the whole push. */
export function blockedPlan(render: BranchRender, state: BranchState, problem: Diagnostic): BranchPlan {
  return { ...untouched(render, state), kind: 'blocked', reason: problem.detail, diagnostics: [problem] };
}

/** The record that `tip` is the render of the source commit on a branch. */
export function recordOf(
  { look, provenance, layout }: PlanContext,
  { ref, unitCount }: Pick<BranchPlan, 'ref' | 'unitCount'>,
  tip: ObjectId,
): { readonly id: ObjectId; readonly objects: readonly GitObject[] } {
  const { format } = look.source.store;
  const empty = treeOf(emptyFolder(), format);
  const text = recordContent({
    source: provenance.commit,
    rendered: tip,
    emptyTree: empty.id,
    branch: ref.slice('refs/heads/'.length),
    units: unitCount,
    ...layout,
  });
  const content = new TextEncoder().encode(text);
  const id = gitHash(format, 'commit', content);
  return { id, objects: [...empty.objects, { type: 'commit', id, content }] };
}

/** A plan that moves the record to the source commit, with `tip` as the tip of the branch. */
function withRecord(
  context: PlanContext,
  render: BranchRender,
  {
    state,
    tip,
    kind,
  }: { readonly state: BranchState; readonly tip: ObjectId; readonly kind: 'move' | 'noop' },
): BranchPlan {
  const plan = untouched(render, state);
  const record = recordOf(context, plan, tip);
  return {
    ...plan,
    kind,
    commit: tip,
    objects: record.objects,
    updates: [
      { ref: state.ref, from: state.tip, to: tip },
      { ref: state.recordRef, from: state.record?.id, to: record.id },
    ],
  };
}

function move(
  context: PlanContext,
  render: BranchRender,
  { state, trust, parents, order, plan }: MoveInput & { readonly plan: TreePlan },
): BranchPlan {
  const { provenance } = context;
  const published = 'source' in trust ? trust.source : undefined;
  const adopted = trust.kind === 'ours' || trust.kind === 'first' ? [] : adoptedPaths(plan);
  const message = renderedMessage({
    source: provenance.commit,
    repoURL: provenance.repoURL,
    workspaces: render.workspaces,
    tree: plan.tree.id,
    previous: published,
    rewoundFrom: order === 'rewind' ? published : undefined,
    version: context.version,
    changes: countsOf(plan),
    adopted,
  });
  const signature: Signature = {
    ...context.author,
    seconds: provenance.commit.committer.seconds,
    offset: '+0000',
  };
  const unsigned = {
    tree: plan.tree.id,
    parents: parents.map(({ id }) => id),
    author: signature,
    committer: signature,
    message,
  };
  const content = new TextEncoder().encode(commitContent(unsigned));
  const id = gitHash(context.look.source.store.format, 'commit', content);
  const recorded = withRecord(context, render, { state, tip: id, kind: 'move' });
  return {
    ...recorded,
    previousSource: published,
    units: plan.units,
    deleted: plan.deleted.map((each) => each.id),
    adopted: adopted.map(({ path }) => path),
    unsigned,
    objects: [...plan.tree.objects, { type: 'commit', id, content }, ...recorded.objects],
  };
}

/** Paths of the found tip that the render removes or writes over. */
function adoptedPaths({ changes }: TreePlan) {
  return changes.flatMap(({ path, before, after }) =>
    before ? [{ path, action: after ? ('overwrote' as const) : ('removed' as const) }] : [],
  );
}

function countsOf({ changes, units }: TreePlan) {
  const files = changes.filter(({ path }) => path.endsWith('.yaml'));
  return {
    units: units.filter(({ action }) => action !== 'unchanged').length,
    added: files.filter(({ before }) => !before).length,
    changed: files.filter(({ before, after }) => before && after).length,
    removed: files.filter(({ after }) => !after).length,
  };
}
