import type { BranchVerdict, VerifyOutcome } from '../../../pipeline/verify/verify-outcome.ts';
import { printable } from '../../../report/printable.ts';

/** Paths of one branch that are listed; JSON lists more. */
const MOST = 200;
const INDENT = ' '.repeat(12);

/** The outcome for people: a row a branch with what differs there, and one closing line. */
export function verifyText({ branches }: VerifyOutcome): { text: string; summary: string } {
  const width = Math.max(0, ...branches.map(({ branch }) => branch.length));
  const text = branches.map((verdict) => verdictLines(verdict, width)).join('');
  const verified = branches.filter(({ state }) => state === 'verified').length;
  const total = branches.length;
  const noun = total === 1 ? 'branch' : 'branches';
  const summary =
    total === 0 ? 'no branch was verified' : `${String(verified)} of ${String(total)} ${noun} verified`;
  return { text, summary };
}

const short = (id: string): string => id.slice(0, 7);

function verdictLines(verdict: BranchVerdict, width: number): string {
  const { branch, state, commit, source, differences, isCut, note } = verdict;
  const from = source === undefined ? '' : `  from ${short(source)}`;
  const tip = commit === undefined ? '' : `  ${short(commit)}`;
  const hidden = differences.length - MOST;
  const lines = [
    `${state.padEnd(10)}  ${branch.padEnd(width)}${tip}${from}`.trimEnd(),
    ...differences.slice(0, MOST).map(({ path, kind }) => `${INDENT}${kind.padEnd(8)}  ${shownPath(path)}`),
    ...(hidden > 0 || isCut ? [`${INDENT}and ${hidden > 0 ? `${String(hidden)} ` : ''}more`] : []),
    ...(note === undefined ? [] : [`${INDENT}${note}`]),
  ];
  return lines.map((line) => `${printable(line)}\n`).join('');
}

/** A path as one line shows it; bytes that are no text are escaped. */
function shownPath(path: string): string {
  if (path === '') return '(the branch as a whole)';
  return path.replace(/[\udc80-\udcff]/gu, (byte) => `\\x${(byte.charCodeAt(0) - 0xdc00).toString(16)}`);
}
