import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { expectGolden, expectTree } from '../tools/golden.ts';
import { app, publishedWorld, publishWorld, recordOf, type PublishWorld } from '../tools/publish-world.ts';

const WANTED = join(import.meta.dirname, '..', '..', 'fixtures', 'publish', 'first');
const [DEV, PROD] = ['rendered/dev', 'rendered/prod'];

/** A change of one application in both workspaces. */
const NEW_TAG = { 'apps/cart/base/app.yaml': app('cart', [], '1.5.0') };

/** What the record of a branch says. */
function record(world: PublishWorld, branch: string): Readonly<Record<string, string>> {
  const lines = world.show(recordOf(branch)).split('\n\n').at(-1)?.trimEnd().split('\n') ?? [];
  return Object.fromEntries(lines.map((line) => line.split(': ') as [string, string]));
}

describe('the first publish', () => {
  it('gives branch, metadata, commit and record byte for byte', async () => {
    const world = publishWorld();
    world.push(
      { 'README.md': 'Applications of Acme\n' },
      {
        message: [
          'feat(shop): open the shop',
          '',
          'The first lines of a longer text.',
          '',
          'Argocd-reference-commit-sha: 0123456789abcdef0123456789abcdef01234567',
          'Argocd-reference-commit-author: Bo Code <bo@example.com>',
          'Argocd-reference-commit-repourl: https://git.example.com/acme/shop',
          'Signed-off-by: Ada <ada@example.com>',
          '',
        ].join('\n'),
        env: {
          GIT_AUTHOR_DATE: '2026-02-03T04:05:06+0200',
          GIT_COMMITTER_DATE: '2026-02-03T05:00:00-0330',
          GIT_COMMITTER_NAME: 'Host',
        },
      },
    );
    const { code, states } = await world.publish();
    expect({ code, states }).toEqual({ code: 0, states: { [DEV]: 'pushed', [PROD]: 'pushed' } });
    expectTree(world.tree(DEV), join(WANTED, 'tree'));
    expectGolden(join(WANTED, 'commit.txt'), world.show(DEV));
    expectGolden(join(WANTED, 'record.txt'), world.show(recordOf(DEV)));
  });

  it('leaves ordinary files only', async () => {
    const world = await publishedWorld();
    const modes = world.remote.git('ls-tree', '-r', '-t', DEV).split('\n');
    expect(new Set(modes.map((line) => line.split(' ').slice(0, 2).join(' ')))).toEqual(
      new Set(['040000 tree', '100644 blob']),
    );
  });

  it('gives objects that git accepts', async () => {
    const world = await publishedWorld();
    expect(world.remote.git('fsck', '--strict', '--full')).toBe('');
  });

  it('says in JSON what it did', async () => {
    const world = publishWorld();
    const { code, diagnostics, data } = await world.publish();
    const names = (project: string, workspace: string) => ({ project, stack: workspace, workspace });
    const added = (project: string, workspace: string) => ({
      ...names(project, workspace),
      action: 'added',
    });
    const branch = (workspace: string, projects: readonly string[]) => ({
      branch: `rendered/${workspace}`,
      ref: `refs/heads/rendered/${workspace}`,
      workspace,
      workspaces: [workspace],
      state: 'pushed',
      base: null,
      commit: world.tip(`rendered/${workspace}`),
      previousSource: null,
      reason: null,
      units: projects.map((project) => added(project, workspace)),
      deleted: [],
      adopted: [],
    });
    expect({ code, diagnostics, data }).toEqual({
      code: 0,
      diagnostics: [],
      data: {
        source: world.tip('main'),
        remote: world.url,
        branches: [branch('dev', ['cart', 'docs', 'shop']), branch('prod', ['cart', 'shop'])],
      },
    });
  });

  it('says in text what it did', async () => {
    const world = publishWorld();
    const { code, stdout, stderr } = await world.publishText();
    const short = (name: string) => world.tip(name)?.slice(0, 7) ?? '';
    expect(code).toBe(0);
    expect(stdout).toBe(`pushed      rendered/dev   nothing → ${short(DEV)}  3 units
              added     cart/dev
              added     docs/dev
              added     shop/dev
pushed      rendered/prod  nothing → ${short(PROD)}  2 units
              added     cart/prod
              added     shop/prod
`);
    expect(stderr).toBe(`pushed 2 of 2 branches from ${short('main')}\n`);
  });

  it('makes a record without parent and files', async () => {
    const world = await publishedWorld();
    expect(world.remote.git('rev-list', '--parents', recordOf(DEV))).toBe(world.tip(recordOf(DEV)));
    expect(world.remote.git('ls-tree', recordOf(DEV))).toBe('');
    expect(record(world, DEV)).toEqual({
      'Source-Commit': world.tip('main'),
      'Rendered-Commit': world.tip(DEV),
    });
  });

  it('takes the author from publish.author and never from git', async () => {
    const world = publishWorld({ 'moorline.yaml': 'publish:\n  author: Robot <robot@example.com>\n' });
    world.source.git('config', 'user.name', 'Somebody');
    expect((await world.publish()).code).toBe(0);
    expect(world.remote.git('log', '-1', '--format=%an %ae %at %cn %ce %ct', DEV)).toBe(
      'Robot robot@example.com 1767323045 Robot robot@example.com 1767323045',
    );
    expect(world.remote.git('log', '-1', '--format=%an %cn', recordOf(DEV))).toBe('Moorline Moorline');
  });

  it('names a source that has no address on a host by no address', async () => {
    const world = publishWorld({ 'moorline.yaml': '{}\n' });
    await world.publish();
    expect(world.show(`${DEV}:hydrator.metadata`)).not.toContain('repoURL');
    expect(world.show(DEV)).not.toContain('Source-Repo');
    expect(world.show(`${DEV}:hydrator.metadata`)).not.toContain(world.remote.dir);
  });
});

