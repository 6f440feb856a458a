import { failpoint } from '../../adapters/git/failpoint.ts';
import { backOff, elapsed } from '../../adapters/back-off.ts';
import { relationOf } from '../../adapters/git/ancestry.ts';
import type { PushAnswer, RefUpdate } from '../../adapters/git/push-answer.ts';
import {
  interruption,
  listRemote,
  pushRefs,
  type Remote,
  type RemoteRefs,
} from '../../adapters/git/remote.ts';
import { isMoved, isTemporary } from '../../adapters/git/remote-error.ts';
import { diagnostic, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import { InternalError } from '../../diagnostics/internal-error.ts';
import { isPartial } from '../../model/selection.ts';
import { AdapterError } from '../../model/ports.ts';
import type { LoadedConfig } from '../load-config.ts';
import type { BranchPlan, PublishState } from './branch-plan.ts';
import { readStates, type BranchState } from './branch-state.ts';
import type { Remotes } from './find-remotes.ts';
import { moveLocalBranches } from './local-branches.ts';
import { patiently } from './patiently.ts';
import { planBranch, type PlanContext, type PublishContext } from './plan-branch.ts';
import { planReview } from './plan-review.ts';
import {
  branchOutcome,
  settledOutcome,
  stateAfter,
  stoppedOutcomes,
  type BranchOutcome,
  type PublishOutcome,
} from './publish-outcome.ts';
import type { PublishRequest } from './publish-request.ts';
import type { SourceRender } from './render-source.ts';
import type { Renderer } from './renderer.ts';
import { signPlans } from './sign-plans.ts';
import { wantedBranches } from './wanted-branches.ts';

/** What is known when planning begins. */
export interface PushInput {
  readonly remotes: Remotes;
  /** What the remote of the rendered branches had when it was asked. */
  readonly refs: RemoteRefs;
  readonly renderer: Renderer;
  readonly config: LoadedConfig;
  /** The source branch, when it lives beside the rendered ones. */
  readonly own: string | undefined;
}

/** Tries in vain, with nothing moving at the remote, after which it is taken for a refusal. */
const FRUITLESS = 8;
/** How long a lock file of the server may stand before it is taken for left over, in milliseconds. */
const LOCKED = 10_000;

/** Plans all branches and pushes them together; when somebody else was faster, plans anew on what is there. */
export async function pushPlans(
  request: PublishRequest,
  context: PublishContext,
  input: PushInput,
): Promise<PublishOutcome> {
  const run = new PushRun(request, context, input);
  try {
    return await run.untilDone();
  } catch (error) {
    if (!(error instanceof AdapterError)) throw error;
    return run.outcome(stoppedOutcomes(run.plans, error.message), [
      diagnostic(error.code, error.message, undefined),
    ]);
  }
}

function isSame(a: RemoteRefs, b: RemoteRefs): boolean {
  return a.refs.size === b.refs.size && [...a.refs].every(([ref, id]) => b.refs.get(ref) === id);
}

/** One run of the protocol: it alone knows how often it tried and what it saw last. */
class PushRun {
  plans: readonly BranchPlan[] = [];
  readonly #request: PublishRequest;
  readonly #context: PublishContext;
  readonly #input: PushInput;
  #refs: RemoteRefs;
  /** What the last render reported. */
  #found: readonly Diagnostic[] = [];
  #planned: PlanContext | undefined;
  /** The refs with which an object could not be had. */
  #asked: RemoteRefs['refs'] | undefined;
  #fruitless = 0;
  #lockedSince: number | undefined;

  constructor(request: PublishRequest, context: PublishContext, input: PushInput) {
    this.#request = request;
    this.#context = context;
    this.#input = input;
    this.#refs = input.refs;
  }

  outcome(branches: readonly BranchOutcome[], diagnostics: readonly Diagnostic[] = []): PublishOutcome {
    const { look } = this.#context;
    return {
      source: look.source.commit.id,
      remote: this.#input.remotes.shown,
      branches,
      diagnostics: [...this.#found, ...this.plans.flatMap((plan) => plan.diagnostics), ...diagnostics],
    };
  }

  async untilDone(): Promise<PublishOutcome> {
    const { signal } = this.#request;
    for (let attempt = 0; ; attempt++) {
      const outcome = await this.#attempt();
      if (outcome) return outcome;
      await backOff(attempt, signal);
      if (signal.aborted) throw interruption(signal);
      const refs = await patiently(() => listRemote(this.#target), signal);
      if (!isSame(refs, this.#refs)) this.#refs = refs;
    }
  }

  get #target(): Remote {
    return this.#input.remotes.target;
  }

  /** Undefined when the remote moved meanwhile and everything has to be looked at again. */
  async #attempt(): Promise<PublishOutcome | undefined> {
    try {
      const settled = await this.#plan();
      if (settled) return settled;
    } catch (error) {
      // a commit that was just replaced is not given any more; one that stands there and is not given is lost
      const isNews = isMoved(error) && this.#asked !== this.#refs.refs;
      this.#asked = this.#refs.refs;
      if (isNews || isTemporary(error)) return undefined;
      throw error;
    }
    const blocked = this.plans.filter(({ kind }) => kind === 'blocked');
    if (blocked.length > 0) {
      const names = blocked.map(({ branch }) => branch).join(', ');
      return this.outcome(stoppedOutcomes(this.plans, `nothing is pushed while ${names} is blocked`));
    }
    const updates = this.plans.flatMap((plan) => plan.updates);
    if (updates.length === 0 || this.#request.dryRun) return this.#all('planned');
    return await this.#carryOut();
  }

  /** Plans every branch; an outcome when there is nothing to plan. */
  async #plan(): Promise<PublishOutcome | undefined> {
    const { renderer, own } = this.#input;
    const base = await renderer.baseOf(this.#refs);
    const order = base && (await this.#context.relationTo(base.source));
    // what is published is this source or a newer one, whatever this one renders to
    if (base && (order === 'equal' || order === 'descendant')) {
      const state = order === 'equal' ? 'already' : 'superseded';
      return this.outcome(base.branches.map((branch) => settledOutcome(branch, state, base.source)));
    }
    this.#request.onStep?.('rendering');
    const { value: render, diagnostics } = await renderer.render(base);
    await failpoint('after-render');
    this.#found = diagnostics;
    if (!render) return this.outcome([]);
    const clash =
      own === undefined ? undefined : render.pushed.find((name) => name === own || name === `${own}-next`);
    if (clash !== undefined) {
      const detail = `The render would be written over the source branch "${clash}". Change publish.branch.`;
      return this.outcome([], [diagnostic('BRANCH_IS_SOURCE', detail, undefined)]);
    }
    const layout = { branches: render.pushed, sharedInputs: render.sharedInputs };
    this.plans = await this.#planAll({ ...this.#context, layout }, render);
    return undefined;
  }

  async #planAll(context: PlanContext, render: SourceRender): Promise<readonly BranchPlan[]> {
    const wanted = wantedBranches(render.renders, render.modes, {
      refs: this.#refs,
      all: render.branches,
      isPartial: isPartial(this.#request.selection),
    });
    const names = new Set(wanted.flatMap((each) => [each.pushed, each.render.branch]));
    const states = await readStates(context.look, this.#refs, [...names]);
    const stateOf = (branch: string): BranchState => {
      const found = states.find((state) => state.branch === branch);
      if (!found) throw new InternalError(`the state of ${branch} was not read`);
      return found;
    };
    const plans: BranchPlan[] = [];
    for (const { render: each, mode, pushed } of wanted) {
      const next = stateOf(pushed);
      plans.push(
        mode === 'direct'
          ? await planBranch(context, each, next)
          : await planReview(context, each, { next, base: stateOf(each.branch) }),
      );
    }
    this.#planned = context;
    return plans;
  }

  async #carryOut(): Promise<PublishOutcome | undefined> {
    const { source } = this.#context.look;
    const { sign } = this.#request;
    const form = sign ?? this.#input.config.value.publish.sign;
    await source.store.write(this.plans.flatMap((plan) => plan.objects));
    if (form !== 'none' && this.#planned) this.plans = await signPlans(this.#planned, this.plans, form);
    if (this.#request.noPush) {
      const problems = await moveLocalBranches(this.#context, this.plans);
      if (problems.length > 0)
        return this.outcome(stoppedOutcomes(this.plans, 'no local branch was moved'), problems);
      return this.#all('planned');
    }
    this.#request.onStep?.(`pushing to ${this.#input.remotes.shown}`);
    return await this.#push(this.plans.flatMap((plan) => plan.updates));
  }

  async #push(updates: readonly RefUpdate[]): Promise<PublishOutcome | undefined> {
    const answer = await this.#send(updates);
    if (answer.kind === 'refused' || answer.kind === 'not-atomic') return this.#refused(answer);
    const seen = await this.#readBack(answer);
    await failpoint('after-read-back');
    if (!seen) return this.#unknown(answer);
    if (await this.#landed(updates, seen, answer.kind === 'done')) return this.#pushed(answer, updates);
    if (answer.kind === 'done')
      return this.#unknown({ kind: 'unknown', text: 'The remote confirmed the push and does not show it.' });
    if (this.#request.signal.aborted) throw interruption(this.#request.signal);
    const isStill = updates.every(({ ref, from }) => seen.refs.get(ref) === from);
    if (isStill && answer.kind === 'locked') {
      this.#lockedSince ??= elapsed();
      if (elapsed() - this.#lockedSince > LOCKED) return this.#refused(answer);
    }
    this.#fruitless = isStill && answer.kind !== 'locked' ? this.#fruitless + 1 : 0;
    return this.#fruitless > FRUITLESS ? this.#refused(answer) : undefined;
  }

  /** The answer of the remote; when the run is stopped on the way, that nothing is known. */
  async #send(updates: readonly RefUpdate[]): Promise<PushAnswer> {
    try {
      return await pushRefs(this.#target, updates);
    } catch (error) {
      if (error instanceof AdapterError && error.code !== 'GIT_UNAVAILABLE')
        return { kind: 'unknown', text: error.message };
      throw error;
    }
  }

  /** What the remote has now; also asked, for a moment, when the run was stopped during the push. */
  async #readBack(answer: PushAnswer): Promise<RemoteRefs | undefined> {
    const { signal } = this.#request;
    await failpoint('before-read-back');
    try {
      if (!signal.aborted) return await patiently(() => listRemote(this.#target), signal);
      return await listRemote({ ...this.#target, signal: AbortSignal.timeout(5000) });
    } catch (error) {
      if (error instanceof AdapterError && (answer.kind === 'done' || answer.kind === 'unknown'))
        return undefined;
      throw error;
    }
  }

  /** True if every ref has the value that was pushed, or one that came after it. */
  async #landed(updates: readonly RefUpdate[], seen: RemoteRefs, isConfirmed: boolean): Promise<boolean> {
    for (const { ref, from, to } of updates) {
      const found = seen.refs.get(ref);
      if (found === to) continue;
      if (found === undefined) return false;
      if (ref.startsWith('refs/moorline/')) {
        // records have no history: one that is neither ours nor the old one came after ours, if ours was there
        if (isConfirmed && found !== from) continue;
        return false;
      }
      const { source } = this.#context.look;
      const relation = await relationOf({ place: source.place, remote: this.#target, tip: found }, to, found);
      if (relation !== 'ancestor') return false;
    }
    return true;
  }

  #pushed(answer: PushAnswer, updates: readonly RefUpdate[]): PublishOutcome {
    const all = new Set(updates.map(({ ref }) => ref));
    // after a lost race it was another run of the same source that moved the refs
    const isOthers = answer.kind === 'raced' || answer.kind === 'locked';
    const moved = answer.kind === 'done' ? answer.moved : isOthers ? new Set<string>() : all;
    return this.outcome(this.plans.map((plan) => branchOutcome(plan, stateAfter(plan, moved))));
  }

  #refused(answer: Exclude<PushAnswer, { kind: 'done' }>): PublishOutcome {
    const code = answer.kind === 'not-atomic' ? 'REMOTE_NOT_ATOMIC' : 'REMOTE_REFUSED';
    const text = answer.text === '' ? 'The remote gave no reason.' : answer.text;
    return this.outcome(stoppedOutcomes(this.plans, 'the remote refused the push'), [
      diagnostic(code, `${text}\nNo branch moved.`, undefined),
    ]);
  }

  #unknown(answer: PushAnswer): PublishOutcome {
    const text = 'text' in answer && answer.text !== '' ? answer.text : 'The connection was lost.';
    const detail = `${text}\nWhether the branches moved is not known. Run the same command again.`;
    return this.#all('unknown', [diagnostic('PUSH_UNKNOWN', detail, undefined)]);
  }

  /** Every branch that would have been pushed in one state; the others in theirs. */
  #all(state: PublishState, diagnostics: readonly Diagnostic[] = []): PublishOutcome {
    const branches = this.plans.map((plan) =>
      branchOutcome(plan, plan.updates.length > 0 ? state : stateAfter(plan, new Set())),
    );
    return this.outcome(branches, diagnostics);
  }
}
