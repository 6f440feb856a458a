import { describe, expect, it } from 'vitest';
import { runGit } from '../tools/git-repo.ts';
import { app, publishedWorld, publishWorld, recordOf, type PublishWorld } from '../tools/publish-world.ts';
import { tempFolder } from '../tools/temp-folder.ts';

const [DEV, PROD] = ['rendered/dev', 'rendered/prod'];
const NEXT = `${PROD}-next`;
const REVIEW = 'publish:\n  review: { prod: pull-request, "*": direct }\n';
const tag = (text: string) => ({ 'apps/cart/base/app.yaml': app('cart', [], text) });
const CART = 'cart/prod/deployment_cart-prod-cart.yaml';

/** A world in which the first render of prod waits for its review. */
async function reviewedWorld(): Promise<PublishWorld> {
  const world = publishWorld({ 'moorline.yaml': REVIEW });
  const { code, states } = await world.publish();
  expect({ code, states }).toEqual({ code: 0, states: { [DEV]: 'pushed', [PROD]: 'pushed' } });
  return world;
}

/** Brings what waits into the branch, as the button of a Git host does. */
function merge(world: PublishWorld, way: 'merge' | 'squash' | 'rebase' | 'fast-forward'): void {
  const dir = tempFolder();
  runGit(dir, ['clone', '--quiet', '--branch', PROD, world.remote.dir, '.']);
  const git = (...args: readonly string[]) => runGit(dir, args);
  if (way === 'merge') git('merge', '--quiet', '--no-ff', '--message=Merge', `origin/${NEXT}`);
  else if (way === 'fast-forward') git('merge', '--quiet', '--ff-only', `origin/${NEXT}`);
  else if (way === 'squash') {
    git('merge', '--quiet', '--squash', `origin/${NEXT}`);
    git('commit', '--quiet', '--message=Squashed');
  } else {
    const range = ['--cherry-pick', '--right-only', '--reverse', '--no-merges', `HEAD...origin/${NEXT}`];
    for (const commit of git('rev-list', ...range).split('\n')) git('cherry-pick', '--allow-empty', commit);
    git('commit', '--quiet', '--amend', '--no-edit', '--date=2026-05-05T00:00:00Z');
  }
  git('push', '--quiet', 'origin', PROD);
}

