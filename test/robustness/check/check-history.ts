import { branchReports } from './publish-report.ts';
import type { BranchHistory, RemoteHistory } from './remote-history.ts';
import type { RunRecord } from './run-record.ts';
import type { Kept, Violation } from './violation.ts';

/** What the history of a remote is held against. */
export interface Expectations {
  /** Tree that a branch has for a source commit; nothing when it is not produced. */
  readonly tree: (source: string, branch: string) => string | undefined;
  /** Commits that people pushed onto rendered branches. */
  readonly foreign?: ReadonlySet<string>;
  /** True when somebody asked for a step back. */
  readonly rewinds?: boolean;
}

/** Holds everything that ever was on the rendered branches against the promises I1 to I4, I6 and I7. */
export function checkHistory(
  history: RemoteHistory,
  runs: readonly RunRecord[],
  expectations: Expectations,
): readonly Violation[] {
  return history.branches.flatMap((branch) => {
    const context: Context = { history, branch, runs, expectations, found: [] };
    checkTrees(context);
    checkMoves(context, 'tip');
    checkMoves(context, 'record');
    checkOrder(context);
    checkRecord(context);
    checkClaims(context);
    checkOnce(context);
    return context.found;
  });
}

interface Context {
  readonly history: RemoteHistory;
  readonly branch: BranchHistory;
  readonly runs: readonly RunRecord[];
  readonly expectations: Expectations;
  readonly found: Violation[];
}

function report({ branch, found }: Context, promise: Kept, detail: string): void {
  found.push({ promise, detail: `${branch.branch}: ${detail}` });
}

const short = (id: string): string => id.slice(0, 10);
const isNothing = (id: string): boolean => /^0+$/.test(id);

/** Tips that are ours, oldest first; a push of the same id again is no second tip. */
function ourTips({ branch, expectations }: Context): readonly string[] {
  const tips = branch.moves.filter(({ from, to }) => from !== to).map(({ to }) => to);
  return tips.filter((id) => !isNothing(id) && !expectations.foreign?.has(id));
}

function sourceOf({ history }: Context, id: string): string | undefined {
  return history.commits.get(id)?.trailers.get('Source-Commit');
}

/** I1: whatever was a tip is the whole render of the commit that it names. */
function checkTrees(context: Context): void {
  for (const id of ourTips(context)) {
    const commit = context.history.commits.get(id);
    const source = sourceOf(context, id);
    if (!commit || source === undefined) {
      report(context, 'I1', `tip ${short(id)} names no source commit`);
      continue;
    }
    const wanted = context.expectations.tree(source, context.branch.branch);
    if (commit.tree !== wanted)
      report(
        context,
        'I1',
        `tip ${short(id)} has tree ${short(commit.tree)}, the render of ${short(source)} is ${short(wanted ?? 'nothing')}`,
      );
    if (commit.trailers.get('Rendered-Tree') !== commit.tree)
      report(context, 'I1', `tip ${short(id)} names another tree than its own`);
  }
}

/** I3 and an unbroken log; a record has no parents, so that only the log is checked. */
function checkMoves(context: Context, what: 'tip' | 'record'): void {
  const { branch } = context;
  const [moves, tip] = what === 'tip' ? [branch.moves, branch.tip] : [branch.recordMoves, branch.recordTip];
  let at: string | undefined;
  for (const { from, to } of moves) {
    if (at !== undefined && from !== at)
      report(context, 'I3', `${what} log jumps from ${short(at)} to ${short(from)}`);
    if (what === 'tip' && !isNothing(from) && !context.history.isAncestor(from, to))
      report(context, 'I3', `tip went from ${short(from)} to ${short(to)}, which does not contain it`);
    at = to;
  }
  if (at !== tip && !(at === undefined && tip === undefined))
    report(context, 'I3', `${what} is ${short(tip ?? 'nothing')}, its log ends at ${short(at ?? 'nothing')}`);
}

