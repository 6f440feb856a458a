import { setTimeout as sleep } from 'node:timers/promises';
import { branchReports } from '../check/publish-report.ts';
import { tipOf } from '../check/remote-history.ts';
import type { RunRecord } from '../check/run-record.ts';
import { parallel } from '../parallel.ts';
import type { Bench, Row } from '../row.ts';
import {
  begin,
  expectCode,
  finish,
  openClone,
  publish,
  summary,
  violate,
  type Stage,
  type StageRequest,
} from '../stage.ts';
import { human } from './human.ts';

/** Many publishes at once. */
export const committerRows: readonly Row[] = [
  { id: 'C1', title: '16 committers, a branch each', counts: { short: 5, long: 80 }, run: ownBranches },
  { id: 'C2', title: '16 committers, one branch', counts: { short: 5, long: 128 }, run: oneBranch },
  {
    id: 'C3',
    title: '16 committers, sources in random order',
    counts: { short: 5, long: 128 },
    run: anyOrder,
  },
  { id: 'C4', title: '16 committers, one source', counts: { short: 5, long: 128 }, run: sameSource },
  { id: 'C6', title: '16 publishes in one clone', counts: { short: 5, long: 96 }, run: sameClone },
  { id: 'C7', title: '40 shuffled sources, 6 at a time', counts: { short: 0, long: 4 }, run: shuffled },
  { id: 'C5', title: 'a person pushes during the run', counts: { short: 2, long: 40 }, run: personPushes },
];

/** The most that run at once. */
const COMMITTERS = 16;

function everyone(stage: Stage, requests: readonly StageRequest[]): Promise<readonly RunRecord[]> {
  return parallel(requests, COMMITTERS, (request) => publish(stage, request));
}

function expectSuccess(stage: Stage, runs: readonly RunRecord[]): void {
  for (const run of runs) expectCode(stage, run, { what: 'one of many', codes: [0] });
}

/** The size of each round for a number of publishes. */
function rounds(count: number): readonly number[] {
  return Array.from({ length: Math.ceil(count / COMMITTERS) }, () => Math.min(COMMITTERS, count));
}

/** Made before anybody starts, because a clone takes longer than a run. */
function clonesOf(stage: Stage, size: number): readonly string[] {
  return Array.from({ length: size }, () => openClone(stage));
}

async function ownBranches(bench: Bench, count: number): Promise<void> {
  for (const size of rounds(count)) {
    const workspaces = Array.from({ length: size }, (_, i) => `w${String(i + 10)}`);
    const stage = bench.stage(bench.world({ workspaces, commits: 12 }));
    const clones = clonesOf(stage, size);
    const source = stage.world.commits[bench.chance.below(11)] ?? '';
    const requests = workspaces.map((workspace, i) => ({
      clone: clones[i] ?? '',
      source,
      flags: ['--workspace', workspace],
    }));
    const runs = await everyone(stage, requests);
    bench.tally.faults += size;
    expectSuccess(stage, runs);
    for (const run of runs) {
      const states = branchReports(run.report).map(({ state }) => state);
      if (states.join(' ') !== 'pushed') violate(stage, 'expected', `of an own branch: ${summary(run)}`);
    }
    await finish(stage);
  }
}

async function oneBranch(bench: Bench, count: number): Promise<void> {
  for (const size of rounds(count)) {
    const stage = bench.stage(bench.world({ layout: 'one' }));
    const clones = clonesOf(stage, size);
    const sources = stage.world.commits.slice(8, 8 + size);
    expectSuccess(
      stage,
      await everyone(
        stage,
        sources.map((source, i) => ({ clone: clones[i] ?? '', source })),
      ),
    );
    bench.tally.faults += size;
    await finish(stage);
  }
}

async function anyOrder(bench: Bench, count: number): Promise<void> {
  for (const [round, size] of rounds(count).entries()) {
    const stage = bench.stage(bench.world({ layout: round % 2 === 0 ? 'branches' : 'one' }));
    const clones = clonesOf(stage, size);
    const sources = bench.chance.shuffle(stage.world.commits).slice(0, size);
    const requests = sources.map((source, i) => ({ clone: clones[i] ?? '', source }));
    expectSuccess(stage, await everyone(stage, requests));
    bench.tally.faults += size;
    expectNewest(stage, sources);
    await finish(stage);
  }
}

/** The record of every branch names the newest of all sources that were published. */
function expectNewest(stage: Stage, sources: readonly string[]): void {
  const newest = stage.world.commits.findLast((source) => sources.includes(source));
  const last = stage.runs.filter(({ source }) => source === newest).at(-1);
  for (const { branch, state } of branchReports(last?.report))
    if (!['pushed', 'noop', 'already'].includes(state))
      violate(stage, 'expected', `${branch}: the newest of all sources is "${state}"`);
}