describe('a branch under review', () => {
  it('begins empty, with the first render on top in the branch that is pushed', async () => {
    const world = await reviewedWorld();
    expect(Object.keys(world.refs())).toEqual([
      'refs/heads/main',
      `refs/heads/${DEV}`,
      `refs/heads/${PROD}`,
      `refs/heads/${NEXT}`,
      recordOf(DEV),
      recordOf(NEXT),
    ]);
    expect(world.remote.git('ls-tree', PROD)).toBe('');
    expect(world.tip(`${NEXT}^`)).toBe(world.tip(PROD));
    expect(world.show(`${NEXT}:${CART}`)).toContain('cart:1.4.2');
    const { branches } = await world.publish();
    expect(branches[1]).toMatchObject({ branch: PROD, ref: `refs/heads/${NEXT}`, state: 'already' });
    expect((await world.publishText()).stdout).toContain(`reviewed  through ${NEXT}`);
  });

  it('gathers renders while nobody merges', async () => {
    const world = await reviewedWorld();
    const [base, next] = [world.tip(PROD), world.tip(NEXT)];
    world.push(tag('1.5.0'));
    expect((await world.publish()).states).toEqual({ [DEV]: 'pushed', [PROD]: 'pushed' });
    expect(world.tip(PROD)).toBe(base);
    expect(world.tip(`${NEXT}^`)).toBe(next);
  });

  it.each(['merge', 'squash', 'rebase', 'fast-forward'] as const)('goes on after a %s', async (way) => {
    const world = await reviewedWorld();
    merge(world, way);
    const base = world.tip(PROD);
    world.push(tag('1.5.0'));
    const run = await world.publish();
    expect({ code: run.code, codes: run.codes, states: run.states }).toEqual({
      code: 0,
      codes: [],
      states: { [DEV]: 'pushed', [PROD]: 'pushed' },
    });
    expect(world.tip(PROD)).toBe(base);
    expect(world.show(`${NEXT}:${CART}`)).toContain('cart:1.5.0');
    // what waits can be merged without a conflict, because it follows from the branch
    expect(world.remote.git('merge-base', PROD, NEXT)).toBe(base);
    // a host refuses to rebase the merge that joins the two lines
    merge(world, way === 'rebase' ? 'merge' : way);
    expect(world.tip(`${PROD}^{tree}`)).toBe(world.tip(`${NEXT}^{tree}`));
    world.push({ 'README.md': 'Read me\n' });
    expect((await world.publish()).states[PROD]).toBe('noop');
  });

  it('that was edited by hand is refused, and taken over by --adopt', async () => {
    const world = await reviewedWorld();
    merge(world, 'merge');
    world.edit(PROD, { [CART]: 'kind: Nothing\n' });
    world.push(tag('1.5.0'));
    const before = world.refs();
    const run = await world.publish();
    expect({ code: run.code, codes: run.codes, state: run.states[PROD] }).toEqual({
      code: 6,
      codes: ['BRANCH_EDITED'],
      state: 'blocked',
    });
    expect(world.refs()).toEqual(before);
    expect((await world.publish('--adopt')).states[PROD]).toBe('pushed');
    expect(world.tip(PROD)).toBe(before[`refs/heads/${PROD}`]);
    expect(world.remote.git('merge-base', PROD, NEXT)).toBe(world.tip(PROD));
  });

  it('whose waiting branch was edited by hand is refused', async () => {
    const world = await reviewedWorld();
    world.edit(NEXT, { [CART]: 'kind: Nothing\n' });
    world.push(tag('1.5.0'));
    const run = await world.publish();
    expect({ code: run.code, codes: run.codes, state: run.states[PROD] }).toEqual({
      code: 6,
      codes: ['BRANCH_EDITED'],
      state: 'blocked',
    });
  });

  it('that was deleted is refused', async () => {
    const world = await reviewedWorld();
    world.remote.git('update-ref', '-d', `refs/heads/${PROD}`);
    world.push(tag('1.5.0'));
    const run = await world.publish();
    expect({ code: run.code, codes: run.codes }).toEqual({ code: 6, codes: ['BRANCH_GONE'] });
  });

  it('may have been published directly before', async () => {
    const world = await publishedWorld({
      'moorline.yaml': `${REVIEW}  sourceURL: https://git.example.com/acme/apps\n`,
      ...tag('1.5.0'),
    });
    const tip = world.tip(PROD);
    const run = await world.publish();
    expect({ code: run.code, states: run.states }).toEqual({
      code: 0,
      states: { [DEV]: 'pushed', [PROD]: 'pushed' },
    });
    expect(world.tip(PROD)).toBe(tip);
    expect(world.tip(`${NEXT}^`)).toBe(tip);
  });

  it('holds workspaces that agree', async () => {
    const world = publishWorld({
      'moorline.yaml': `${REVIEW}  branch: rendered\n  path: "{workspace}/{project}/{stack}"\n`,
    });
    const run = await world.publish();
    expect({ code: run.code, codes: run.codes }).toEqual({ code: 3, codes: ['REVIEW_MIXED'] });
    expect(Object.keys(world.refs())).toEqual(['refs/heads/main']);
  });

  it('may not meet the branch of another workspace', async () => {
    const world = publishWorld({
      'moorline.yaml': 'publish:\n  review: pull-request\n',
      'workspaces/dev-next.yaml': '{}\n',
      'apps/docs/dev-next/stack.yaml': 'name: dev-next\n',
      'apps/docs/dev-next/app.yaml': app('docs'),
    });
    const run = await world.publish();
    expect({ code: run.code, codes: run.codes }).toEqual({ code: 3, codes: ['REF_CONFLICT'] });
  });
});
