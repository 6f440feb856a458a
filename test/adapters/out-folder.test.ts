import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  linkSync,
  mkdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { writeOutput, type OutputOutcome } from '../../src/adapters/files/out-folder.ts';
import { InternalError } from '../../src/diagnostics/internal-error.ts';
import { asNobody } from '../tools/as-nobody.ts';
import { makeFifo } from '../tools/make-fifo.ts';
import { readTimes, readTree } from '../tools/read-tree.ts';
import { tempFolder, writeTree, type Tree } from '../tools/temp-folder.ts';

const LISTING = '.moorline-out';
const SHA256SUM = 'sha256sum';

const DEV: Readonly<Record<string, string>> = {
  'rendered/dev/shop/dev/deployment_web.yaml': 'kind: Deployment\n',
  'rendered/dev/shop/dev/service_web.yaml': 'kind: Service\n',
  'rendered/prod/shop/prod/deployment_web.yaml': 'kind: Deployment\nprod: true\n',
};

interface Options {
  readonly prune?: (path: string) => boolean;
}

function write(
  dir: string,
  files: Readonly<Record<string, string | Uint8Array>>,
  { prune = () => true }: Options = {},
): Promise<OutputOutcome> {
  return writeOutput({ dir, files: new Map(Object.entries(files)), prune });
}

/** Every file with its content; the listing and folders aside. */
function filesIn(dir: string): Readonly<Record<string, string>> {
  const entries = Object.entries(readTree(dir));
  return Object.fromEntries(entries.filter(([path]) => !path.endsWith('/') && path !== LISTING));
}

const foldersIn = (dir: string): readonly string[] =>
  Object.keys(readTree(dir)).filter((path) => path.endsWith('/'));

const without = (path: string): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(DEV).filter(([other]) => other !== path));

async function conflictsOf(outcome: Promise<OutputOutcome>): Promise<readonly string[]> {
  const done = await outcome;
  return done.kind === 'conflict'
    ? done.conflicts.map(({ path, reason }) => `${path} ${reason}`)
    : [done.kind];
}

test('creates the folder and all files in it', async () => {
  const dir = join(tempFolder(), 'deep', 'out');
  expect(await write(dir, DEV)).toEqual({
    kind: 'written',
    written: Object.keys(DEV),
    removed: [],
    unchanged: 0,
  });
  expect(filesIn(dir)).toEqual(DEV);
});

test('the listing is one that sha256sum checks', async () => {
  const dir = tempFolder();
  await write(dir, { ...DEV, 'größe.yaml': 'ü\n', 'raw.bin': new Uint8Array([0, 255, 10]) });
  const tool = spawnSync(SHA256SUM, ['--check', '--strict', LISTING], { cwd: dir, encoding: 'utf8' });
  if (tool.error === undefined) expect([tool.status, tool.stdout.split('\n').length]).toEqual([0, 6]);
  expect(readFileSync(join(dir, LISTING), 'utf8')).toMatch(/^[0-9a-f]{64} {2}größe\.yaml\n/);
});

test('a second run changes nothing, not even a time stamp', async () => {
  const dir = tempFolder();
  await write(dir, DEV);
  const before = readTimes(dir);
  expect(await write(dir, DEV)).toEqual({ kind: 'written', written: [], removed: [], unchanged: 3 });
  expect(readTimes(dir)).toEqual(before);
});

test('only what differs is written', async () => {
  const dir = tempFolder();
  await write(dir, DEV);
  const [kept = '', changed = ''] = Object.keys(DEV);
  const before = readTimes(dir);
  const files = { ...DEV, [changed]: 'kind: Service\nnew: true\n' };
  expect(await write(dir, files)).toMatchObject({ written: [changed], unchanged: 2 });
  expect(filesIn(dir)).toEqual(files);
  expect(readTimes(dir)[kept]).toBe(before[kept]);
});

test('files of others are never touched', async () => {
  const foreign = { 'README.md': '# Mine\n', 'rendered/dev/notes.txt': 'note\n', '.git/HEAD': 'ref: x\n' };
  const dir = tempFolder(foreign);
  await write(dir, DEV);
  expect(filesIn(dir)).toEqual({ ...foreign, ...DEV });
  await write(dir, {});
  expect(filesIn(dir)).toEqual(foreign);
  expect(foldersIn(dir)).toEqual(['.git/', 'rendered/', 'rendered/dev/']);
});

