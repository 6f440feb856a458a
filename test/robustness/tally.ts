import { branchReports } from './check/publish-report.ts';
import type { RunRecord } from './check/run-record.ts';
import type { Violation } from './check/violation.ts';

/** What a row of the fault matrix came to. */
export interface Tally {
  readonly id: string;
  runs: number;
  faults: number;
  /** State of a branch, or how a run ended, to how often. */
  readonly outcomes: Map<string, number>;
  readonly violations: Violation[];
  /** Why the row or a part of it was not run. */
  readonly skipped: string[];
  readonly notes: string[];
  /** Times of undisturbed runs in milliseconds. */
  readonly times: number[];
}

/** A tally of nothing. */
export function newTally(id: string): Tally {
  return { id, runs: 0, faults: 0, outcomes: new Map(), violations: [], skipped: [], notes: [], times: [] };
}

/** Counts something that happened. */
export function count({ outcomes }: Tally, outcome: string): void {
  outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
}

/** Counts a run and everything that it said, and holds it against what every run promises. */
export function addRun(tally: Tally, run: RunRecord): void {
  const { ended, report } = run;
  tally.runs += 1;
  if (!run.disturbed) tally.times.push(ended.millis);
  count(tally, ended.signal ?? `exit ${String(ended.code)}`);
  for (const { state } of branchReports(report)) count(tally, state);
  tally.violations.push(...runViolations(run));
}

function runViolations({ ended, report, disturbed, flags, maySayNothing }: RunRecord): readonly Violation[] {
  const { code, signal, stdout, stderr, leftBehind, millis } = ended;
  const found: Violation[] = [];
  const said = `${stderr.slice(0, 300)} ${stdout.slice(0, 300)}`;
  if (signal !== null && !disturbed) found.push({ promise: 'I6', detail: `ended by ${signal}: ${said}` });
  if (code === 1) found.push({ promise: 'I6', detail: `internal error: ${said}` });
  // A program that was killed could not answer and could not clean up.
  if (signal !== null) return found;
  if (!report && maySayNothing === true) return found;
  if (!report)
    found.push({ promise: 'I12', detail: `exit ${String(code)} without one JSON document: ${said}` });
  else if (report.exitCode !== code)
    found.push({ promise: 'I12', detail: `exit ${String(code)}, but JSON says ${String(report.exitCode)}` });
  if (leftBehind) found.push({ promise: 'processes', detail: `exit ${String(code)} with processes left` });
  const limit = timeoutOf(flags);
  if (millis > limit + SLACK)
    found.push({ promise: 'I11', detail: `took ${millis.toFixed(0)} ms with ${flags.join(' ')}` });
  return found;
}

/** What starting, cleaning up and a busy machine may add to a time-out. */
const SLACK = 6_000;

/** Milliseconds that a run may take by its flags. */
export function timeoutOf(flags: readonly string[]): number {
  const value = flags[flags.indexOf('--timeout') + 1];
  return flags.includes('--timeout') && value !== undefined ? Number.parseFloat(value) * 1000 : 300_000;
}

/** The time that 95 of 100 runs stay below. */
export function p95({ times }: Tally): number {
  const sorted = times.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length * 0.95)] ?? 0;
}
