import {
  chmodSync,
  closeSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { workTreeReader } from '../../src/adapters/files/work-tree-reader.ts';
import { asNobody } from '../tools/as-nobody.ts';
import { makeFifo } from '../tools/make-fifo.ts';
import { tempFolder, writeTree } from '../tools/temp-folder.ts';

const LIMIT = 1024 * 1024;

async function readKind(root: string, path: string, limit = LIMIT): Promise<string | undefined> {
  return (await workTreeReader(root).read([path], limit)).get(path)?.kind;
}

test('has no revision', () => {
  expect(workTreeReader('.').revision).toBeUndefined();
});

test('lists all of 10,000 files', async () => {
  const root = tempFolder();
  const wanted: string[] = [];
  for (let folder = 0; folder < 500; folder++) {
    const path = `apps/p${folder % 50}/s${folder}`;
    mkdirSync(join(root, path), { recursive: true });
    for (let file = 0; file < 20; file++) {
      wanted.push(`${path}/f${file}.yaml`);
      writeFileSync(join(root, path, `f${file}.yaml`), '');
    }
  }
  const entries = await workTreeReader(root).list();
  expect(entries.map(({ path }) => path)).toEqual(wanted.toSorted());
});

test('sees what changed since the last call', async () => {
  const root = tempFolder({ 'a.yaml': 'a\n' });
  const reader = workTreeReader(root);
  expect(await reader.list()).toHaveLength(1);
  writeTree(root, { 'b/c.yaml': 'c\n' });
  expect((await reader.list()).map(({ path }) => path)).toEqual(['a.yaml', 'b/c.yaml']);
  expect((await reader.read(['b/c.yaml'], LIMIT)).get('b/c.yaml')?.kind).toBe('bytes');
});

test('a folder with a .git file is another repository, and so is one with a .git folder', async () => {
  const root = tempFolder({
    '.git': 'gitdir: /elsewhere\n',
    'a.yaml': 'a\n',
    'module/.git': 'gitdir: ../.git/modules/module\n',
    'module/deep/b.yaml': 'b\n',
    'clone/.git/HEAD': 'ref: refs/heads/main\n',
    'clone/c.yaml': 'c\n',
    'bare.git/HEAD': 'ref: refs/heads/main\n',
  });
  const entries = await workTreeReader(root).list();
  expect(entries.map(({ path }) => path)).toEqual(['a.yaml', 'bare.git/HEAD']);
  for (const path of ['module/deep/b.yaml', 'clone/c.yaml', 'module/.git', '.git']) {
    expect(await readKind(root, path)).toBe('missing');
  }
});

test('a 1 GB file is reported without being read', async () => {
  const root = tempFolder();
  const fd = openSync(join(root, 'app.yaml'), 'w');
  ftruncateSync(fd, 1024 ** 3);
  closeSync(fd);
  const before = process.memoryUsage().rss;
  const content = (await workTreeReader(root).read(['app.yaml'], LIMIT)).get('app.yaml');
  expect(content).toEqual({ kind: 'too-large', size: 1024 ** 3, limit: LIMIT });
  expect(process.memoryUsage().rss - before).toBeLessThan(256 * 1024 ** 2);
});

test('a root that is not there is an error, not an empty tree', async () => {
  const root = join(tempFolder(), 'gone');
  await expect(workTreeReader(root).list()).rejects.toThrow('ENOENT');
  await expect(workTreeReader(root).read(['a.yaml'], LIMIT)).rejects.toThrow('ENOENT');
});

describe.skipIf(process.platform === 'win32')('on POSIX', () => {
  test('a FIFO does not block and a socket has no content', async () => {
    const root = tempFolder({ 'a.yaml': 'a\n' });
    makeFifo(join(root, 'fifo.yaml'));
    const server = createServer();
    onTestFinished(() => new Promise<void>((done) => void server.close(() => done())));
    await new Promise<void>((done) => void server.listen(join(root, 's.yaml'), done));
    expect(await workTreeReader(root).list()).toEqual([
      { path: 'a.yaml', kind: 'file' },
      { path: 'fifo.yaml', kind: 'other' },
      { path: 's.yaml', kind: 'other' },
    ]);
    expect(await readKind(root, 'fifo.yaml')).toBe('not-regular');
    expect(await readKind(root, 's.yaml')).toBe('not-regular');
  });

  test('a device has no content', async () => {
    expect(await readKind('/dev', 'null')).toBe('not-regular');
  });

  test('a root that is a link is the folder it leads to', async () => {
    const root = tempFolder({ 'real/apps/a.yaml': 'a\n', link: { link: 'real' } });
    const reader = workTreeReader(join(root, 'link'));
    expect(await reader.list()).toEqual([{ path: 'apps/a.yaml', kind: 'file' }]);
    expect((await reader.read(['apps/a.yaml'], LIMIT)).get('apps/a.yaml')?.kind).toBe('bytes');
  });

  test('a file or folder that became a link after the listing is not followed', async () => {
    const outside = tempFolder({ 'a.yaml': 'secret\n' });
    const root = tempFolder({ 'apps/a.yaml': 'a\n', 'b.yaml': 'b\n' });
    const reader = workTreeReader(root);
    const paths = (await reader.list()).map(({ path }) => path);
    renameSync(join(root, 'apps'), join(root, 'apps.old'));
    symlinkSync(outside, join(root, 'apps'));
    rmSync(join(root, 'b.yaml'));
    symlinkSync(join(outside, 'a.yaml'), join(root, 'b.yaml'));
    const contents = await reader.read(paths, LIMIT);
    expect([...contents.values()]).toEqual([{ kind: 'symlink' }, { kind: 'symlink' }]);
  });

  test('what may not be read is listed and says so', async () => {
    const root = tempFolder({ 'a.yaml': 'a\n', 'closed/b.yaml': 'b\n', 'secret.yaml': 'c\n' });
    chmodSync(root, 0o755);
    chmodSync(join(root, 'secret.yaml'), 0);
    chmodSync(join(root, 'closed'), 0);
    onTestFinished(() => {
      chmodSync(join(root, 'closed'), 0o755);
    });
    const reader = workTreeReader(root);
    expect(await asNobody(() => reader.list())).toEqual([
      { path: 'a.yaml', kind: 'file' },
      { path: 'closed', kind: 'other' },
      { path: 'secret.yaml', kind: 'file' },
    ]);
    const paths = ['a.yaml', 'secret.yaml', 'closed/b.yaml'];
    const contents = await asNobody(() => reader.read(paths, LIMIT));
    expect(paths.map((path) => contents.get(path)?.kind)).toEqual(['bytes', 'unreadable', 'unreadable']);
    expect(contents.get('secret.yaml')).toEqual({ kind: 'unreadable', reason: 'The system reports EACCES.' });
  });
});