describe('another publish', () => {
  it('of the same commit changes nothing', async () => {
    const world = await publishedWorld();
    const before = world.refs();
    const { code, states } = await world.publish();
    expect({ code, states }).toEqual({ code: 0, states: { [DEV]: 'already', [PROD]: 'already' } });
    expect(world.refs()).toEqual(before);
    const { stdout, stderr } = await world.publishText();
    expect(stdout.split('\n')[0]).toBe(`already     rendered/dev   ${world.tip(DEV)?.slice(0, 7) ?? ''}`);
    expect(stderr).toBe(`nothing to push from ${world.tip('main')?.slice(0, 7) ?? ''}\n`);
  });

  it('of a commit that renders the same moves the record only', async () => {
    const world = await publishedWorld();
    const before = world.refs();
    const source = world.push({ 'README.md': 'Read me\n' });
    const { code, states, branches } = await world.publish();
    expect({ code, states }).toEqual({ code: 0, states: { [DEV]: 'noop', [PROD]: 'noop' } });
    expect(branches.map(({ base, commit }) => [base, commit])).toEqual(
      [DEV, PROD].map((branch) => [world.tip(branch), world.tip(branch)]),
    );
    const { [recordOf(DEV)]: dev, [recordOf(PROD)]: prod, 'refs/heads/main': main, ...after } = world.refs();
    expect({ ...after, [recordOf(DEV)]: 0, [recordOf(PROD)]: 0, 'refs/heads/main': 0 }).toEqual({
      ...before,
      [recordOf(DEV)]: 0,
      [recordOf(PROD)]: 0,
      'refs/heads/main': 0,
    });
    expect([dev, prod]).not.toContain(before[recordOf(DEV)]);
    expect(main).toBe(source);
    expect(record(world, DEV)).toEqual({ 'Source-Commit': source, 'Rendered-Commit': world.tip(DEV) });
    expect((await world.publish()).states).toEqual({ [DEV]: 'already', [PROD]: 'already' });
  });

  it('of a change moves the branch forward and says what happened to each unit', async () => {
    const world = await publishedWorld();
    const [first, source] = [world.tip(DEV), world.tip('main')];
    const changed = world.push({ ...NEW_TAG, 'apps/docs': null });
    const { code, states, branches } = await world.publish();
    expect({ code, states }).toEqual({ code: 0, states: { [DEV]: 'pushed', [PROD]: 'pushed' } });
    const [dev] = branches;
    expect(dev).toMatchObject({ base: first, commit: world.tip(DEV), previousSource: source });
    expect(dev?.units.map(({ project, action }) => `${project} ${action}`)).toEqual([
      'cart changed',
      'shop unchanged',
      'docs removed',
    ]);
    expect(dev?.deleted.map(({ kind, name }) => `${kind} ${name}`).toSorted()).toEqual([
      'Deployment docs-dev-docs',
      'Namespace docs',
    ]);
    expect(world.tip(`${DEV}^`)).toBe(first);
    expect(world.show(DEV)).toContain(`\nSource-Range: ${source ?? ''}..${changed}\n`);
    expect(world.show(DEV)).toContain('\ndev: 2 units changed · +0 ~1 -2 resources\n');
    expect(world.ls(DEV).filter((path) => path.startsWith('docs/'))).toEqual([]);
    expect(world.remote.git('diff', '--name-only', first ?? '', world.tip(DEV) ?? '').split('\n')).toEqual([
      'cart/dev/deployment_cart-dev-cart.yaml',
      'cart/dev/hydrator.metadata',
      'docs/dev/deployment_docs-dev-docs.yaml',
      'docs/dev/hydrator.metadata',
      'docs/dev/namespace_docs.yaml',
      'hydrator.metadata',
    ]);
  });

  it('lists every deletion in text', async () => {
    const world = await publishedWorld({ 'apps/docs': null });
    const { stdout } = await world.publishText();
    expect(stdout).toContain('              removed   docs/dev\n              deleted   ');
    expect(stdout).toMatch(/deleted {3}.*Namespace\/docs\n/);
  });

  it('publishes an older commit by --source, whatever is checked out', async () => {
    const world = publishWorld();
    const first = world.tip('main') ?? '';
    world.push(NEW_TAG);
    const { source, code } = await world.publish('--source', first.slice(0, 12));
    expect({ source, code }).toEqual({ source: first, code: 0 });
    expect(world.show(`${DEV}:cart/dev/deployment_cart-dev-cart.yaml`)).toContain('cart:1.4.2');
  });

  it('publishes commits, not files: a dirty work tree gives one warning', async () => {
    const world = publishWorld();
    const clean = await world.publish('--dry-run');
    world.source.git('rm', '--quiet', '-r', '--cached', 'apps/docs');
    const dirty = await world.publish();
    expect(dirty.codes).toEqual(['WORK_TREE_DIRTY']);
    expect(dirty.code).toBe(0);
    expect(dirty.branches.map(({ commit }) => commit)).toEqual(clean.branches.map(({ commit }) => commit));
  });

  it('takes the configuration from the commit as well', async () => {
    const world = publishWorld();
    const first = world.tip('main') ?? '';
    world.push({ 'moorline.yaml': 'publish:\n  branch: other/{workspace}\n' });
    expect((await world.publish('--source', first)).states).toEqual({ [DEV]: 'pushed', [PROD]: 'pushed' });
  });
});

describe('one branch for all workspaces', () => {
  it('holds them side by side and names them all', async () => {
    const world = publishWorld({
      'moorline.yaml': 'publish:\n  branch: rendered\n  path: "{workspace}/{project}/{stack}"\n',
    });
    const { code, branches } = await world.publish();
    expect(code).toBe(0);
    expect(branches).toMatchObject([{ branch: 'rendered', workspace: null, workspaces: ['dev', 'prod'] }]);
    expect(world.remote.git('ls-tree', '--name-only', 'rendered').split('\n')).toEqual([
      '.gitattributes',
      'dev',
      'hydrator.metadata',
      'prod',
    ]);
    expect(world.show('rendered')).toContain('\nRendered-Workspace: dev\nRendered-Workspace: prod\n');
    world.push({ 'apps/shop/prod/stack.yaml': 'name: prod\nimages:\n  ghcr.io/acme/web: 1.4.3\n' });
    const next = await world.publish();
    expect(next.branches[0]?.units.filter(({ action }) => action === 'changed')).toMatchObject([
      { project: 'shop', workspace: 'prod' },
    ]);
  });
});
