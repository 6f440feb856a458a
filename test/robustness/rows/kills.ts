import { chmodSync, existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { lockFiles } from '../check/check-remote.ts';
import type { RunRecord } from '../check/run-record.ts';
import { failpoints } from '../failpoints.ts';
import { parallel } from '../parallel.ts';
import { FAILPOINT_BIN } from '../program.ts';
import type { Bench, Row } from '../row.ts';
import { begin, expectCode, finish, openClone, publish, violate, type Stage } from '../stage.ts';
import { count as countOutcome } from '../tally.ts';

/** Programs that die: ours, at random moments, at named ones and by signals; and the one of the server. */
export const killRows: readonly Row[] = [
  { id: 'K1', title: 'SIGKILL at a random time', counts: { short: 8, long: 1000 }, run: killAtRandom },
  { id: 'K2', title: 'SIGKILL at each failpoint', counts: { short: 1, long: 10 }, run: killAtFailpoints },
  { id: 'K3', title: 'SIGINT, SIGTERM, once and twice', counts: { short: 4, long: 120 }, run: interrupt },
  {
    id: 'K4',
    title: 'receive-pack is killed and leaves locks',
    counts: { short: 1, long: 20 },
    run: killServer,
  },
];

/** Kills in one history before it is checked as a whole. */
const KILLS_A_STAGE = 50;

async function killAtRandom(bench: Bench, count: number): Promise<void> {
  const typical = await typicalTime(bench);
  const stages = Array.from({ length: Math.ceil(count / KILLS_A_STAGE) }, (_, i) =>
    Math.min(KILLS_A_STAGE, count - i * KILLS_A_STAGE),
  );
  await parallel(stages, 2, async (kills, index) => {
    const chance = bench.chance.fork(String(index));
    const stage = bench.stage(bench.world({ layout: index % 3 === 2 ? 'one' : 'branches' }));
    const clone = openClone(stage);
    for (let i = 0; i < kills; i++) {
      const source = stage.world.commits[Math.floor((i * 39) / kills)] ?? '';
      const { running, done } = begin(stage, { clone, source, disturbed: true });
      await sleep(chance.next() * typical * 1.1);
      running.signal('SIGKILL', chance.next() < 0.5 ? 'group' : 'leader');
      await done;
      bench.tally.faults += 1;
      // Now and then the same run again, as a person would do; it must not need any cleaning.
      if (chance.next() < 0.2)
        expectCode(stage, await publish(stage, { clone, source }), { what: 'run after a kill', codes: [0] });
    }
    await finish(stage, { clone });
  });
}

/** Milliseconds that an undisturbed run takes. */
async function typicalTime(bench: Bench): Promise<number> {
  const stage = bench.stage(bench.world());
  const clone = openClone(stage);
  const times: number[] = [];
  for (const source of stage.world.commits.slice(0, 3))
    times.push((await publish(stage, { clone, source })).ended.millis);
  await finish(stage, { clone });
  return Math.max(...times);
}

async function killAtFailpoints(bench: Bench, count: number): Promise<void> {
  const names = failpoints();
  if (names.length === 0 || !existsSync(FAILPOINT_BIN)) {
    bench.tally.skipped.push('no build with failpoints');
    return;
  }
  await parallel(names, 2, async (name) => {
    const stage = bench.stage(bench.world());
    const first = await publish(stage, { clone: openClone(stage), source: stage.world.commits[0] ?? '' });
    expectCode(stage, first, { what: 'first publish', codes: [0] });
    let reached = 0;
    for (let i = 1; i <= count; i++) {
      // A new clone has nothing in its cache, so that there is something to fetch.
      const clone = openClone(stage);
      const source = stage.world.commits[2 * i] ?? '';
      const env = { MOORLINE_FAILPOINT: `${name}:kill` };
      const run = await publish(stage, { clone, source, env, bin: FAILPOINT_BIN, disturbed: true });
      if (run.ended.signal === 'SIGKILL') reached += 1;
      expectCode(stage, await publish(stage, { clone, source }), { what: `run after ${name}`, codes: [0] });
    }
    bench.tally.faults += reached;
    if (reached > 0) countOutcome(bench.tally, `killed ${name}`);
    else bench.tally.skipped.push(`${name} was not reached`);
    await finish(stage);
  });
}

async function interrupt(bench: Bench, count: number): Promise<void> {
  const typical = await typicalTime(bench);
  const stage = bench.stage(bench.world());
  const clone = openClone(stage);
  for (let i = 0; i < count; i++) {
    const name = i % 2 === 0 ? 'SIGINT' : 'SIGTERM';
    const source = stage.world.commits[Math.floor((i * 39) / count)] ?? '';
    const isTwice = i % 4 > 1;
    const { running, done } = begin(stage, { clone, source, disturbed: true, maySayNothing: isTwice });
    await sleep((0.15 + bench.chance.next()) * typical);
    running.signal(name, i % 3 === 0 ? 'group' : 'leader');
    if (isTwice) {
      await sleep(20);
      running.signal(name, 'leader');
    }
    const run = await done;
    bench.tally.faults += 1;
    const code = name === 'SIGINT' ? 130 : 143;
    // Node itself dies of a signal that comes before the program listens.
    if (run.ended.signal === null) expectCode(stage, run, { what: name, codes: [0, code] });
  }
  await finish(stage, { clone });
}

/** Kills receive-pack while it holds the locks of all refs, which it cannot remove any more. */
async function killServer(bench: Bench, count: number): Promise<void> {
  for (let i = 0; i < count; i++) {
    const stage = bench.stage(bench.world());
    const clone = openClone(stage);
    await publish(stage, { clone, source: stage.world.commits[i] ?? '' });
    const hook = join(stage.remote, 'hooks', 'reference-transaction');
    writeFileSync(hook, '#!/bin/sh\n[ "$1" = prepared ] && kill -KILL $PPID\nexit 0\n');
    chmodSync(hook, 0o755);
    const source = stage.world.commits.at(-1) ?? '';
    const run = await publish(stage, { clone, source, flags: ['--timeout', '30'] });
    rmSync(hook);
    expectLocks(stage, run);
    bench.tally.faults += 1;
    await finish(stage, { clone });
  }
}

/** The run names a lock, and all of them are still there; then somebody who may do so removes them. */
function expectLocks(stage: Stage, run: RunRecord): void {
  const locks = lockFiles(stage.remote);
  // Two refs for each branch.
  if (locks.length !== 2 * stage.world.branches.length)
    violate(stage, 'I9', `${String(locks.length)} locks of the server are left`);
  expectCode(stage, run, { what: 'lock of the server', codes: [7], says: '.lock' });
  for (const lock of locks) rmSync(lock);
  for (const name of readdirSync(join(stage.remote, 'objects')))
    if (name.startsWith('tmp_objdir-')) rmSync(join(stage.remote, 'objects', name), { recursive: true });
}