test('what is no longer produced goes away, with the folders that become empty', async () => {
  const dir = tempFolder();
  await write(dir, DEV);
  const prod = 'rendered/prod/shop/prod/deployment_web.yaml';
  expect(await write(dir, without(prod))).toMatchObject({ removed: [prod], written: [], unchanged: 2 });
  expect(foldersIn(dir)).toEqual([
    'rendered/',
    'rendered/dev/',
    'rendered/dev/shop/',
    'rendered/dev/shop/dev/',
  ]);
  expect(readFileSync(join(dir, LISTING), 'utf8')).not.toContain('prod');
});

test('what was not selected stays, and stays listed', async () => {
  const dir = tempFolder();
  await write(dir, DEV);
  const dev = { 'rendered/dev/shop/dev/service_web.yaml': 'kind: Service\n' };
  const prune = (path: string): boolean => path.startsWith('rendered/dev/');
  expect(await write(dir, dev, { prune })).toMatchObject({
    removed: ['rendered/dev/shop/dev/deployment_web.yaml'],
    unchanged: 1,
  });
  await write(dir, {});
  expect(filesIn(dir)).toEqual({});
});

test('a missing file is written again', async () => {
  const dir = tempFolder();
  await write(dir, DEV);
  rmSync(join(dir, 'rendered/dev'), { recursive: true });
  expect(await write(dir, DEV)).toMatchObject({ unchanged: 1 });
  expect(filesIn(dir)).toEqual(DEV);
  rmSync(join(dir, 'rendered/prod'), { recursive: true });
  expect(await write(dir, without('rendered/prod/shop/prod/deployment_web.yaml'))).toMatchObject({
    removed: [],
  });
  expect(readFileSync(join(dir, LISTING), 'utf8')).not.toContain('prod');
});

describe('a conflict stops everything', () => {
  const [deployment = '', service = ''] = Object.keys(DEV);

  async function expectUntouched(
    dir: string,
    files: Readonly<Record<string, string>>,
  ): Promise<readonly string[]> {
    const [tree, times] = [readTree(dir), readTimes(dir)];
    const conflicts = await conflictsOf(write(dir, files));
    expect([readTree(dir), readTimes(dir)]).toEqual([tree, times]);
    return conflicts;
  }

  test('files in the way that are not ours, even with the right content', async () => {
    const dir = tempFolder({ [service]: DEV[service] ?? '', [deployment]: 'mine\n' });
    expect(await expectUntouched(dir, DEV)).toEqual([`${deployment} foreign`, `${service} foreign`]);
  });

  test('an edited file', async () => {
    const dir = tempFolder();
    await write(dir, DEV);
    writeFileSync(join(dir, service), 'edited\n');
    expect(await expectUntouched(dir, { ...DEV, 'new.yaml': 'x\n' })).toEqual([`${service} edited`]);
    expect(await expectUntouched(dir, without(service))).toEqual([`${service} edited`]);
  });

  test('a folder with files of others where a file belongs', async () => {
    const dir = tempFolder({ [`${service}/mine.txt`]: 'mine\n' });
    expect(await expectUntouched(dir, DEV)).toEqual([`${service} folder`]);
  });

  test('a file where a folder belongs', async () => {
    const dir = tempFolder({ 'rendered/dev': 'mine\n' });
    expect(await expectUntouched(dir, DEV)).toEqual(['rendered/dev foreign']);
  });

  test.each<[string, Tree | string]>([
    ['text', { [LISTING]: 'not a listing\n' }],
    ['paths that leave the folder', { [LISTING]: `${'0'.repeat(64)}  ../x\n` }],
    ['a folder', { [`${LISTING}/x`]: '' }],
  ])('a listing that is %s', async (_, tree) => {
    const dir = tempFolder(tree as Tree);
    expect(await expectUntouched(dir, DEV)).toEqual([`${LISTING} listing`]);
  });
});

