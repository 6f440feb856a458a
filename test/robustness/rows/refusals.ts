import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { branchReports } from '../check/publish-report.ts';
import { tipOf } from '../check/remote-history.ts';
import type { RunRecord } from '../check/run-record.ts';
import { git } from '../rig/git.ts';
import { startHttpGitServer } from '../rig/http-git-server.ts';
import { chooseCases, type Bench, type Row } from '../row.ts';
import { expectCode, finish, openClone, publish, summary, violate, type Stage } from '../stage.ts';
import { count as countOutcome } from '../tally.ts';

/** Remotes that answer, and say no. */
export const refusalRows: readonly Row[] = [
  { id: 'R1', title: 'the remote rejects', counts: { short: 2, long: 12 }, run: reject },
  { id: 'R2', title: 'no atomic push', counts: { short: 1, long: 3 }, run: notAtomic },
  { id: 'R3', title: 'HTTP statuses', counts: { short: 2, long: 24 }, run: statuses },
];

const HOOKS = ['pre-receive', 'update', 'reference-transaction'] as const;
/**
 * An update hook is called once for each ref of one push. When a transaction is refused, receive-pack dies
 * without an answer, which may be tried again a few times.
 */
const MOST_CALLS = { 'pre-receive': 1, update: 6, 'reference-transaction': 10 } as const;
/** A remote must not paint on a terminal. */
const HOOK_TEXT = 'quota exceeded for acme \\033[31mRED\\033[0m';

async function reject(bench: Bench, count: number): Promise<void> {
  for (const each of chooseCases(bench, [...HOOKS, 'settings'] as const, count))
    await (each === 'settings' ? settings(bench) : rejectBy(bench, each));
}

async function rejectBy(bench: Bench, hook: (typeof HOOKS)[number]): Promise<void> {
  const stage = bench.stage(bench.world());
  const clone = openClone(stage);
  await publish(stage, { clone, source: stage.world.commits[0] ?? '' });
  const before = tipsOf(stage);
  const file = join(stage.remote, 'hooks', hook);
  const calls = join(stage.folder, 'calls');
  const condition = hook === 'reference-transaction' ? '[ "$1" = prepared ] || exit 0\n' : '';
  writeFileSync(file, `#!/bin/sh\n${condition}echo x >>'${calls}'\nprintf '${HOOK_TEXT}\\n' >&2\nexit 1\n`);
  chmodSync(file, 0o755);
  const run = await publish(stage, {
    clone,
    source: stage.world.commits.at(-1) ?? '',
    flags: ['--timeout', '20'],
  });
  bench.tally.faults += 1;
  expectCode(stage, run, { what: `${hook} says no`, codes: [7], says: 'quota exceeded for acme' });
  if (`${run.ended.stdout}${run.ended.stderr}`.includes('\u001b'))
    violate(stage, 'expected', `${hook}: an escape came through`);
  expectUnmoved(stage, before, hook);
  const asked = existsSync(calls) ? readFileSync(calls, 'utf8').split('\n').length - 1 : 0;
  if (asked > MOST_CALLS[hook]) violate(stage, 'expected', `${hook} was asked ${String(asked)} times`);
  writeFileSync(file, '#!/bin/sh\nexit 0\n');
  await finish(stage, { clone });
}

/** What hosts turn on; none of it may be in the way. */
async function settings(bench: Bench): Promise<void> {
  const stage = bench.stage(bench.world());
  for (const key of [
    'receive.fsckObjects',
    'transfer.fsckObjects',
    'receive.denyNonFastForwards',
    'receive.denyDeletes',
  ])
    git(stage.remote, ['config', key, 'true']);
  const clone = openClone(stage);
  for (const source of stage.world.commits.slice(0, 4))
    expectCode(stage, await publish(stage, { clone, source }), { what: 'a strict remote', codes: [0] });
  bench.tally.faults += 4;
  await finish(stage, { clone });
}

