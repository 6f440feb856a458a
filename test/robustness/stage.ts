import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { checkHistory } from './check/check-history.ts';
import { checkRemote } from './check/check-remote.ts';
import { compareFingerprints, fingerprint, type Fingerprint } from './check/clone-fingerprint.ts';
import type { ExpectedTrees } from './check/expected-trees.ts';
import { branchReports, parseReport } from './check/publish-report.ts';
import { readHistory, type RemoteHistory } from './check/remote-history.ts';
import type { RunRecord } from './check/run-record.ts';
import type { Kept } from './check/violation.ts';
import { startPublish, type PublishRequest } from './program.ts';
import { git } from './rig/git.ts';
import type { Running } from './rig/process-group.ts';
import { addRun, timeoutOf, type Tally } from './tally.ts';
import type { World } from './world/world.ts';

/** A world, and what its branches have to hold. */
export interface KnownWorld {
  readonly world: World;
  readonly expected: ExpectedTrees;
}

/** One remote with clones, on which publishes run and faults happen. */
export interface Stage extends KnownWorld {
  readonly folder: string;
  /** Path of the bare repository. */
  readonly remote: string;
  /** Name of the remote below `folder`, for servers of the folder. */
  readonly name: string;
  readonly tally: Tally;
  readonly runs: RunRecord[];
  readonly clones: Map<string, Fingerprint>;
}

/** What to publish; the folder of temporary files is the stage's. */
export type StageRequest = Omit<PublishRequest, 'temp'> & {
  readonly disturbed?: boolean;
  readonly maySayNothing?: boolean;
};

/** Sets up a remote that holds the source history only. */
export function openStage(known: KnownWorld, tally: Tally, folder: string): Stage {
  const remote = join(folder, 'remote.git');
  mkdirSync(folder, { recursive: true });
  known.world.makeRemote(remote);
  return { ...known, folder, remote, name: 'remote.git', tally, runs: [], clones: new Map() };
}

/** Makes a clone whose origin is the remote, or another address of it. */
export function openClone(stage: Stage, url = stage.remote): string {
  const clone = join(stage.folder, `clone-${String(stage.clones.size)}`);
  git(stage.folder, ['clone', '--quiet', stage.remote, clone]);
  git(clone, ['remote', 'set-url', 'origin', url]);
  // A clone by hand may lack it, and then git refreshes the index when somebody asks for the state.
  git(clone, ['update-index', '-q', '--refresh']);
  watchClone(stage, clone);
  return clone;
}

/** Says that publish must leave a folder as it is now. */
export function watchClone(stage: Stage, clone: string): void {
  stage.clones.set(clone, fingerprint(clone));
}

/** Starts a publish; the record is written when it has ended. */
export function begin(stage: Stage, request: StageRequest): { running: Running; done: Promise<RunRecord> } {
  const { source, flags = [], disturbed = false, maySayNothing = false } = request;
  const running = startPublish({ ...request, temp: join(stage.folder, 'temp') });
  const patience = timeoutOf(flags) + 30_000;
  const watchdog = setTimeout(() => running.signal('SIGKILL', 'group'), patience);
  const done = running.ended.then((ended) => {
    clearTimeout(watchdog);
    const run = { source, flags, disturbed, maySayNothing, ended, report: parseReport(ended.stdout) };
    stage.runs.push(run);
    addRun(stage.tally, run);
    return run;
  });
  return { running, done };
}

/** Runs a publish to its end. */
export function publish(stage: Stage, request: StageRequest): Promise<RunRecord> {
  return begin(stage, request).done;
}

/** Notes a broken promise. */
export function violate({ tally }: Stage, promise: Kept, detail: string): void {
  tally.violations.push({ promise, detail });
}

/** Notes it when a run ended otherwise than it should. */
export function expectCode(
  stage: Stage,
  run: RunRecord,
  wanted: { what: string; codes: readonly number[]; says?: string },
): void {
  const { code, stdout, stderr } = run.ended;
  const text = `${stderr}\n${stdout}`;
  if (code === null || !wanted.codes.includes(code))
    violate(
      stage,
      'expected',
      `${wanted.what}: exit ${String(code)}, not ${wanted.codes.join(' or ')}: ${summary(run)}`,
    );
  else if (wanted.says !== undefined && !text.includes(wanted.says))
    violate(stage, 'expected', `${wanted.what}: does not say "${wanted.says}": ${summary(run)}`);
}