test('a folder of ours becomes a file and a file becomes a folder', async () => {
  const dir = tempFolder();
  const first = { 'a/b/c.yaml': '1\n', 'a/d.yaml': '2\n', e: '3\n' };
  const second = { a: '4\n', 'e/f/g.yaml': '5\n' };
  await write(dir, first);
  await write(dir, second);
  expect(filesIn(dir)).toEqual(second);
  mkdirSync(join(dir, 'e/f/empty'));
  await write(dir, first);
  expect(filesIn(dir)).toEqual(first);
});

test('a folder that loses one file and gains another is kept', async () => {
  const dir = tempFolder();
  await write(dir, { 'a/b/one.yaml': '1\n', 'a/x/one.yaml': '1\n' });
  await write(dir, { 'a/b/two.yaml': '2\n', 'a/c/two.yaml': '2\n' });
  expect(filesIn(dir)).toEqual({ 'a/b/two.yaml': '2\n', 'a/c/two.yaml': '2\n' });
  expect(foldersIn(dir)).toEqual(['a/', 'a/b/', 'a/c/']);
});

test('what a killed run left half done counts as ours', async () => {
  const dir = tempFolder({
    [LISTING]: `# writing\n${'0'.repeat(64)}  half.yaml\n${'0'.repeat(64)}  gone/never.yaml\n# written\n${'1'.repeat(64)}  old.yaml\n`,
    '.moorline-out.new': '# wri',
    'half.yaml': 'ki',
    'gone/made/mine.txt': 'mine\n',
  });
  mkdirSync(join(dir, 'gone/empty'));
  expect(await write(dir, { 'half.yaml': 'kind: A\n' })).toMatchObject({ written: ['half.yaml'] });
  expect(readTree(dir)).toEqual({
    [LISTING]: expect.stringMatching(/^[0-9a-f]{64} {2}half\.yaml\n$/) as string,
    'half.yaml': 'kind: A\n',
    'gone/': '',
    'gone/empty/': '',
    'gone/made/': '',
    'gone/made/mine.txt': 'mine\n',
  });
});

test('a file that was complete before a killed run is still protected', async () => {
  const dir = tempFolder({
    [LISTING]: `# writing\n${'0'.repeat(64)}  half.yaml\n# written\n${'1'.repeat(64)}  old.yaml\n`,
    'old.yaml': 'edited\n',
  });
  expect(await conflictsOf(write(dir, { 'old.yaml': 'new\n' }))).toEqual(['old.yaml edited']);
});

test('a hard link keeps what it shares', async () => {
  const dir = tempFolder();
  await write(dir, { 'a.yaml': 'one\n' });
  const copy = join(tempFolder(), 'copy.yaml');
  linkSync(join(dir, 'a.yaml'), copy);
  await write(dir, { 'a.yaml': 'two\n' });
  expect(readFileSync(copy, 'utf8')).toBe('one\n');
});

test('large files are compared too', async () => {
  const dir = tempFolder();
  const big = 'x'.repeat(3 * 1024 * 1024);
  await write(dir, { 'big.yaml': big });
  expect(await write(dir, { 'big.yaml': big })).toMatchObject({ unchanged: 1 });
  writeFileSync(join(dir, 'big.yaml'), `${big}y`);
  expect(await conflictsOf(write(dir, { 'big.yaml': big }))).toEqual(['big.yaml edited']);
});

test('a path that leaves the folder is a bug of ours', async () => {
  const dir = tempFolder();
  for (const path of ['../x', '/x', '.git/config', LISTING]) {
    await expect(write(dir, { [path]: 'x' })).rejects.toThrow(InternalError);
  }
  expect(readTree(dir)).toEqual({});
});

test('a file in place of the folder cannot be written to', async () => {
  const dir = join(tempFolder({ out: 'file\n' }), 'out');
  await expect(write(dir, DEV)).rejects.toMatchObject({ name: 'AdapterError', code: 'OUTPUT_UNWRITABLE' });
  await expect(write(join(dir, 'below'), DEV)).rejects.toMatchObject({ code: 'OUTPUT_UNWRITABLE' });
});