async function notAtomic(bench: Bench, count: number): Promise<void> {
  for (let round = 0; round < count; round++) {
    const stage = bench.stage(bench.world());
    const clone = openClone(stage);
    git(stage.remote, ['config', 'receive.advertiseAtomic', 'false']);
    const run = await publish(stage, {
      clone,
      source: stage.world.commits[1] ?? '',
      flags: ['--timeout', '20'],
    });
    bench.tally.faults += 1;
    expectCode(stage, run, { what: 'no atomic push', codes: [7], says: 'atomic' });
    expectUnmoved(stage, new Map(), 'no atomic push');
    git(stage.remote, ['config', 'receive.advertiseAtomic', 'true']);
    await finish(stage, { clone });
  }
}

interface HttpCase {
  readonly status: number;
  readonly retryAfter?: number;
  /** Requests that fail before the server is well again. */
  readonly times: number;
  readonly on: 'fetch' | 'push';
}

const CASES: readonly HttpCase[] = [
  ...[401, 403, 404].flatMap((status) => [
    { status, times: Infinity, on: 'fetch' } as const,
    { status, times: Infinity, on: 'push' } as const,
  ]),
  { status: 429, retryAfter: 1, times: 1, on: 'fetch' },
  { status: 503, retryAfter: 1, times: 1, on: 'push' },
  { status: 500, times: 2, on: 'fetch' },
  { status: 502, times: 1, on: 'push' },
  { status: 429, times: Infinity, on: 'push' },
  { status: 503, retryAfter: 30, times: Infinity, on: 'fetch' },
];

async function statuses(bench: Bench, count: number): Promise<void> {
  for (const each of chooseCases(bench, CASES, count)) await oneStatus(bench, each);
}

async function oneStatus(bench: Bench, { status, retryAfter, times, on }: HttpCase): Promise<void> {
  const stage = bench.stage(bench.world());
  const server = await startHttpGitServer(stage.folder);
  try {
    const clone = openClone(stage, server.url(stage.name));
    await publish(stage, { clone, source: stage.world.commits[0] ?? '' });
    const before = tipsOf(stage);
    let hits = 0;
    server.fault = (request) => {
      const isHit = request.includes(on === 'push' ? 'receive-pack' : 'upload-pack');
      return isHit && hits++ < times
        ? { kind: 'status', status, ...(retryAfter === undefined ? {} : { retryAfter }) }
        : undefined;
    };
    const what = `HTTP ${String(status)} × ${String(times)} on ${on}`;
    const run = await publish(stage, {
      clone,
      source: stage.world.commits.at(-1) ?? '',
      flags: ['--timeout', '6'],
    });
    bench.tally.faults += 1;
    countOutcome(bench.tally, `${what} → ${String(run.ended.code)}`);
    expectStatus(stage, run, { what, status, times, hits });
    if (times === Infinity) expectUnmoved(stage, before, what);
    server.fault = () => undefined;
    await finish(stage, { clone });
  } finally {
    await server.stop();
  }
}

/** A person has to mend 401, 403 and 404; the rest may pass, and then success is the right end. */
function expectStatus(
  stage: Stage,
  run: RunRecord,
  { what, status, times, hits }: { what: string; status: number; times: number; hits: number },
): void {
  const codes = status < 429 ? [7] : times === Infinity ? [7, 8] : [0];
  expectCode(stage, run, { what, codes });
  // Git itself asks once more after 401, to offer what it may know.
  if (status < 429 && hits > 2)
    violate(stage, 'expected', `${what}: asked ${String(hits)} times: ${summary(run)}`);
  for (const { branch, state } of branchReports(run.report))
    if (run.ended.code !== 0 && !['blocked', 'unknown', 'planned', 'already'].includes(state))
      violate(stage, 'I6', `${what}: ${branch} says "${state}"`);
}

function tipsOf(stage: Stage): ReadonlyMap<string, string | undefined> {
  return new Map(stage.world.branches.map((branch) => [branch, tipOf(stage.remote, `refs/heads/${branch}`)]));
}

function expectUnmoved(stage: Stage, before: ReadonlyMap<string, string | undefined>, what: string): void {
  for (const [branch, tip] of tipsOf(stage))
    if (tip !== before.get(branch)) violate(stage, 'I1', `${what}: ${branch} moved all the same`);
}
