import { resourceName } from '../../../model/resource.ts';
import type { BranchOutcome, PublishOutcome } from '../../../pipeline/publish/publish-outcome.ts';
import { printable } from '../../../report/printable.ts';

/** The outcome for people: a row a branch with what happened to it, and one closing line. */
export function publishText({ source, branches }: PublishOutcome): { text: string; summary: string } {
  const width = Math.max(0, ...branches.map(({ branch }) => branch.length));
  const text = branches.map((outcome) => branchLines(outcome, width)).join('');
  return { text, summary: summaryOf(source, branches) };
}

const short = (id: string | undefined): string => (id === undefined ? 'nothing' : id.slice(0, 7));

function branchLines(outcome: BranchOutcome, width: number): string {
  const { branch, state, base, commit, units, deleted, adopted, reason } = outcome;
  const isMoving = base !== commit;
  const ids = isMoving ? `${short(base)} → ${short(commit)}` : short(base);
  const changed = units.filter(({ action }) => action !== 'unchanged');
  const first = `${state.padEnd(10)}  ${branch.padEnd(width)}  ${ids}${changed.length > 0 ? `  ${unitCount(changed.length)}` : ''}`;
  const pushed = outcome.ref.replace('refs/heads/', '');
  const lines = [
    first.trimEnd(),
    ...(pushed === branch ? [] : [`              reviewed  through ${pushed}`]),
    ...changed.map(({ project, stack, action }) => `              ${action.padEnd(9)} ${project}/${stack}`),
    ...deleted.map((id) => `              deleted   ${resourceName(id)}`),
    ...adopted.map((path) => `              replaced  ${path}`),
    ...(reason === undefined || state === 'blocked' ? [] : [`              ${reason.split('\n')[0] ?? ''}`]),
  ];
  return lines.map((line) => `${printable(line)}\n`).join('');
}

function unitCount(count: number): string {
  return `${String(count)} ${count === 1 ? 'unit' : 'units'}`;
}

function summaryOf(source: string | undefined, branches: readonly BranchOutcome[]): string {
  const count = (state: BranchOutcome['state']) => branches.filter((each) => each.state === state).length;
  const from = source === undefined ? '' : ` from ${short(source)}`;
  if (count('pushed') > 0)
    return `pushed ${String(count('pushed'))} of ${String(branches.length)} branches${from}`;
  if (count('planned') > 0) return `nothing was pushed${from}`;
  if (count('unknown') > 0) return `whether anything was pushed${from} is not known`;
  return branches.length === 0 || count('blocked') > 0
    ? `nothing was pushed${from}`
    : `nothing to push${from}`;
}