/** One line of what a run said. */
export function summary({ report, ended }: RunRecord): string {
  const branches = branchReports(report).map(
    ({ branch, state, reason }) => `${branch} ${state} ${reason ?? ''}`,
  );
  const errors = (report?.diagnostics ?? [])
    .filter(({ severity }) => severity === 'error')
    .map(({ code, detail }) => `${code}: ${detail}`);
  const text = [...branches, ...errors].join('; ');
  return (text === '' ? `${ended.stderr} ${ended.stdout}` : text).replaceAll(/\s+/g, ' ').slice(0, 500);
}

/** How a stage is looked at in the end. */
export interface Finish {
  readonly foreign?: ReadonlySet<string>;
  readonly rewinds?: boolean;
  /** Flags of the last run. */
  readonly flags?: readonly string[];
  /** Where the last run runs; a new clone unless given. Nothing runs for `null`. */
  readonly clone?: string | null;
  /** False when the scenario itself spoiled the logs. */
  readonly isLogWhole?: boolean;
}

/** Runs the newest source once more without any cleaning, and checks everything that happened. */
export async function finish(stage: Stage, options: Finish = {}): Promise<void> {
  const newest = stage.world.commits.at(-1) ?? '';
  if (options.clone !== null) {
    const clone = options.clone ?? openClone(stage);
    const run = await publish(stage, { clone, source: newest, flags: options.flags ?? [] });
    if (run.ended.code !== 0)
      violate(stage, 'I5', `a plain run in the end ended with ${String(run.ended.code)}: ${summary(run)}`);
  }
  const history = readHistory(stage.remote, stage.world.branches);
  await stage.expected.learn([newest, ...sourcesIn(stage, history)]);
  const tree = (source: string, branch: string): string | undefined =>
    stage.world.commits.includes(source) ? stage.expected.of(source, branch)?.tree : undefined;
  if (options.isLogWhole !== false)
    stage.tally.violations.push(...checkHistory(history, stage.runs, { ...options, tree }));
  stage.tally.violations.push(...checkRemote(stage.remote));
  if (options.clone !== null) checkNewest(stage, history);
  for (const [clone, before] of stage.clones)
    stage.tally.violations.push(...compareFingerprints(before, fingerprint(clone)));
  checkLeftovers(stage);
  rmSync(stage.folder, { recursive: true, force: true });
}

function sourcesIn(stage: Stage, { commits, branches }: RemoteHistory): readonly string[] {
  const tips = branches.flatMap(({ moves }) => moves.map(({ to }) => to));
  const sources = tips.flatMap((id) => commits.get(id)?.trailers.get('Source-Commit') ?? []);
  return sources.filter((source) => stage.world.commits.includes(source));
}

/** I5, second half: in the end everything is what the newest source commit says. */
function checkNewest(stage: Stage, { commits, branches }: RemoteHistory): void {
  const newest = stage.world.commits.at(-1) ?? '';
  for (const { branch, tip, recordTip } of branches) {
    const recorded = commits.get(recordTip ?? '')?.trailers.get('Source-Commit');
    if (recorded !== newest)
      violate(stage, 'I5', `${branch}: in the end the record says ${recorded ?? 'nothing'}`);
    const rendered = commits.get(tip ?? '')?.trailers.get('Source-Commit') ?? '';
    if (!stage.world.commits.includes(rendered)) continue;
    if (stage.expected.of(rendered, branch)?.body !== stage.expected.of(newest, branch)?.body)
      violate(stage, 'I5', `${branch}: in the end it does not hold the newest source`);
  }
}

/** Whoever was not killed cleans up. */
function checkLeftovers(stage: Stage): void {
  const temp = join(stage.folder, 'temp');
  const left = existsSync(temp) ? readdirSync(temp) : [];
  if (left.length === 0) return;
  if (stage.runs.every(({ ended }) => ended.signal === null))
    violate(stage, 'leftovers', `in the temp folder: ${left.slice(0, 5).join(', ')}`);
  else stage.tally.notes.push(`${String(left.length)} temp folders of killed runs`);
}
