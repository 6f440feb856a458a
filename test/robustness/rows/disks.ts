import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { canMakeDisks, makeSmallDisk } from '../rig/small-disk.ts';
import { chooseCases, type Bench, type Row } from '../row.ts';
import { expectCode, finish, openClone, publish, watchClone } from '../stage.ts';
import { count as countOutcome } from '../tally.ts';

/** Full disks, and locks that somebody left. */
export const diskRows: readonly Row[] = [
  { id: 'D1', title: 'disk full: temp folder, cache, remote', counts: { short: 1, long: 45 }, run: fullDisk },
  { id: 'L1', title: 'stale locks in the clone', counts: { short: 1, long: 1 }, run: staleLocks },
];

/** Kibibytes that are enough for everything. */
const NEED = 400;

async function fullDisk(bench: Bench, count: number): Promise<void> {
  if (!canMakeDisks()) {
    bench.tally.skipped.push('a small disk takes Linux and root');
    return;
  }
  const places = chooseCases(bench, ['temp', 'cache', 'remote'] as const, count);
  for (const [i, place] of places.entries()) {
    const kibibytes = count < 3 ? 8 : Math.floor((i * NEED) / count / 4) * 4;
    await oneSize(bench, place, kibibytes);
  }
}

async function oneSize(bench: Bench, place: 'temp' | 'cache' | 'remote', kibibytes: number): Promise<void> {
  const stage = bench.stage(bench.world());
  const clone = openClone(stage);
  const folder = {
    temp: join(stage.folder, 'temp'),
    cache: join(clone, '.git', 'moorline'),
    remote: join(stage.remote, 'objects'),
  }[place];
  await publish(stage, { clone, source: stage.world.commits[0] ?? '' });
  const disk = makeSmallDisk(folder, kibibytes);
  bench.defer(disk.release);
  const source = stage.world.commits[20] ?? '';
  const run = await publish(stage, { clone, source, flags: ['--timeout', '30'] });
  bench.tally.faults += 1;
  countOutcome(bench.tally, `${place} full → ${String(run.ended.code)}`);
  expectCode(stage, run, { what: `${String(kibibytes)} KiB left for ${place}`, codes: [0, 7] });
  disk.grow();
  expectCode(stage, await publish(stage, { clone, source }), { what: `room for ${place} again`, codes: [0] });
  disk.release();
  await finish(stage, { clone });
}

const LOCKS = [
  'index.lock',
  'HEAD.lock',
  'config.lock',
  'packed-refs.lock',
  'shallow.lock',
  'refs/heads/main.lock',
  'objects/maintenance.lock',
  'worktrees/other/index.lock',
];

/** Publish needs none of them, and removes none. */
async function staleLocks(bench: Bench, count: number): Promise<void> {
  for (let round = 0; round < count; round++) {
    const stage = bench.stage(bench.world());
    const clone = openClone(stage);
    for (const lock of LOCKS) {
      const file = join(clone, '.git', lock);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, '');
    }
    watchClone(stage, clone);
    bench.tally.faults += LOCKS.length;
    for (const source of stage.world.commits.slice(0, 2))
      expectCode(stage, await publish(stage, { clone, source }), { what: 'locks in the clone', codes: [0] });
    await finish(stage, { clone });
  }
}
