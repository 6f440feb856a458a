import { rmSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { moorlineHere } from '../tools/cli.ts';
import { gitClone } from '../tools/git-repo.ts';
import {
  jsonRun,
  publishedWorld,
  publishWorld,
  recordOf,
  type JsonRun,
  type PublishWorld,
} from '../tools/publish-world.ts';
import { readTree } from '../tools/read-tree.ts';

type Row = Readonly<Record<string, unknown>>;

function rowsOf({ data }: JsonRun): readonly Row[] {
  return data['published'] as readonly Row[];
}

async function rows(world: PublishWorld, ...flags: readonly string[]): Promise<readonly Row[]> {
  return rowsOf(await world.run('list', '--published', ...flags));
}

async function text(world: PublishWorld, ...flags: readonly string[]): Promise<string> {
  return (await moorlineHere(['-C', world.source.dir, 'list', '--published', ...flags])).stdout;
}

const FIRST = {
  tip: null,
  source: null,
  distance: null,
  record: 'missing',
  state: 'first',
  handEdits: false,
  editedPaths: [],
};

describe('moorline list --published', () => {
  it('shows branches that were never published', async () => {
    const found = await publishWorld().run('list', '--published');
    expect([found.code, found.codes]).toEqual([0, []]);
    expect(rowsOf(found)).toEqual([
      { branch: 'rendered/dev', workspaces: ['dev'], ...FIRST },
      { branch: 'rendered/prod', workspaces: ['prod'], ...FIRST },
    ]);
  });

  it('adds to what list gives, and leaves it alone without the flag', async () => {
    const world = publishWorld();
    const plain = (await world.run('list')).data;
    expect(Object.keys(plain)).toEqual(['projects', 'stacks', 'workspaces', 'units', 'modules']);
    const { data } = await world.run('list', '--published');
    expect(data).toEqual({ ...plain, published: data['published'] });
  });

  it('shows tip, source and how many commits HEAD is ahead', async () => {
    const world = await publishedWorld();
    const source = world.source.git('rev-parse', 'HEAD');
    world.commit({ 'docs/one.md': 'one\n' });
    world.commit({ 'docs/two.md': 'two\n' });
    expect(await rows(world, '--workspace', 'dev')).toEqual([
      {
        branch: 'rendered/dev',
        workspaces: ['dev'],
        tip: world.tip('rendered/dev'),
        source,
        distance: 2,
        record: 'recorded',
        state: 'ours',
        handEdits: false,
        editedPaths: [],
      },
    ]);
    expect(await text(world, '--workspace', 'dev')).toMatch(
      /^BRANCH {8}TIP {6}SOURCE {3}BEHIND {2}RECORD {4}STATE\nrendered\/dev {2}[0-9a-f]{7} {2}[0-9a-f]{7} {2}2 {7}recorded {2}ours\n$/,
    );
  });

  it('counts in a shallow clone, and changes nothing there or at the remote', async () => {
    const world = await publishedWorld();
    for (const name of ['a', 'b', 'c']) world.push({ [`docs/${name}.md`]: name });
    const shallow = gitClone(world.source, '--depth=1');
    shallow.git('remote', 'set-url', 'origin', world.url);
    const before = [readTree(shallow.dir), readTree(world.remote.dir)];
    const run = await moorlineHere(['-C', shallow.dir, 'list', '--published', '--output', 'json']);
    expect(rowsOf(jsonRun(run)).map(({ distance }) => distance)).toEqual([3, 3]);
    expect([readTree(shallow.dir), readTree(world.remote.dir)]).toEqual(before);
  });

  it('does not know the distance of a commit that nobody has', async () => {
    const world = await publishedWorld();
    world.source.git('checkout', '--quiet', '--orphan', 'other');
    world.source.git('commit', '--quiet', '--message=Other');
    world.source.git('push', '--quiet', '--force', 'origin', 'HEAD:main');
    world.source.git('branch', '-D', 'main');
    for (const repo of [world.source, world.remote]) {
      repo.git('reflog', 'expire', '--expire=now', '--all');
      repo.git('gc', '--quiet', '--prune=now');
    }
    rmSync(`${world.source.dir}/.git/moorline`, { recursive: true });
    const [dev] = await rows(world);
    expect(dev).toMatchObject({ distance: null, record: 'recorded', state: 'ours' });
  });

  it('falls back on what the tip says when the record is lost', async () => {
    const world = await publishedWorld();
    world.remote.git('update-ref', '-d', recordOf('rendered/dev'));
    const source = world.source.git('rev-parse', 'HEAD');
    expect((await rows(world))[0]).toMatchObject({
      source,
      distance: 0,
      record: 'unrecorded',
      state: 'ours',
    });
  });

  it('shows a branch that others wrote', async () => {
    const world = publishWorld();
    world.source.git('push', '--quiet', 'origin', 'main:rendered/prod');
    const unknown = { source: null, distance: null, record: 'unrecorded', state: 'foreign' };
    expect((await rows(world))[1]).toMatchObject(unknown);
  });

  it('names what a hand changed and what is gone', async () => {
    const world = await publishedWorld();
    world.edit('rendered/dev', { 'shop/dev/extra.yaml': 'kind: ConfigMap\n' });
    world.remote.git('update-ref', '-d', 'refs/heads/rendered/prod');
    expect(await rows(world)).toMatchObject([
      { record: 'recorded', state: 'edited', handEdits: true, editedPaths: ['shop/dev/extra.yaml'] },
      { record: 'recorded', state: 'gone', handEdits: false, tip: null, distance: 0 },
    ]);
    expect(await text(world)).toContain('edited: shop/dev/extra.yaml');
  });

  it('shows a branch that the source does not produce any more, unless a selection is given', async () => {
    const world = await publishedWorld();
    world.commit({ 'workspaces/prod.yaml': null, 'apps/cart/prod': null, 'apps/shop/prod': null });
    const names = async (...flags: readonly string[]) =>
      (await rows(world, ...flags)).map(({ branch, workspaces }) => [branch, workspaces]);
    expect(await names()).toEqual([
      ['rendered/dev', ['dev']],
      ['rendered/prod', []],
    ]);
    expect(await names('--project', 'shop')).toEqual([['rendered/dev', ['dev']]]);
  });

  it('shows a reviewed branch and the one that is pushed for it', async () => {
    const world = publishWorld({
      'moorline.yaml': 'publish:\n  review: { prod: pull-request, "*": direct }\n',
    });
    const source = world.source.git('rev-parse', 'HEAD');
    expect((await world.publish()).code).toBe(0);
    const reviewed = () => rows(world, '--workspace', 'prod');
    expect(await reviewed()).toMatchObject([
      { branch: 'rendered/prod', source: null, record: 'unrecorded', state: 'ours' },
      { branch: 'rendered/prod-next', source, distance: 0, record: 'recorded', state: 'ours' },
    ]);
    const tree = world.tip('rendered/prod-next^{tree}') ?? '';
    const base = world.tip('rendered/prod') ?? '';
    const squashed = world.remote.git('commit-tree', '-p', base, '-m', 'Squash', tree);
    world.remote.git('update-ref', 'refs/heads/rendered/prod', squashed);
    expect((await reviewed())[0]).toMatchObject({ tip: squashed, source, distance: 0, state: 'ours' });
    world.edit('rendered/prod', { 'by-hand.yaml': 'kind: ConfigMap\n' });
    expect((await reviewed())[0]).toMatchObject({
      source: null,
      state: 'edited',
      handEdits: true,
      editedPaths: null,
    });
  });

  it('ends with 7 and the rest of the listing when the remote cannot be reached', async () => {
    const world = publishWorld();
    rmSync(world.remote.dir, { recursive: true });
    const found = await world.run('list', '--published');
    expect([found.code, found.codes]).toEqual([7, ['REMOTE_UNREACHABLE']]);
    expect(found.data['projects']).toHaveLength(3);
    expect(found.data['published']).toEqual([]);
  });

  it('asks no remote that a broken configuration may not mean', async () => {
    const world = publishWorld();
    world.commit({ 'moorline.yaml': 'publish: { remot: other }\n' });
    const found = await world.run('list', '--published');
    expect([found.code, found.data['published']]).toEqual([3, []]);
  });
});
