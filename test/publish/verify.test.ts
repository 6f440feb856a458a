import { readFileSync, symlinkSync, unlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { gitHash } from '../../src/util/git-hash.ts';
import { gitClone, runGit } from '../tools/git-repo.ts';
import {
  app,
  folderDigest,
  openWorld,
  verifyWorld,
  type Edited,
  type VerifyWorld,
} from '../tools/verify-world.ts';

const [DEV, PROD] = ['rendered/dev', 'rendered/prod'];
const FILE = 'shop/prod/deployment_shop-prod-web.yaml';
const GONE = '1'.repeat(40);

const recordOf = (branch: string): string => `refs/moorline/progress/${branch}`;

/** Leaves the files of a clone as the next commit. */
const write =
  (files: Readonly<Record<string, string>>) =>
  (clone: Edited): void => {
    clone.write(files);
    clone.git('add', '--all');
  };

/** Puts a new tree on a branch of the remote; `entries` as `git ls-tree` prints them, names as bytes. */
function pushTree(world: VerifyWorld, branch: string, entries: readonly Buffer[]): string {
  const content = Buffer.concat(entries);
  const options = ['hash-object', '-t', 'tree', '-w', '--literally', '--stdin'];
  const tree = runGit(world.remote, options, content);
  expect(tree).toBe(gitHash('sha1', 'tree', content));
  const id = world.git(
    '-c',
    'user.name=Eve',
    '-c',
    'user.email=eve@example.com',
    'commit-tree',
    '-p',
    branch,
    '-m',
    'Tree',
    tree,
  );
  world.git('update-ref', `refs/heads/${branch}`, id);
  return id;
}

/** The raw entries of a tree, to be changed. */
function entriesOf(world: VerifyWorld, tree: string): readonly Buffer[] {
  return world
    .git('ls-tree', tree)
    .split('\n')
    .map((line) => {
      const [, mode = '', id = '', name = ''] = /^(\d+) \w+ ([0-9a-f]+)\t(.*)$/.exec(line) ?? [];
      return entry(mode.replace(/^0/, ''), name, id);
    });
}

function entry(mode: string, name: string | Buffer, id: string): Buffer {
  return Buffer.concat([
    Buffer.from(`${mode} `),
    Buffer.from(name),
    Buffer.from([0]),
    Buffer.from(id, 'hex'),
  ]);
}

/** Merges `<branch>-next` as a host does. */
function merge(world: VerifyWorld, branch: string, how: 'merge' | 'squash' | 'rebase'): void {
  const next = `origin/${branch}-next`;
  const person = ['-c', 'user.name=Bob', '-c', 'user.email=bob@example.com'];
  world.edit(branch, ({ git }) => {
    if (how === 'merge') git(...person, 'merge', '--quiet', '--no-ff', '--no-edit', next);
    else if (how === 'squash') git(...person, 'merge', '--quiet', '--squash', next);
    else git(...person, 'rebase', '--quiet', '--force-rebase', next);
  });
}

describe('a branch that is as it was published', () => {
  it('is verified, with its commit, its source and the rules', async () => {
    const world = await verifyWorld();
    const { code, branches } = await world.verify();
    expect(code).toBe(0);
    expect(branches).toEqual(
      [DEV, PROD].map((branch) => ({
        branch,
        commit: world.at(branch),
        source: world.at('main'),
        rules: 1,
        ok: true,
        state: 'verified',
        recorded: world.at('main'),
        differences: [],
        truncated: false,
        note: null,
      })),
    );
  });

  it('has a row in the text, and a closing line on stderr', async () => {
    const world = await verifyWorld();
    const { stdout, stderr, code } = await world.text();
    const [main, dev, prod] = ['main', DEV, PROD].map((name) => world.at(name).slice(0, 7));
    expect(stdout).toBe(
      `verified    rendered/dev   ${dev}  from ${main}\nverified    rendered/prod  ${prod}  from ${main}\n`,
    );
    expect([code, stderr]).toEqual([0, '2 of 2 branches verified\n']);
  });

  it('names the render and the newer source commit that changed nothing', async () => {
    const world = await verifyWorld();
    const first = world.at('main');
    const second = world.push({ 'notes.txt': 'nothing to render\n' });
    await world.publish();
    const { code, branches } = await world.verify();
    expect(code).toBe(0);
    expect(branches.map(({ source, recorded }) => [source, recorded])).toEqual([
      [first, second],
      [first, second],
    ]);
  });

  it('is verified with files of others on top, and without a record', async () => {
    const world = await verifyWorld();
    world.edit(PROD, write({ CODEOWNERS: '* @ops\n', 'docs/a/b.md': 'hello\n' }));
    expect(await world.verify(PROD)).toMatchObject({ code: 0, states: { [PROD]: 'verified' } });
    world.git('update-ref', '-d', recordOf(PROD));
    expect(await world.verify(PROD)).toMatchObject({ code: 0, states: { [PROD]: 'verified' } });
  });

  it('is verified when what is preserved came after the render', async () => {
    const world = await verifyWorld();
    world.edit(PROD, write({ README: 'ours\n' }));
    expect((await world.verify()).differences).toEqual({ [PROD]: ['extra README'] });
    world.push({ 'moorline.yaml': 'publish:\n  preserve: [README]\n' });
    await world.publish();
    expect(await world.verify()).toMatchObject({ code: 0, differences: {} });
  });

  it('is verified in a repository of SHA-256', async () => {
    const world = await verifyWorld({}, '--object-format=sha256');
    world.edit(PROD, write({ CODEOWNERS: '* @ops\n' }));
    expect(await world.verify()).toMatchObject({ code: 0, differences: {} });
  });

  it('is verified after its last unit left the source', async () => {
    const world = await verifyWorld();
    world.source.git('rm', '--quiet', '-r', 'apps/shop/prod', 'workspaces/prod.yaml');
    world.push();
    await world.publish('--allow-prune');
    expect(world.git('ls-tree', '-r', '--name-only', PROD)).toBe('hydrator.metadata');
    expect((await world.verify()).states).toEqual({ [DEV]: 'verified', [PROD]: 'verified' });
    world.edit(PROD, write({ 'left.yaml': 'a: 1\n' }));
    expect((await world.verify()).differences).toEqual({ [PROD]: ['extra left.yaml'] });
  });
});

describe('a branch that was changed by hand', () => {
  const edits: readonly (readonly [string, string, (clone: Edited) => void])[] = [
    ['an edited file', `modified ${FILE}`, write({ [FILE]: 'a: 1\n' })],
    ['an added file', 'extra shop/prod/new.yaml', write({ 'shop/prod/new.yaml': 'a: 1\n' })],
    ['a removed file', `missing ${FILE}`, ({ git }) => git('rm', '--quiet', FILE)],
    ['an executable file', `mode ${FILE}`, ({ git }) => git('update-index', '--chmod=+x', FILE)],
    [
      'a link to a file like it',
      `type ${FILE}`,
      (clone) => {
        unlinkSync(join(clone.dir, FILE));
        symlinkSync('/etc/passwd', join(clone.dir, FILE));
        clone.git('add', '--all');
      },
    ],
    [
      'a link with the bytes of the file',
      `type ${FILE}`,
      ({ git }) => git('update-index', '--cacheinfo', `120000,${git('rev-parse', `HEAD:${FILE}`)},${FILE}`),
    ],
    [
      'a submodule in place of a file',
      `type ${FILE}`,
      ({ git }) => git('update-index', '--cacheinfo', `160000,${GONE},${FILE}`),
    ],
    [
      'a submodule',
      'extra sub',
      ({ git }) => git('update-index', '--add', '--cacheinfo', `160000,${GONE},sub`),
    ],
    [
      'the metadata of a unit',
      'modified shop/prod/hydrator.metadata',
      write({ 'shop/prod/hydrator.metadata': '{}\n' }),
    ],
    [
      'another source in the root metadata',
      'modified hydrator.metadata',
      (clone) => {
        const text = readFileSync(join(clone.dir, 'hydrator.metadata'), 'utf8');
        write({ 'hydrator.metadata': text.replace(/"drySha": "[^"]*"/, `"drySha": "${GONE}"`) })(clone);
      },
    ],
    ['a name with control characters', 'extra a\u001b[2Jb.yaml', write({ 'a\u001b[2Jb.yaml': 'a: 1\n' })],
    ['an edited and a preserved file', `modified ${FILE}`, write({ [FILE]: 'a: 1\n', CODEOWNERS: 'x\n' })],
  ];

  it.each(edits)('differs by %s', async (_, difference, change) => {
    const world = await verifyWorld();
    world.edit(PROD, change);
    const recorded = await world.verify();
    expect([recorded.code, recorded.codes]).toEqual([2, ['BRANCH_DIFFERS']]);
    expect(recorded.differences).toEqual({ [PROD]: [difference] });
    expect(recorded.states).toEqual({ [DEV]: 'verified', [PROD]: 'differs' });
    world.git('update-ref', '-d', recordOf(PROD));
    const unrecorded = await world.verify(PROD);
    expect([unrecorded.code, unrecorded.differences]).toEqual([2, { [PROD]: [difference] }]);
  });

  it('gives the blobs that are there and should be', async () => {
    const world = await verifyWorld();
    const expected = world.at(`${PROD}:${FILE}`);
    world.edit(PROD, write({ [FILE]: 'a: 1\n' }));
    const { branches } = await world.verify(PROD);
    const actual = world.at(`${PROD}:${FILE}`);
    expect(branches[0]?.differences).toEqual([{ path: FILE, kind: 'modified', expected, actual }]);
  });

  it('is no render because its commit says so', async () => {
    const world = await verifyWorld();
    const message = world.git('log', '-1', '--format=%B', PROD);
    world.edit(PROD, write({ [FILE]: 'a: 1\n' }), message);
    const tree = world.at(`${PROD}^{tree}`);
    const forged = message.replace(/Rendered-Tree: .*/, `Rendered-Tree: ${tree}`);
    world.edit(PROD, () => undefined, forged);
    expect(await world.verify(PROD)).toMatchObject({
      code: 2,
      differences: { [PROD]: [`modified ${FILE}`] },
    });
    world.git('update-ref', '-d', recordOf(PROD));
    expect(await world.verify(PROD)).toMatchObject({
      code: 2,
      differences: { [PROD]: [`modified ${FILE}`] },
    });
  });

  it('shows a hostile name escaped', async () => {
    const world = await verifyWorld();
    world.edit(PROD, write({ 'a\u001b[2Jb.yaml': 'a: 1\n' }));
    const { stdout, code } = await world.text();
    expect(code).toBe(2);
    expect(stdout).toContain('            extra     a\\x1b[2Jb.yaml\n');
    expect(stdout).not.toContain('\u001b');
  });
});

describe('a branch that was moved', () => {
  it('differs as a whole when it is an older render', async () => {
    const world = await verifyWorld();
    const older = world.at(PROD);
    world.push({ 'apps/shop/base/app.yaml': app('web', '1.5.0') });
    await world.publish();
    const newer = world.at(PROD);
    world.git('update-ref', `refs/heads/${PROD}`, older);
    const { code, branches } = await world.verify(PROD);
    expect(code).toBe(2);
    expect(branches[0]?.differences).toEqual([
      { path: '', kind: 'modified', expected: newer, actual: older },
    ]);
    expect((await world.text(PROD)).stdout).toContain('modified  (the branch as a whole)\n');
  });

  it('differs as a whole when another commit has the same files', async () => {
    const world = await verifyWorld();
    world.git(
      'update-ref',
      `refs/heads/${PROD}`,
      world.git(
        '-c',
        'user.name=Eve',
        '-c',
        'user.email=e@x',
        'commit-tree',
        '-m',
        'Again',
        `${PROD}^{tree}`,
      ),
    );
    const { code, differences } = await world.verify(PROD);
    expect([code, differences]).toEqual([2, { [PROD]: ['modified '] }]);
  });

  it('is compared with what its record says when the recorded commit is gone', async () => {
    const world = await verifyWorld();
    const edited = world.edit(PROD, write({ [FILE]: 'a: 1\n' }));
    await world.publish('--adopt');
    world.git('update-ref', `refs/heads/${PROD}`, edited);
    world.git('prune', '--expire=now');
    const fresh = openWorld(gitClone({ ...world.source, dir: world.remote, git: world.git }), world.remote);
    const { code, differences } = await fresh.verify(PROD);
    expect([code, differences]).toEqual([2, { [PROD]: [`modified ${FILE}`] }]);
  });
});

describe('a branch whose tree Git would not write', () => {
  it('differs by a name that is no UTF-8', async () => {
    const world = await verifyWorld();
    const blob = world.at(`${PROD}:${FILE}`);
    const name = Buffer.from([0x61, 0xff]);
    pushTree(
      world,
      PROD,
      [...entriesOf(world, PROD), entry('100644', name, blob)].toSorted((a, b) => Buffer.compare(a, b)),
    );
    const { code, differences } = await world.verify(PROD);
    expect([code, differences]).toEqual([2, { [PROD]: ['extra a\udcff'] }]);
    expect((await world.text(PROD)).stdout).toContain('extra     a\\xff\n');
  });

  it.each([
    ['a name that stands twice', (blob: string) => entry('100644', '.gitattributes', blob)],
    ['a folder without files', () => entry('40000', 'empty', gitHash('sha1', 'tree', ''))],
  ])('differs as a whole by %s', async (_, extra) => {
    const world = await verifyWorld();
    world.git('hash-object', '-t', 'tree', '-w', '/dev/null');
    const blob = world.at(`${PROD}:${FILE}`);
    pushTree(world, PROD, [extra(blob), ...entriesOf(world, PROD)]);
    const { code, differences } = await world.verify(PROD);
    expect([code, differences]).toEqual([2, { [PROD]: ['modified '] }]);
  });

  it('ends soon when a tree has no end', async () => {
    const world = await verifyWorld();
    let tree = gitHash('sha1', 'tree', '');
    world.git('hash-object', '-t', 'tree', '-w', '/dev/null');
    for (let level = 0; level < 9; level++) {
      const items = Array.from({ length: 10 }, (__, i) => entry('40000', `d${String(i)}`, tree));
      tree = runGit(world.remote, ['hash-object', '-t', 'tree', '-w', '--stdin'], Buffer.concat(items));
    }
    pushTree(world, PROD, [...entriesOf(world, PROD), entry('40000', 'zzz', tree)]);
    const { code, states } = await world.verify(PROD);
    expect([code, states]).toEqual([2, { [PROD]: 'differs' }]);
  });

  it('is not checked when a tree is missing, and the others are', async () => {
    const world = await verifyWorld();
    pushTree(world, PROD, [...entriesOf(world, PROD), entry('40000', 'zzz', GONE)]);
    const { code, codes, states, details } = await world.verify();
    expect([code, codes]).toEqual([7, ['OBJECTS_MISSING']]);
    expect(states).toEqual({ [DEV]: 'verified', [PROD]: 'unchecked' });
    expect(details.join('\n')).toContain(GONE);
  });
});

describe('a remote that cannot leave out blobs', () => {
  it('cannot give a branch with a missing file', async () => {
    const world = await verifyWorld();
    world.git('config', 'uploadpack.allowFilter', 'false');
    expect(await world.verify()).toMatchObject({ code: 0 });
    pushTree(world, PROD, [...entriesOf(world, PROD), entry('100644', 'zzz', GONE)]);
    const { code, codes, states, details } = await world.verify();
    expect([code, codes]).toEqual([7, ['OBJECTS_MISSING']]);
    expect(states).toEqual({ [DEV]: 'verified', [PROD]: 'unchecked' });
    expect(details.join('\n')).toContain(GONE);
  });
});

describe('a branch that cannot be compared', () => {
  it('is missing', async () => {
    const world = await verifyWorld();
    world.git('update-ref', '-d', `refs/heads/${PROD}`);
    const { code, codes, branches } = await world.verify();
    expect([code, codes]).toEqual([2, ['BRANCH_MISSING']]);
    expect(branches[1]).toMatchObject({ branch: PROD, commit: null, source: null, rules: null, ok: false });
    expect((await world.verify('rendered/none')).codes).toEqual(['BRANCH_MISSING']);
  });

  it('has no mark of ours', async () => {
    const world = await verifyWorld();
    world.git('branch', 'foreign', 'main');
    const { code, codes } = await world.verify('foreign');
    expect([code, codes]).toEqual([6, ['BRANCH_UNMARKED']]);
    expect((await world.verify('foreign', 'none')).code).toBe(2);
  });

  it('was rendered by rules of another version', async () => {
    const world = await verifyWorld();
    const message = world.git('log', '-1', '--format=%B', PROD);
    world.edit(PROD, () => undefined, message.replace(/Rendered-Rules: .*/, 'Rendered-Rules: 99'));
    world.git('update-ref', '-d', recordOf(PROD));
    const { code, codes, branches } = await world.verify(PROD);
    expect([code, codes, branches[0]?.rules]).toEqual([7, ['RULES_UNSUPPORTED'], 99]);
  });

  it('names a source commit that nobody has', async () => {
    const world = await verifyWorld();
    const message = world.git('log', '-1', '--format=%B', PROD);
    world.edit(PROD, () => undefined, message.replace(/Source-Commit: .*/, `Source-Commit: ${GONE}`));
    world.git('update-ref', '-d', recordOf(PROD));
    const { code, codes, details } = await world.verify();
    expect([code, codes]).toEqual([7, ['OBJECTS_MISSING']]);
    expect(details.join('\n')).toContain(GONE);
  });

  it('names a source commit that is not on the source branch', async () => {
    const world = await verifyWorld();
    const main = world.at('main');
    // a commit that declares all files of the branch to be foreign
    world.source.git('checkout', '--quiet', '-b', 'evil');
    const evil = world.source.commit({ 'moorline.yaml': 'publish:\n  preserve: ["**"]\n' });
    world.source.git('push', '--quiet', 'origin', 'evil');
    world.source.git('checkout', '--quiet', 'main');
    const message = world.git('log', '-1', '--format=%B', PROD).replaceAll(main, evil);
    const forged = world.edit(PROD, write({ [FILE]: 'a: 1\n' }), message);
    const record = `Progress\n\nSource-Commit: ${evil}\nRendered-Commit: ${forged}\n`;
    const empty = world.git('hash-object', '-t', 'tree', '-w', '/dev/null');
    world.git(
      'update-ref',
      recordOf(PROD),
      world.git('-c', 'user.name=E', '-c', 'user.email=e@x', 'commit-tree', '-m', record, empty),
    );
    const { code, codes, states } = await world.verify();
    expect([code, codes]).toEqual([6, ['SOURCE_NOT_PUSHED']]);
    expect(states).toEqual({ [DEV]: 'verified', [PROD]: 'diverged' });
  });

  it('was rendered from a commit that does not compile', async () => {
    const world = await verifyWorld();
    const [before, broken] = [world.at('main'), world.push({ 'apps/shop/prod/stack.yaml': 'nmae: prod\n' })];
    const message = world.git('log', '-1', '--format=%B', PROD).replaceAll(before, broken);
    world.edit(PROD, () => undefined, message);
    world.git('update-ref', '-d', recordOf(PROD));
    const { code, codes } = await world.verify(PROD);
    expect([code, codes]).toEqual([7, ['RULES_UNSUPPORTED']]);
    // today's source decides which branches there are
    expect((await world.verify()).code).toBe(3);
  });

  it('is out of reach', async () => {
    const world = await verifyWorld();
    world.source.git('remote', 'set-url', 'origin', `${world.url}-not-there`);
    const { code, codes } = await world.verify();
    expect([code, codes]).toEqual([7, ['REMOTE_UNREACHABLE']]);
  });
});

describe('what is asked for', () => {
  it('takes whole branches, by name or by selection', async () => {
    const world = await verifyWorld();
    expect((await world.verify(`refs/heads/${PROD}`, PROD)).states).toEqual({ [PROD]: 'verified' });
    expect((await world.verify('--workspace', 'prod')).states).toEqual({ [PROD]: 'verified' });
    expect(await world.verify('--project', 'docs')).toMatchObject({ code: 4, codes: ['SELECTION_PARTIAL'] });
    expect(await world.verify('--stack', 'none')).toMatchObject({ code: 4, codes: ['SELECTION_EMPTY'] });
    expect(await world.verify(PROD, '--stack', 'prod')).toMatchObject({ code: 4, codes: ['USAGE'] });
  });

  it('takes the branches of another commit', async () => {
    const world = await verifyWorld();
    world.source.git('rm', '--quiet', '-r', 'apps');
    world.source.commit();
    expect((await world.verify()).code).toBe(3);
    expect(await world.verify('--source', 'HEAD~1')).toMatchObject({ code: 0 });
  });
});

describe('a reviewed branch', () => {
  const REVIEW = {
    'moorline.yaml': 'publish:\n  preserve: [CODEOWNERS]\n  review: { prod: pull-request }\n',
  };

  it('is fine before anything is merged', async () => {
    const world = await verifyWorld(REVIEW);
    const { code, branches } = await world.verify(PROD);
    expect(code).toBe(0);
    expect(branches[0]).toMatchObject({
      ok: true,
      source: null,
      rules: null,
      note: 'nothing of rendered/prod-next is merged yet',
    });
    expect(await world.verify(`${PROD}-next`)).toMatchObject({ code: 0 });
    world.edit(PROD, write({ 'a.yaml': 'a: 1\n' }));
    expect((await world.verify(PROD)).differences[PROD]).toContain('extra a.yaml');
  });

  it.each(['merge', 'squash', 'rebase'] as const)('is verified after a %s', async (how) => {
    const world = await verifyWorld(REVIEW);
    const first = world.at('main');
    merge(world, PROD, how);
    // the next review is open and not merged
    const second = world.push({ 'apps/shop/base/app.yaml': app('web', '1.5.0') });
    await world.publish();
    const { code, branches } = await world.verify(PROD);
    expect(code).toBe(0);
    expect(branches[0]).toMatchObject({ source: first, recorded: second, state: 'verified' });
    world.edit(PROD, write({ CODEOWNERS: '* @ops\n' }));
    expect(await world.verify(PROD)).toMatchObject({ code: 0, branches: [{ source: first }] });
    world.edit(PROD, write({ [FILE]: 'a: 1\n' }));
    expect(await world.verify(PROD)).toMatchObject({
      code: 2,
      differences: { [PROD]: [`modified ${FILE}`] },
    });
  });

  it('is verified when the branch of the review was deleted', async () => {
    const world = await verifyWorld(REVIEW);
    merge(world, PROD, 'merge');
    world.git('update-ref', '-d', `refs/heads/${PROD}-next`);
    expect(await world.verify(PROD)).toMatchObject({ code: 0, states: { [PROD]: 'verified' } });
  });
});

describe('where it runs', () => {
  it('changes nothing in the clone', async () => {
    const world = await verifyWorld();
    world.edit(PROD, write({ [FILE]: 'a: 1\n' }));
    const before = folderDigest(join(world.source.dir, '.git'));
    expect((await world.verify()).code).toBe(2);
    expect(folderDigest(join(world.source.dir, '.git'))).toBe(before);
  });

  it('works in a shallow clone without blobs', async () => {
    const world = await verifyWorld();
    const first = world.at('main');
    world.push({ 'notes.txt': 'nothing to render\n' });
    await world.publish();
    world.push({ 'apps/docs/dev/app.yaml': app('docs', '2.0.0') });
    await world.publish();
    const clone = gitClone(
      { ...world.source, dir: world.remote, git: world.git },
      '--depth=1',
      '--filter=blob:none',
    );
    const fresh = openWorld(clone, world.remote);
    const before = folderDigest(join(clone.dir, '.git'));
    const { code, branches } = await fresh.verify();
    expect([code, branches[1]?.source]).toEqual([0, first]);
    expect(folderDigest(join(clone.dir, '.git'))).toBe(before);
  });
});

describe('--attest', () => {
  it('writes a statement about all branches, the same each time', async () => {
    const world = await verifyWorld();
    const file = join(world.source.dir, 'statement.json');
    expect((await world.text('--attest', 'statement.json')).stderr).toBe(
      '2 of 2 branches verified; statement.json was written\n',
    );
    const text = readFileSync(file, 'utf8');
    const statement = JSON.parse(text) as { subject: unknown; predicate: { branches: readonly unknown[] } };
    expect(statement).toMatchObject({
      _type: 'https://in-toto.io/Statement/v1',
      predicateType: 'https://moorline.dev/attestations/rendered/v1',
      subject: [DEV, PROD].map((name) => ({
        name,
        digest: { gitCommit: world.at(name), gitTree: world.at(`${name}^{tree}`) },
      })),
    });
    expect(statement.predicate.branches[1]).toMatchObject({
      name: PROD,
      source: { digest: { gitCommit: world.at('main') } },
      rules: 1,
      units: [{ project: 'shop', stack: 'prod', workspace: 'prod', path: 'shop/prod', resources: 2 }],
    });
    expect((await world.text('--attest', '-')).stdout).toBe(text);
  });

  it('writes nothing when something differs', async () => {
    const world = await verifyWorld();
    world.edit(PROD, write({ [FILE]: 'a: 1\n' }));
    const { stdout, stderr, code } = await world.text('--attest', '-');
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain(FILE);
    await world.text('--attest', 'statement.json');
    expect(() => readFileSync(join(world.source.dir, 'statement.json'))).toThrow('ENOENT');
  });

  it('does not mix two documents on stdout', async () => {
    const world = await verifyWorld();
    expect(await world.verify('--attest', '-')).toMatchObject({ code: 4, codes: ['USAGE'] });
    const { code } = await world.text('--attest', 'none/statement.json');
    expect(code).toBe(3);
  });
});

describe('publish', () => {
  it('takes a branch with files of others for its own in a clone that never saw them', async () => {
    const world = await verifyWorld();
    world.edit(PROD, write({ CODEOWNERS: '* @ops\n' }));
    world.edit(PROD, write({ CODEOWNERS: '* @dev\n' }));
    const clone = gitClone({ ...world.source, dir: world.remote, git: world.git }, '--single-branch');
    const fresh = openWorld(clone, world.remote);
    fresh.push({ 'apps/shop/base/app.yaml': app('web', '1.5.0') });
    await fresh.publish();
    expect(world.git('show', `${PROD}:CODEOWNERS`)).toBe('* @dev');
  });

  it('keeps the bytes of a preserved name that is no UTF-8', async () => {
    const world = await verifyWorld();
    const blob = world.at(`${PROD}:${FILE}`);
    const docs = entry('100644', Buffer.from([0x61, 0xff]), blob);
    const tree = runGit(world.remote, ['hash-object', '-t', 'tree', '-w', '--stdin'], docs);
    pushTree(
      world,
      PROD,
      [...entriesOf(world, PROD), entry('40000', 'docs', tree)].toSorted((a, b) => Buffer.compare(a, b)),
    );
    world.push({ 'apps/shop/base/app.yaml': app('web', '1.5.0') });
    await world.publish();
    expect(world.at(`${PROD}:docs`)).toBe(tree);
    expect(await world.verify()).toMatchObject({ code: 0, differences: {} });
  });
});