describe.skipIf(process.platform === 'win32')('on POSIX', () => {
  test('a folder without write permission is an error that names it', async () => {
    const dir = tempFolder();
    chmodSync(dir, 0o555);
    await expect(asNobody(() => write(dir, DEV))).rejects.toThrow(`${dir} cannot be written`);
    chmodSync(dir, 0o755);
  });

  test('a link on the way is never followed', async () => {
    const outside = tempFolder({ 'shop/dev/service_web.yaml': 'outside\n' });
    const dir = tempFolder();
    mkdirSync(join(dir, 'rendered'));
    symlinkSync(outside, join(dir, 'rendered/dev'));
    expect(await conflictsOf(write(dir, DEV))).toEqual(['rendered/dev symlink']);
    expect(existsSync(join(dir, 'rendered/prod'))).toBe(false);
    expect(readTree(outside)).toEqual({
      'shop/': '',
      'shop/dev/': '',
      'shop/dev/service_web.yaml': 'outside\n',
    });
  });

  test('a folder of ours that became a link loses nothing behind it', async () => {
    const dir = tempFolder();
    await write(dir, DEV);
    const outside = tempFolder({ 'shop/dev/service_web.yaml': 'kind: Service\n', 'shop/dev/empty': '' });
    rmSync(join(dir, 'rendered/dev'), { recursive: true });
    symlinkSync(outside, join(dir, 'rendered/dev'));
    expect(await conflictsOf(write(dir, {}))).toEqual(['rendered/dev symlink']);
    expect(readFileSync(join(outside, 'shop/dev/service_web.yaml'), 'utf8')).toBe('kind: Service\n');
  });

  test('a link in place of a file or of the listing is not followed', async () => {
    const outside = join(tempFolder({ target: 'kind: Service\n' }), 'target');
    const dir = tempFolder({ 'a.yaml': { link: outside } });
    expect(await conflictsOf(write(dir, { 'a.yaml': 'x\n' }))).toEqual(['a.yaml symlink']);
    const listed = tempFolder({ [LISTING]: { link: outside } });
    expect(await conflictsOf(write(listed, { 'a.yaml': 'x\n' }))).toEqual([`${LISTING} listing`]);
    const draft = tempFolder({ '.moorline-out.new': { link: outside } });
    expect(await conflictsOf(write(draft, { 'a.yaml': 'x\n' }))).toEqual(['written']);
    expect(readFileSync(outside, 'utf8')).toBe('kind: Service\n');
  });

  test('a folder that is itself a link is the folder it leads to', async () => {
    const real = tempFolder();
    const dir = join(tempFolder(), 'link');
    symlinkSync(real, dir);
    await write(dir, DEV);
    expect(filesIn(real)).toEqual(DEV);
  });

  test('a FIFO in the way is a conflict and does not block', async () => {
    const dir = tempFolder();
    makeFifo(join(dir, 'a.yaml'));
    expect(await conflictsOf(write(dir, { 'a.yaml': 'x\n' }))).toEqual(['a.yaml not-regular']);
    const listed = tempFolder({ [LISTING]: `${'0'.repeat(64)}  a.yaml\n` });
    makeFifo(join(listed, 'a.yaml'));
    expect(await conflictsOf(write(listed, {}))).toEqual(['a.yaml not-regular']);
  });
});

test('random changes from run to run always end in exactly what was asked for', async () => {
  const dir = tempFolder();
  writeTree(dir, { 'kept/mine.txt': 'mine\n' });
  let seed = 7;
  const next = (limit: number): number => (seed = (seed * 48_271) % 2_147_483_647) % limit;
  for (let round = 0; round < 40; round++) {
    const names = Array.from({ length: next(30) }, () => `f${next(3)}/g${next(3)}/h${next(4)}.yaml`);
    const files = Object.fromEntries(names.map((name) => [name, `value: ${next(3)}\n`]));
    await write(dir, files);
    expect(filesIn(dir)).toEqual({ 'kept/mine.txt': 'mine\n', ...files });
    const folders = new Set(['kept/', ...names.flatMap((name) => [name.slice(0, 3), name.slice(0, 6)])]);
    expect(foldersIn(dir)).toEqual([...folders].toSorted());
  }
});
