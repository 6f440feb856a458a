import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readTree } from '../tools/read-tree.ts';
import { app, publishedWorld, publishWorld, type PublishWorld } from '../tools/publish-world.ts';

const [DEV, PROD] = ['rendered/dev', 'rendered/prod'];
const NEW_TAG = { 'apps/cart/base/app.yaml': app('cart', [], '1.5.0') };
const both = (state: string) => ({ [DEV]: state, [PROD]: state });
const look = ({ source, remote }: PublishWorld) => [readTree(join(source.dir, '.git')), readTree(remote.dir)];
const localTip = ({ source }: PublishWorld, branch: string) =>
  source.git('rev-parse', '--verify', '--quiet', `refs/heads/${branch}`);

describe('--dry-run', () => {
  it('writes nothing and plans the very commits of a real run', async () => {
    const world = await publishedWorld({ ...NEW_TAG, 'apps/docs': null });
    const before = look(world);
    const planned = await world.publish('--dry-run');
    expect(look(world)).toEqual(before);
    expect({ code: planned.code, states: planned.states }).toEqual({ code: 0, states: both('planned') });
    const real = await world.publish();
    const withoutState = (run: typeof real) => run.branches.map((branch) => ({ ...branch, state: '' }));
    expect(withoutState(planned)).toEqual(withoutState(real));
    expect(real.states).toEqual(both('pushed'));
  });

  it('plans the first publish, writing nothing', async () => {
    const world = publishWorld();
    const before = look(world);
    const planned = await world.publish('--dry-run');
    expect(look(world)).toEqual(before);
    expect(planned.states).toEqual(both('planned'));
    const { stdout, stderr } = await world.publishText('--dry-run');
    expect(stdout).toContain('planned     rendered/dev   nothing → ');
    expect(stderr).toBe(`nothing was pushed from ${world.tip('main')?.slice(0, 7) ?? ''}\n`);
  });

  it('says when nothing is to do, and when something stands against it', async () => {
    const world = await publishedWorld();
    expect((await world.publish('--dry-run')).states).toEqual(both('already'));
    world.edit(DEV, { 'note.txt': 'x\n' });
    const blocked = await world.publish('--dry-run');
    expect({ code: blocked.code, codes: blocked.codes, state: blocked.states[DEV] }).toEqual({
      code: 6,
      codes: ['BRANCH_EDITED'],
      state: 'blocked',
    });
  });
});

describe('--no-push', () => {
  it('moves local branches instead of the remote', async () => {
    const world = publishWorld();
    const before = world.refs();
    const planned = await world.publish('--no-push');
    expect({ code: planned.code, states: planned.states }).toEqual({ code: 0, states: both('planned') });
    expect(world.refs()).toEqual(before);
    expect([localTip(world, DEV), localTip(world, PROD)]).toEqual(
      planned.branches.map(({ commit }) => commit),
    );
    expect(world.source.git('status', '--porcelain')).toBe('');
    expect(world.source.git('fsck', '--strict')).toBe('');
    expect((await world.publish()).branches.map(({ commit }) => commit)).toEqual(
      planned.branches.map(({ commit }) => commit),
    );
  });

  it('brings the history along', async () => {
    const world = await publishedWorld(NEW_TAG);
    expect((await world.publish('--no-push')).code).toBe(0);
    expect(world.source.git('rev-parse', `${DEV}^`)).toBe(world.tip(DEV));
  });

  it('does not move a branch that is checked out', async () => {
    const world = await publishedWorld(NEW_TAG);
    world.source.git('fetch', '--quiet', 'origin', `${DEV}:${DEV}`);
    world.source.git('worktree', 'add', '--quiet', join(world.source.dir, '..', 'dev'), DEV);
    const tip = localTip(world, DEV);
    const run = await world.publish('--no-push');
    expect({ code: run.code, codes: run.codes }).toEqual({ code: 6, codes: ['BRANCH_NOT_LOCAL'] });
    expect(localTip(world, DEV)).toBe(tip);
    expect(() => localTip(world, PROD)).toThrow();
  });

  it('does not move a branch that is ahead', async () => {
    const world = await publishedWorld(NEW_TAG);
    world.source.git('branch', PROD, 'main');
    const run = await world.publish('--no-push');
    expect({ code: run.code, codes: run.codes }).toEqual({ code: 6, codes: ['BRANCH_NOT_LOCAL'] });
    expect(localTip(world, PROD)).toBe(world.tip('main'));
    expect(() => localTip(world, DEV)).toThrow();
  });
});
