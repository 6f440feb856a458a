import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { startHeld, until } from '../tools/held-program.ts';
import {
  app,
  jsonRun,
  publishedWorld,
  publishRun,
  recordOf,
  type PublishWorld,
} from '../tools/publish-world.ts';

const [DEV, PROD] = ['rendered/dev', 'rendered/prod'];
const NEW_TAG = { 'apps/cart/base/app.yaml': app('cart', [], '1.5.0') };
const both = (state: string) => ({ [DEV]: state, [PROD]: state });
const start = (world: PublishWorld, failpoint: string, ...args: readonly string[]) =>
  startHeld(failpoint, ['-C', world.source.dir, 'publish', '--output', 'json', ...args]);

/** Number of packs that runs in the clone have kept. */
function packs({ source }: PublishWorld): number {
  const folder = join(source.dir, '.git', 'moorline', 'objects', 'pack');
  return existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.pack')).length : 0;
}

async function expectNothingMoved(name: NodeJS.Signals, code: number): Promise<void> {
  const world = await publishedWorld(NEW_TAG);
  const [before, kept] = [world.refs(), packs(world)];
  const held = start(world, 'before-push:wait-2000');
  await until(() => packs(world) > kept);
  held.signal(name);
  const run = publishRun(jsonRun(await held.ended));
  expect({ code: run.code, codes: run.codes, states: run.states }).toEqual({
    code,
    codes: ['INTERRUPTED'],
    states: both('planned'),
  });
  expect(run.branches.map(({ base, commit }) => base === commit)).toEqual([true, true]);
  expect(world.refs()).toEqual(before);
  expect((await world.publish()).states).toEqual(both('pushed'));
}

async function expectMovedAllTheSame(): Promise<void> {
  const world = await publishedWorld(NEW_TAG);
  const record = world.tip(recordOf(DEV));
  const held = start(world, 'after-push:wait-2000');
  await until(() => world.tip(recordOf(DEV)) !== record);
  held.signal('SIGTERM');
  const run = publishRun(jsonRun(await held.ended));
  expect({ code: run.code, states: run.states }).toEqual({ code: 0, states: both('pushed') });
  expect(run.branches[0]?.commit).toBe(world.tip(DEV));
}

async function expectTimeUp(): Promise<void> {
  const world = await publishedWorld(NEW_TAG);
  const before = world.refs();
  const run = publishRun(jsonRun(await start(world, 'before-push:wait-1500', '--timeout', '1').ended));
  expect({ code: run.code, codes: run.codes }).toEqual({ code: 8, codes: ['TIMEOUT'] });
  expect(Object.values(run.states)).not.toContain('pushed');
  expect(world.refs()).toEqual(before);
  expect((await world.publish()).states).toEqual(both('pushed'));
}

describe('a run that is stopped', () => {
  // all at once, because most of the time is waiting
  it('says how things stand, and the next one succeeds', async () => {
    await Promise.all([
      expectNothingMoved('SIGTERM', 143),
      expectNothingMoved('SIGINT', 130),
      expectMovedAllTheSame(),
      expectTimeUp(),
    ]);
  });

  it('by force at the worst moment needs no care', async () => {
    const world = await publishedWorld(NEW_TAG);
    const killed = await start(world, 'after-push:kill').ended;
    expect({ code: killed.code, stdout: killed.stdout }).toEqual({ code: null, stdout: '' });
    expect((await world.publish()).states).toEqual(both('already'));
  });
});
