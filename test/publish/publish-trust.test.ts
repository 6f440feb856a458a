import { chmodSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { gitShim } from '../tools/git-shim.ts';
import { runGit } from '../tools/git-repo.ts';
import {
  app,
  publishedWorld,
  publishWorld,
  recordOf,
  type Files,
  type PublishWorld,
} from '../tools/publish-world.ts';

const [DEV, PROD] = ['rendered/dev', 'rendered/prod'];
const CART = 'cart/dev/deployment_cart-dev-cart.yaml';
const NEW_TAG = { 'apps/cart/base/app.yaml': app('cart', [], '1.5.0') };

/** Puts a commit that a person made by hand on top of a branch, or in its place. */
function forge(
  world: PublishWorld,
  branch: string,
  { tree, message, parent }: { readonly tree: string; readonly message: string; readonly parent?: string },
): string {
  const parents = parent === undefined ? [] : ['-p', parent];
  const id = runGit(world.remote.dir, ['commit-tree', ...parents, '-F', '-', tree], message);
  world.remote.git('update-ref', `refs/heads/${branch}`, id);
  return id;
}

/** Proves that a publish refuses a branch with a code, names paths, and moves nothing. */
async function expectBlocked(world: PublishWorld, code: string, says: readonly string[]): Promise<void> {
  const before = world.refs();
  const run = await world.publish();
  expect({ codes: run.codes, exit: run.code }).toEqual({ codes: [code], exit: 6 });
  expect(run.states[DEV]).toBe('blocked');
  expect(Object.values(run.states)).not.toContain('pushed');
  for (const text of says) expect(run.diagnostics[0]?.detail.split('\n')).toContain(text);
  expect(world.refs()).toEqual(before);
}

/** Adopts, and proves that the branch is the render again, on top of what was found. */
async function expectAdopted(world: PublishWorld, wanted: string | undefined): Promise<readonly string[]> {
  const found = world.tip(DEV);
  const run = await world.publish('--adopt');
  expect({ code: run.code, state: run.states[DEV], codes: run.codes }).toEqual({
    code: 0,
    state: 'pushed',
    codes: [],
  });
  expect(world.tip(`${DEV}^{tree}`)).toBe(wanted);
  expect(world.tip(`${DEV}^`)).toBe(found);
  expect((await world.publish()).states[DEV]).toBe('already');
  return run.branches.find(({ branch }) => branch === DEV)?.adopted ?? [];
}

interface Hand {
  readonly title: string;
  readonly files: Files;
  /** As the diagnostic lists it. */
  readonly says: string;
  /** As `--adopt` lists it; left out for a path that only comes back. */
  readonly adopted?: string;
}

const HANDS: readonly Hand[] = [
  {
    title: 'edited a manifest',
    files: { [CART]: 'kind: Nothing\n' },
    says: `  ~ ${CART}`,
    adopted: `overwrote ${CART}`,
  },
  {
    title: 'added a file',
    files: { 'cart/dev/extra.yaml': 'kind: ConfigMap\n' },
    says: '  + cart/dev/extra.yaml',
    adopted: 'removed cart/dev/extra.yaml',
  },
  {
    title: 'added a file outside of the units',
    files: { '.github/workflows/x.yml': 'on: push\n' },
    says: '  + .github/workflows/x.yml',
    adopted: 'removed .github/workflows/x.yml',
  },
  { title: 'removed a manifest', files: { [CART]: null }, says: `  - ${CART}` },
  {
    title: 'made a symbolic link of a manifest',
    files: { [CART]: { link: '/etc/passwd' } },
    says: `  ~ ${CART}`,
    adopted: `overwrote ${CART}`,
  },
  {
    title: 'forged the metadata',
    files: { 'hydrator.metadata': '{"drySha":"0123456789abcdef0123456789abcdef01234567"}\n' },
    says: '  ~ hydrator.metadata',
    adopted: 'overwrote hydrator.metadata',
  },
  {
    title: 'broke the metadata',
    files: { 'hydrator.metadata': Buffer.from([0xff, 0xfe, 0]) },
    says: '  ~ hydrator.metadata',
    adopted: 'overwrote hydrator.metadata',
  },
];

describe('a person', () => {
  it.each(HANDS)('who $title is asked first, and overruled by --adopt', async ({ files, says, adopted }) => {
    const world = await publishedWorld();
    const wanted = world.tip(`${DEV}^{tree}`);
    world.edit(DEV, files);
    await expectBlocked(world, 'BRANCH_EDITED', [says]);
    const paths = await expectAdopted(world, wanted);
    expect(paths).toEqual(adopted === undefined ? [] : [adopted.split(' ')[1]]);
    const body = world
      .show(DEV)
      .split('\n')
      .filter((line) => line.startsWith('adopted: '));
    expect(body).toEqual(adopted === undefined ? [] : [`adopted: ${adopted}`]);
  });

  it('who made a manifest executable is asked first', async () => {
    const world = await publishedWorld();
    const clone = join(world.source.dir, '..', 'edit');
    runGit(world.source.dir, ['clone', '--quiet', '--branch', DEV, world.remote.dir, clone]);
    chmodSync(join(clone, CART), 0o755);
    runGit(clone, ['commit', '--quiet', '--all', '--message=Executable']);
    runGit(clone, ['push', '--quiet', 'origin', DEV]);
    await expectBlocked(world, 'BRANCH_EDITED', [`  ~ ${CART}`]);
  });

  it('is named with the commit', async () => {
    const world = await publishedWorld();
    const id = world.edit(DEV, { [CART]: 'x\n' }, { message: 'Hotfix: more memory\n' });
    const { diagnostics } = await world.publish();
    expect(diagnostics[0]?.detail.split('\n')).toEqual([
      `${DEV} is at ${id.slice(0, 7)} "Hotfix: more memory" by Ada.`,
      `  ~ ${CART}`,
      'To keep a change, bring it into the source. To drop it: moorline publish --adopt',
    ]);
  });

  it('reads in text what --adopt replaced', async () => {
    const world = await publishedWorld();
    world.edit(DEV, { [CART]: 'x\n', 'cart/dev/new.yaml': 'x\n' });
    const { stdout, code } = await world.publishText('--adopt');
    expect(code).toBe(0);
    expect(stdout).toContain(`              replaced  ${CART}\n              replaced  cart/dev/new.yaml\n`);
  });

  it('cannot pass an edit off as ours with our trailers', async () => {
    const world = await publishedWorld();
    const tip = world.tip(DEV) ?? '';
    const edited = world.edit(DEV, { [CART]: 'x\n' });
    const tree = world.tip(`${edited}^{tree}`) ?? '';
    const message =
      world.show(DEV) === ''
        ? ''
        : messageOf(world, tip).replace(/^Rendered-Tree: .*$/m, `Rendered-Tree: ${tree}`);
    forge(world, DEV, { tree, message, parent: tip });
    await expectBlocked(world, 'BRANCH_EDITED', [`  ~ ${CART}`]);
  });

  it('may not even rewrite the history while the files stay', async () => {
    const world = await publishedWorld(NEW_TAG);
    await world.publish();
    const tree = world.tip(`${DEV}^{tree}`) ?? '';
    forge(world, DEV, { tree, message: 'Squashed\n' });
    await expectBlocked(world, 'BRANCH_EDITED', []);
  });

  it('who set the branch back to an older render is asked first', async () => {
    const world = await publishedWorld();
    const first = world.tip(DEV) ?? '';
    world.push(NEW_TAG);
    await world.publish();
    const wanted = world.tip(`${DEV}^{tree}`);
    world.remote.git('update-ref', `refs/heads/${DEV}`, first);
    await expectBlocked(world, 'BRANCH_EDITED', [`  ~ ${CART}`]);
    expect(await expectAdopted(world, wanted)).toContain(CART);
  });

  it('who is faster than the push is not overwritten, also where only the record would move', async () => {
    const world = await publishedWorld({ 'README.md': 'Read me\n' });
    const edited = world.edit(DEV, { [CART]: 'x\n' });
    world.remote.git('update-ref', `refs/heads/${DEV}`, `${edited}^`);
    const record = world.tip(recordOf(DEV));
    const shim = gitShim('push', `$GIT -C '${world.remote.dir}' update-ref refs/heads/${DEV} ${edited}`);
    vi.stubEnv('PATH', shim.path);
    const run = await world.publish();
    expect({ code: run.code, codes: run.codes, state: run.states[DEV] }).toEqual({
      code: 6,
      codes: ['BRANCH_EDITED'],
      state: 'blocked',
    });
    expect([world.tip(DEV), world.tip(recordOf(DEV))]).toEqual([edited, record]);
  });

  it('who edited one branch stops the push of all', async () => {
    const world = await publishedWorld(NEW_TAG);
    world.edit(DEV, { [CART]: 'x\n' });
    const before = world.refs();
    const run = await world.publish();
    expect(run.states).toEqual({ [DEV]: 'blocked', [PROD]: 'planned' });
    expect(run.branches.map(({ base, commit }) => base === commit)).toEqual([true, true]);
    expect(world.refs()).toEqual(before);
    expect((await world.publish('--workspace', 'prod')).states).toEqual({ [PROD]: 'pushed' });
    expect(world.tip(DEV)).toBe(before[`refs/heads/${DEV}`]);
  });
});

function messageOf(world: PublishWorld, commit: string): string {
  return `${world.remote.git('log', '-1', '--format=%B', commit).trimEnd()}\n`;
}

describe('a branch that publish did not write', () => {
  it('is not touched, and taken over by --adopt', async () => {
    const world = publishWorld();
    world.remote.git('branch', DEV, 'main');
    await expectBlocked(world, 'BRANCH_FOREIGN', []);
    const run = await world.publish('--adopt');
    expect(run.branches[0]?.adopted).toEqual(world.ls('main'));
    expect(world.tip(`${DEV}^`)).toBe(world.tip('main'));
    expect(world.ls(DEV).filter((path) => path.startsWith('apps/'))).toEqual([]);
  });

  it('is not ours because of trailers that name another tree', async () => {
    const world = await publishedWorld();
    world.remote.git('update-ref', '-d', recordOf(DEV));
    const message = messageOf(world, DEV);
    const tree = runGit(world.remote.dir, ['rev-parse', `${PROD}^{tree}`]);
    forge(world, DEV, { tree, message });
    await expectBlocked(world, 'BRANCH_FOREIGN', []);
  });

  it('is not ours because of trailers that stand above the last block', async () => {
    const world = await publishedWorld();
    world.remote.git('update-ref', '-d', recordOf(DEV));
    const tree = world.tip(`${DEV}^{tree}`) ?? '';
    forge(world, DEV, { tree, message: `${messageOf(world, DEV)}\nSigned-off-by: Eve <eve@example.com>\n` });
    await expectBlocked(world, 'BRANCH_FOREIGN', []);
  });

  it('is not taken over when a tag has its name', async () => {
    const world = publishWorld();
    world.remote.git('tag', DEV, 'main');
    const { code, states } = await world.publish();
    expect({ code, states }).toEqual({ code: 0, states: { [DEV]: 'pushed', [PROD]: 'pushed' } });
    expect(world.refs()[`refs/tags/${DEV}`]).toBe(world.tip('refs/heads/main'));
  });
});

describe('a record', () => {
  it('that is gone is written again while the tip is ours', async () => {
    const world = await publishedWorld(NEW_TAG);
    world.remote.git('update-ref', '-d', recordOf(DEV));
    expect((await world.publish()).states).toEqual({ [DEV]: 'pushed', [PROD]: 'pushed' });
    expect(world.show(recordOf(DEV))).toContain(`Rendered-Commit: ${world.tip(DEV) ?? ''}`);
  });

  it('that is gone is written again although nothing else is to do', async () => {
    const world = await publishedWorld();
    const record = world.tip(recordOf(DEV));
    world.remote.git('update-ref', '-d', recordOf(DEV));
    const { code } = await world.publish();
    expect({ code, record: world.tip(recordOf(DEV)) }).toEqual({ code: 0, record });
  });

  it('that cannot be read stops the run', async () => {
    const world = await publishedWorld(NEW_TAG);
    world.remote.git('update-ref', recordOf(DEV), 'main');
    const before = world.refs();
    const run = await world.publish();
    expect(run.code).not.toBe(0);
    expect(Object.values(run.states)).not.toContain('pushed');
    expect(world.refs()).toEqual(before);
  });

  it('without its branch means that somebody deleted the branch', async () => {
    const world = await publishedWorld(NEW_TAG);
    world.remote.git('update-ref', '-d', `refs/heads/${DEV}`);
    const before = world.refs();
    const run = await world.publish();
    expect({ code: run.code, codes: run.codes, states: run.states }).toEqual({
      code: 6,
      codes: ['BRANCH_GONE'],
      states: { [DEV]: 'blocked', [PROD]: 'planned' },
    });
    expect(world.refs()).toEqual(before);
    expect((await world.publish('--adopt')).states).toEqual({ [DEV]: 'pushed', [PROD]: 'pushed' });
    expect(world.remote.git('rev-list', '--count', DEV)).toBe('1');
  });
});

describe('preserve', () => {
  const CONFIG = { 'moorline.yaml': 'publish:\n  preserve: [CODEOWNERS, "docs/**", "**/NOTES.md"]\n' };

  async function preservingWorld(): Promise<PublishWorld> {
    const world = publishWorld(CONFIG);
    expect((await world.publish()).code).toBe(0);
    return world;
  }

  it('keeps the files of others through a change', async () => {
    const world = await preservingWorld();
    world.edit(DEV, { CODEOWNERS: '* @acme/platform\n', 'cart/dev/NOTES.md': 'Mind the cart.\n' });
    world.push({ ...NEW_TAG, 'apps/shop/dev': null });
    const run = await world.publish();
    expect({ code: run.code, states: run.states }).toEqual({
      code: 0,
      states: { [DEV]: 'pushed', [PROD]: 'pushed' },
    });
    expect(world.show(`${DEV}:CODEOWNERS`)).toBe('* @acme/platform\n');
    expect(world.show(`${DEV}:cart/dev/NOTES.md`)).toBe('Mind the cart.\n');
    expect(world.ls(DEV).filter((path) => path.startsWith('shop/'))).toEqual([]);
  });

  it('lets a file of others be changed and removed by them', async () => {
    const world = await preservingWorld();
    world.edit(DEV, { CODEOWNERS: '* @acme/platform\n' });
    world.push({ 'README.md': '1\n' });
    expect((await world.publish()).states[DEV]).toBe('noop');
    world.edit(DEV, { CODEOWNERS: null });
    world.push({ 'README.md': '2\n' });
    expect((await world.publish()).states[DEV]).toBe('noop');
    expect(world.ls(DEV)).not.toContain('CODEOWNERS');
  });

  it('does not excuse another file beside it', async () => {
    const world = await preservingWorld();
    world.edit(DEV, { CODEOWNERS: '* @acme/platform\n', 'cart/dev/extra.yaml': 'x\n' });
    await expectBlocked(world, 'BRANCH_EDITED', ['  + cart/dev/extra.yaml']);
    const run = await world.publish('--adopt');
    expect(run.branches[0]?.adopted).toEqual(['cart/dev/extra.yaml']);
    expect(world.ls(DEV)).toContain('CODEOWNERS');
  });
});

describe('what an earlier run kept', () => {
  it('may be deleted at any time', async () => {
    const world = await publishedWorld(NEW_TAG);
    rmSync(join(world.source.dir, '.git', 'moorline'), { recursive: true });
    expect((await world.publish()).states).toEqual({ [DEV]: 'pushed', [PROD]: 'pushed' });
  });
});
