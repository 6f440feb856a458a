import { describe, expect, it, vi } from 'vitest';
import { gitShim } from '../tools/git-shim.ts';
import { app, publishedWorld, recordOf, type PublishWorld } from '../tools/publish-world.ts';

const [DEV, PROD] = ['rendered/dev', 'rendered/prod'];
const CART = 'cart/dev/deployment_cart-dev-cart.yaml';
const tag = (text: string) => ({ 'apps/cart/base/app.yaml': app('cart', [], text) });
const both = (state: string) => ({ [DEV]: state, [PROD]: state });

/** Proves that a branch moved from one commit to its child. */
function expectForward(world: PublishWorld, from: string | undefined): void {
  expect(world.tip(`${DEV}^`)).toBe(from);
  expect(world.remote.git('reflog', 'show', '--format=%gs', `refs/heads/${DEV}`)).not.toContain('forced');
}

/** Replaces the newest commit of main by another one, at the remote too. */
function rewrite(world: PublishWorld): string {
  world.source.git('reset', '--quiet', '--hard', 'HEAD^');
  const id = world.commit(tag('2.0.0'), { message: 'Rewritten\n' });
  world.source.git('push', '--quiet', '--force', 'origin', 'HEAD:refs/heads/main');
  return id;
}

describe('an older source commit', () => {
  it('is superseded, and nothing moves', async () => {
    const world = await publishedWorld();
    const old = world.tip('main') ?? '';
    const newer = world.push(tag('1.5.0'));
    await world.publish();
    const before = world.refs();
    const run = await world.publish('--source', old);
    expect({ code: run.code, codes: run.codes, states: run.states }).toEqual({
      code: 0,
      codes: [],
      states: both('superseded'),
    });
    expect(run.branches[0]?.reason).toBe(`it holds ${newer.slice(0, 7)}, which contains this source commit`);
    expect(world.refs()).toEqual(before);
  });

  it('is superseded also when it does not compile', async () => {
    const world = await publishedWorld();
    const broken = world.push({ 'apps/cart/base/app.yaml': 'apps: [\n' });
    world.push(tag('1.5.0'));
    await world.publish();
    const run = await world.publish('--source', broken);
    expect({ code: run.code, codes: run.codes, states: run.states }).toEqual({
      code: 0,
      codes: [],
      states: both('superseded'),
    });
  });

  it('is published by --allow-rewind as a new commit, which is no hold', async () => {
    const world = await publishedWorld();
    const old = world.tip('main') ?? '';
    const tree = world.tip(`${DEV}^{tree}`);
    const newer = world.push(tag('1.5.0'));
    await world.publish();
    const tip = world.tip(DEV);
    const run = await world.publish('--source', old, '--allow-rewind');
    expect({ code: run.code, states: run.states }).toEqual({ code: 0, states: both('pushed') });
    expectForward(world, tip);
    expect(world.tip(`${DEV}^{tree}`)).toBe(tree);
    expect(world.show(DEV)).toContain(`\nRewound-From: ${newer}\n`);
    expect(world.show(recordOf(DEV))).toContain(`Source-Commit: ${old}\n`);
    expect((await world.publish()).states).toEqual(both('pushed'));
    expect(world.show(recordOf(DEV))).toContain(`Source-Commit: ${newer}\n`);
    expect(world.show(DEV)).not.toContain('Rewound-From');
  });
});

describe('a source whose history was rewritten', () => {
  it('is refused, and published forward by --allow-rewind', async () => {
    const world = await publishedWorld(tag('1.5.0'));
    await world.publish();
    const [tip, published] = [world.tip(DEV), world.tip('main') ?? ''];
    rewrite(world);
    const before = world.refs();
    const refused = await world.publish();
    expect({ code: refused.code, codes: refused.codes, states: refused.states }).toEqual({
      code: 6,
      codes: ['SOURCE_DIVERGED', 'SOURCE_DIVERGED'],
      states: both('blocked'),
    });
    expect(refused.diagnostics[0]?.detail).toContain(published.slice(0, 7));
    expect(world.refs()).toEqual(before);
    expect((await world.publish('--adopt')).codes).toEqual(['SOURCE_DIVERGED', 'SOURCE_DIVERGED']);
    expect((await world.publish('--allow-rewind')).states).toEqual(both('pushed'));
    expectForward(world, tip);
    expect(world.show(DEV)).toContain(`\nRewound-From: ${published}\n`);
    expect(world.show(`${DEV}:${CART}`)).toContain('cart:2.0.0');
  });

  it('is seen as such where the old commit exists nowhere any more', async () => {
    const world = await publishedWorld(tag('1.5.0'));
    await world.publish();
    rewrite(world);
    for (const { git } of [world.source, world.remote]) {
      git('reflog', 'expire', '--expire=now', '--all');
      git('gc', '--quiet', '--prune=now');
    }
    const run = await world.publish();
    expect({ code: run.code, codes: run.codes }).toEqual({
      code: 6,
      codes: ['SOURCE_DIVERGED', 'SOURCE_DIVERGED'],
    });
    expect((await world.publish('--allow-rewind')).states).toEqual(both('pushed'));
  });
});

describe('a change that was reverted', () => {
  it('is never brought back by a late job', async () => {
    const world = await publishedWorld();
    const tip = world.tip(DEV);
    const change = world.push(tag('1.5.0'));
    const revert = world.push(tag('1.4.2'));
    expect((await world.publish()).states).toEqual(both('noop'));
    expect(world.show(recordOf(DEV))).toContain(`Source-Commit: ${revert}\n`);
    const late = await world.publish('--source', change);
    expect({ code: late.code, states: late.states }).toEqual({ code: 0, states: both('superseded') });
    expect(world.tip(DEV)).toBe(tip);
  });

  it('is never brought back by a job that planned before and pushes after', async () => {
    const world = await publishedWorld();
    const change = world.push(tag('1.5.0'));
    const revert = world.push(tag('1.4.2'));
    // the late job sees the remote as it was before the revert was published
    const before = world.refs();
    await world.publish();
    const after = world.refs();
    const set = (refs: Readonly<Record<string, string>>) =>
      [DEV, PROD].map((branch) => `update ${recordOf(branch)} ${refs[recordOf(branch)] ?? ''}\\n`).join('');
    for (const branch of [DEV, PROD])
      world.remote.git('update-ref', recordOf(branch), before[recordOf(branch)] ?? '');
    const shim = gitShim('push', `printf '${set(after)}' | $GIT -C '${world.remote.dir}' update-ref --stdin`);
    vi.stubEnv('PATH', shim.path);
    const late = await world.publish('--source', change);
    expect(late.states).toEqual(both('superseded'));
    expect(world.show(recordOf(DEV))).toContain(`Source-Commit: ${revert}\n`);
    expect(world.show(`${DEV}:${CART}`)).toContain('cart:1.4.2');
  });
});

describe('two publishes of one commit', () => {
  it('at once give one commit, and all end well', async () => {
    const world = await publishedWorld(tag('1.5.0'));
    const planned = await world.publish('--dry-run');
    const runs = await Promise.all([world.publish(), world.publish(), world.publish()]);
    expect(runs.map(({ code }) => code)).toEqual([0, 0, 0]);
    expect(new Set(runs.flatMap(({ branches }) => branches.map(({ commit }) => commit)))).toEqual(
      new Set(planned.branches.map(({ commit }) => commit)),
    );
    const states = runs.map((run) => run.states[DEV]);
    expect(states.filter((state) => state === 'pushed')).toHaveLength(1);
    expect(world.remote.git('rev-list', '--count', DEV)).toBe('2');
  });
});