/** I4: neither tips nor records go back. */
function checkOrder(context: Context): void {
  const { branch, expectations, history } = context;
  const recorded = branch.recordMoves.map(({ to }) => to).filter((id) => !isNothing(id));
  for (const [what, ids] of [
    ['tip', ourTips(context)],
    ['record', recorded],
  ] as const) {
    let last: string | undefined;
    for (const id of ids) {
      const source = sourceOf(context, id);
      if (source === undefined) continue;
      if (last !== undefined && !expectations.rewinds && !history.isAncestor(last, source))
        report(context, 'I4', `${what} went back from source ${short(last)} to ${short(source)}`);
      last = source;
    }
  }
}

/** I4, second half: branch and record move together. */
function checkRecord(context: Context): void {
  const { branch, history } = context;
  const records = branch.recordMoves.flatMap(({ to }) => history.commits.get(to) ?? []);
  const tips = new Set(branch.moves.map(({ to }) => to));
  const named = new Set(records.map(({ trailers }) => trailers.get('Rendered-Commit')));
  for (const id of ourTips(context))
    if (!named.has(id)) report(context, 'I4', `no record ever named tip ${short(id)}`);
  for (const { id, trailers } of records) {
    const tip = trailers.get('Rendered-Commit') ?? 'nothing';
    if (!tips.has(tip))
      report(context, 'I4', `record ${short(id)} names ${short(tip)}, which never was the tip`);
    const [old, recent] = [sourceOf(context, tip), trailers.get('Source-Commit')];
    if (old !== undefined && (recent === undefined || !history.isAncestor(old, recent)))
      report(context, 'I4', `record ${short(id)} is older than the tip that it names`);
  }
}

/** I2 and I6: what a run said is true. */
function checkClaims(context: Context): void {
  for (const run of context.runs) {
    const said = branchReports(run.report).find(({ branch }) => branch === context.branch.branch);
    if (!said) continue;
    const { code, signal } = run.ended;
    if (code !== 0 && signal === null && said.state === 'pushed')
      report(context, 'I6', `exit ${String(code)}, yet it says "pushed"`);
    // Who is killed after the answer has still said something that must be true.
    if (code === 0 || (signal !== null && said.state === 'pushed')) checkClaim(context, run, said);
  }
}

function checkClaim(
  context: Context,
  { source, flags }: RunRecord,
  { state, commit }: { readonly state: string; readonly commit: string | null },
): void {
  const { branch, history } = context;
  const claim = `a run for ${short(source)} says "${state}" at ${short(commit ?? 'nothing')}`;
  if (state === 'planned' && flags.includes('--dry-run')) return;
  if (!STATES.includes(state)) {
    report(context, 'I6', `${claim}, which is no success`);
    return;
  }
  if (commit === null || !branch.moves.some(({ to }) => to === commit))
    report(context, state === 'pushed' ? 'I2' : 'I6', `${claim}, which never was the tip`);
  else if (branch.tip === undefined || !history.isAncestor(commit, branch.tip))
    report(context, 'I2', `${claim}, which the final tip does not contain`);
  if (state === 'pushed' && sourceOf(context, commit ?? '') !== source)
    report(context, 'I6', `${claim}, which renders something else`);
  const recorded = branch.recordMoves.flatMap(({ to }) => sourceOf(context, to) ?? []);
  const isKept =
    state === 'superseded'
      ? recorded.some((each) => each !== source && history.isAncestor(source, each))
      : recorded.includes(source);
  if (!isKept) report(context, 'I6', `${claim}, but no record says so`);
}

const STATES = ['pushed', 'already', 'noop', 'superseded'];

/** I7: one source commit gives one rendered commit. */
function checkOnce(context: Context): void {
  if (context.expectations.rewinds) return;
  const counts = new Map<string, number>();
  for (const id of ourTips(context)) {
    const source = sourceOf(context, id);
    if (source !== undefined) counts.set(source, (counts.get(source) ?? 0) + 1);
  }
  for (const [source, count] of counts)
    if (count > 1) report(context, 'I7', `${String(count)} commits for source ${short(source)}`);
}
