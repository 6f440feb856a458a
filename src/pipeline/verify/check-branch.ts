import { diagnostic } from '../../diagnostics/diagnostic.ts';
import type { Commit, ObjectId } from '../../model/git.ts';
import type { RenderedMark } from '../../publish/commit-message.ts';
import { RULES } from '../../publish/rules.ts';
import {
  commitOf,
  follows,
  isOutOfReach,
  readStates,
  type BranchLook,
  type BranchState,
} from '../publish/branch-state.ts';
import { blankVerdict, checkClaim, differing, type CheckContext, type Claim } from './check-claim.ts';
import { findMark } from './find-mark.ts';
import { mergedRender } from './merged-render.ts';
import type { BranchVerdict } from './verify-outcome.ts';
import type { WantedBranch } from '../publish/wanted-branches.ts';

/** Checks one branch. What cannot be had makes it `unchecked`; only what ends the whole run is thrown. */
export async function checkBranch(context: CheckContext, wanted: WantedBranch): Promise<BranchVerdict> {
  const { branch } = wanted.render;
  const tip = context.refs.refs.get(`refs/heads/${branch}`);
  try {
    return await check(context, wanted);
  } catch (error) {
    if (!isOutOfReach(error)) throw error;
    // a remote that names an object was reached, and lacks it
    const code = /\b[0-9a-f]{40}/.test(error.message) ? 'OBJECTS_MISSING' : error.code;
    const problem = diagnostic(code, `${branch} could not be checked. ${error.message}`, undefined);
    return { ...blankVerdict(branch, tip), state: 'unchecked', problem };
  }
}

async function check(
  context: CheckContext,
  { render: { branch }, mode, pushed }: WantedBranch,
): Promise<BranchVerdict> {
  const { look, refs } = context;
  const id = refs.refs.get(`refs/heads/${branch}`);
  if (id === undefined) {
    const detail = `The remote has no branch "${branch}". To create it: moorline publish`;
    const problem = diagnostic('BRANCH_MISSING', detail, undefined);
    return { ...blankVerdict(branch, id), state: 'missing', problem };
  }
  const [pushedState] = await readStates(look, refs, [pushed]);
  const tip = await commitOf(look, id);
  if (pushedState && mode === 'direct') return await checkPushed(context, pushedState, tip);
  if (pushedState && (pushedState.tip ?? pushedState.record) !== undefined)
    return await checkReviewed(context, { branch, next: pushedState }, tip);
  // not published since it is reviewed
  const [state] = await readStates(look, refs, [branch]);
  return state ? await checkPushed(context, state, tip) : unmarked(branch, tip);
}

/** Checks a branch that publish pushes itself: its tip has to be the recorded one, or to differ in files of others. */
async function checkPushed(context: CheckContext, state: BranchState, tip: Commit): Promise<BranchVerdict> {
  const { branch, record } = state;
  const claim = await claimOf(context.look, state, tip);
  if (!claim) return unmarked(branch, tip);
  const verdict = await checkClaim(context, claim);
  const isCompared = verdict.state === 'verified' || verdict.state === 'differs';
  if (!record || record.rendered === tip.id || !isCompared) return verdict;
  const moved = differing(claim, {
    differences: [{ path: '', kind: 'modified', expected: record.rendered, actual: tip.id }],
    isCut: false,
  });
  if (verdict.state === 'verified') return (await isOnTop(context, record.rendered, tip)) ? verdict : moved;
  return (await isOtherRender(context, claim)) ? moved : verdict;
}

/** What is said of a branch: by its recorded commit, by the record, or without one by the nearest commit of ours. */
async function claimOf(look: BranchLook, state: BranchState, tip: Commit): Promise<Claim | undefined> {
  const { branch, record } = state;
  const recorded = record?.source;
  const mark = await markOf(look, state, tip);
  if (mark) return { branch, tip, source: mark.source, rules: mark.rules, recorded };
  return recorded === undefined ? undefined : { branch, tip, source: recorded, rules: RULES, recorded };
}

/** What the recorded commit says of itself; without a record the tip or the nearest commit before it. */
async function markOf(
  look: BranchLook,
  { record }: BranchState,
  tip: Commit,
): Promise<RenderedMark | undefined> {
  try {
    return await findMark(look, record?.rendered ?? tip.id);
  } catch (error) {
    // a commit that was pushed over may be gone; the record itself names the source as well
    if (record && record.rendered !== tip.id && isOutOfReach(error)) return undefined;
    throw error;
  }
}

async function isOnTop({ look }: CheckContext, rendered: ObjectId, tip: Commit): Promise<boolean> {
  try {
    return await follows(look, rendered, tip.id);
  } catch (error) {
    if (isOutOfReach(error)) return false;
    throw error;
  }
}

/** True if a tip is a true render of another source commit, so that not its files are wrong but the commit. */
async function isOtherRender(context: CheckContext, { branch, tip, source }: Claim): Promise<boolean> {
  try {
    const mark = await findMark(context.look, tip.id);
    if (!mark || mark.source === source) return false;
    const claim = { branch, tip, source: mark.source, rules: mark.rules, recorded: undefined };
    return (await checkClaim(context, claim)).state === 'verified';
  } catch (error) {
    if (isOutOfReach(error)) return false;
    throw error;
  }
}

/** Checks a branch that people merge into: it has to be a render that publish pushed for review. */
async function checkReviewed(
  context: CheckContext,
  { branch, next }: { readonly branch: string; readonly next: BranchState },
  tip: Commit,
): Promise<BranchVerdict> {
  const recorded = next.record?.source;
  const merged = await mergedRender(await lookFor(context, recorded), next, tip);
  if (merged.kind === 'merged') {
    const { source, rules } = merged.mark;
    return await checkClaim(context, { branch, tip, source, rules, recorded });
  }
  if (merged.kind === 'nothing') {
    const note = `nothing of ${next.branch} is merged yet`;
    return { ...blankVerdict(branch, tip.id), recorded, state: 'verified', note };
  }
  const [state] = await readStates(context.look, context.refs, [branch]);
  return state ? await checkPushed(context, state, tip) : unmarked(branch, tip);
}

/** The look with what the last published source commit preserves. */
async function lookFor(
  { look, references, isOnSource }: CheckContext,
  recorded: ObjectId | undefined,
): Promise<BranchLook> {
  if (recorded === undefined || !(await isOnSource(recorded))) return look;
  return { ...look, ...(await references.preserve(recorded)) };
}

function unmarked(branch: string, tip: Commit): BranchVerdict {
  const detail = `${branch} is at ${tip.id.slice(0, 7)}, and nothing says that publish wrote it.`;
  const problem = diagnostic('BRANCH_UNMARKED', detail, undefined);
  return { ...blankVerdict(branch, tip.id), state: 'unmarked', problem };
}