async function sameSource(bench: Bench, count: number): Promise<void> {
  for (const [round, size] of rounds(count).entries()) {
    const stage = bench.stage(bench.world({ layout: round % 2 === 0 ? 'branches' : 'one' }));
    const clones = clonesOf(stage, size);
    const source = stage.world.commits[bench.chance.below(39)] ?? '';
    const runs = await everyone(
      stage,
      clones.map((clone) => ({ clone, source })),
    );
    bench.tally.faults += size;
    expectSuccess(stage, runs);
    expectOnePush(stage, runs);
    await finish(stage);
  }
}

/** Exactly one run says `pushed`, and all others `already`. */
function expectOnePush(stage: Stage, runs: readonly RunRecord[]): void {
  for (const branch of stage.world.branches) {
    const states = runs.flatMap(({ report }) =>
      branchReports(report)
        .filter((each) => each.branch === branch)
        .map(({ state }) => state),
    );
    const pushed = states.filter((state) => state === 'pushed').length;
    const already = states.filter((state) => state === 'already').length;
    if (pushed !== 1 || already !== runs.length - 1)
      violate(stage, 'I7', `${branch}: ${String(pushed)} × pushed, ${String(already)} × already`);
  }
}

async function sameClone(bench: Bench, count: number): Promise<void> {
  for (const [round, size] of rounds(count).entries()) {
    const stage = bench.stage(bench.world());
    const clone = openClone(stage);
    const isSame = round % 2 === 1;
    const sources = bench.chance.shuffle(stage.world.commits).slice(0, size);
    const requests = sources.map((source) => ({ clone, source: isSame ? (sources[0] ?? '') : source }));
    const runs = await everyone(stage, requests);
    bench.tally.faults += size;
    expectSuccess(stage, runs);
    if (isSame) expectOnePush(stage, runs);
    await finish(stage, { clone });
  }
}

async function shuffled(bench: Bench, count: number): Promise<void> {
  for (let round = 0; round < count; round++) {
    const stage = bench.stage(bench.world({ layout: round % 4 < 2 ? 'branches' : 'one' }));
    const clones = Array.from({ length: 6 }, () => openClone(stage));
    const killed = round % 2 === 1 ? 0.25 : 0;
    // Jobs start roughly in the order of their commits, as on a server that runs them.
    const keyed = stage.world.commits.map((source, i) => ({ source, key: i + bench.chance.next() * 8 }));
    const sources = keyed.toSorted((a, b) => a.key - b.key).map(({ source }) => source);
    await parallel(sources, clones.length, async (source, i) => {
      const clone = clones[i % clones.length] ?? '';
      const isKilled = bench.chance.next() < killed;
      const { running, done } = begin(stage, { clone, source, disturbed: isKilled });
      bench.tally.faults += 1;
      if (isKilled) {
        await sleep(bench.chance.next() * 4000);
        running.signal('SIGKILL', 'group');
      }
      const run = await done;
      if (!isKilled) expectSuccess(stage, [run]);
    });
    await finish(stage);
  }
}

async function personPushes(bench: Bench, count: number): Promise<void> {
  for (let round = 0; round < count; round++) {
    const stage = bench.stage(bench.world());
    const clone = openClone(stage);
    const branch = bench.chance.pick(stage.world.branches);
    const first = stage.world.commits[3] ?? '';
    expectSuccess(stage, [await publish(stage, { clone, source: first })]);
    const person = human(stage, branch);
    const { done } = begin(stage, { clone, source: stage.world.commits[round % 30] ?? '' });
    await sleep(bench.chance.next() * 900);
    const theirs = await person.push({ 'note-from-a-person.txt': 'keep this\n' });
    expectCode(stage, await done, { what: 'a person pushed meanwhile', codes: [0, 6] });
    bench.tally.faults += 1;
    const source = stage.world.commits.at(-1) ?? '';
    if (theirs !== undefined) {
      const refused = await publish(stage, { clone, source });
      expectCode(stage, refused, { what: 'a hand edit', codes: [6], says: 'note-from-a-person.txt' });
      if (tipOf(stage.remote, `refs/heads/${branch}`) !== theirs)
        violate(stage, 'I9', 'the hand edit was moved');
    }
    const foreign = new Set(theirs === undefined ? [] : [theirs]);
    await finish(stage, { clone, foreign, flags: ['--adopt'] });
  }
}
