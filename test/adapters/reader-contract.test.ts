import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { workTreeReader } from '../../src/adapters/files/work-tree-reader.ts';
import { commitReader } from '../../src/adapters/git/commit-reader.ts';
import type { FileContent, TreeReader } from '../../src/model/ports.ts';
import { byteOrder } from '../../src/util/byte-order.ts';
import { gitRepo, runGit, type GitRepo } from '../tools/git-repo.ts';
import { writeTree, type Tree } from '../tools/temp-folder.ts';

const LIMIT = 1024 * 1024;

interface Kind {
  readonly name: string;
  readonly open: (root: string) => Promise<TreeReader>;
}

const KINDS: readonly Kind[] = [
  { name: 'work tree', open: (root) => Promise.resolve(workTreeReader(root)) },
  { name: 'commit', open: (root) => commitReader(root, 'HEAD') },
];

const text = (content: FileContent | undefined): string =>
  content?.kind === 'bytes' ? Buffer.from(content.bytes).toString() : `(${content?.kind ?? 'no answer'})`;

async function readOne(reader: TreeReader, path: string, limit = LIMIT): Promise<FileContent | undefined> {
  return (await reader.read([path], limit)).get(path);
}

async function listed(reader: TreeReader): Promise<readonly string[]> {
  return (await reader.list()).map(({ path, kind }) => (kind === 'file' ? path : `${path} (${kind})`));
}

const SHOP: Tree = {
  'moorline.yaml': 'apiVersion: moorline.dev/v1\n',
  'apps/shop/project.yaml': 'name: shop\n',
  'apps/shop/dev/stack.yaml': 'name: dev\n',
  'apps/shop/dev/app.yaml': 'apps: {}\n',
  'apps/shop.md': '# Shop\n',
  '.github/workflows/ci.yml': 'on: push\n',
};

describe.each(KINDS)('$name', ({ open }) => {
  test('lists every file in byte order, also where folders and files share a beginning', async () => {
    const repo = gitRepo(SHOP);
    expect(await listed(await open(repo.dir))).toEqual([
      '.github/workflows/ci.yml',
      'apps/shop.md',
      'apps/shop/dev/app.yaml',
      'apps/shop/dev/stack.yaml',
      'apps/shop/project.yaml',
      'moorline.yaml',
    ]);
  });

  test('reads content', async () => {
    const reader = await open(gitRepo(SHOP).dir);
    const contents = await reader.read(['apps/shop/project.yaml', 'moorline.yaml', 'moorline.yaml'], LIMIT);
    expect([...contents].map(([path, content]) => [path, text(content)])).toEqual([
      ['apps/shop/project.yaml', 'name: shop\n'],
      ['moorline.yaml', 'apiVersion: moorline.dev/v1\n'],
    ]);
  });

  test('keeps empty and binary files as they are', async () => {
    const bytes = Uint8Array.from({ length: 512 }, (_, at) => at % 256);
    const reader = await open(gitRepo({ empty: '', 'a.bin': bytes, 'b.bin': bytes, crlf: 'a\r\nb\n' }).dir);
    const contents = await reader.read(['empty', 'a.bin', 'b.bin', 'crlf'], LIMIT);
    expect(text(contents.get('empty'))).toBe('');
    expect(text(contents.get('crlf'))).toBe('a\r\nb\n');
    for (const name of ['a.bin', 'b.bin']) {
      const content = contents.get(name);
      expect(content?.kind === 'bytes' && Buffer.compare(content.bytes, bytes)).toBe(0);
    }
  });

  test('reports a file above the limit and reads one at the limit', async () => {
    const reader = await open(gitRepo({ at: 'x'.repeat(100), above: 'x'.repeat(101) }).dir);
    expect(text(await readOne(reader, 'at', 100))).toHaveLength(100);
    expect(await readOne(reader, 'above', 100)).toEqual({ kind: 'too-large', size: 101, limit: 100 });
  });

  test('reads a thousand files in one call', async () => {
    const files = Object.fromEntries(
      Array.from({ length: 1000 }, (_, at) => [`p${at % 50}/f${at}.yaml`, `value: ${at}\n`.repeat(at % 40)]),
    );
    const reader = await open(gitRepo(files).dir);
    const contents = await reader.read(Object.keys(files), LIMIT);
    expect(Object.fromEntries([...contents].map(([path, content]) => [path, text(content)]))).toEqual(files);
  });

  test('answers nothing for paths that are not there or not in the tree', async () => {
    const repo = gitRepo({ ...SHOP, 'apps/node_modules/x.yaml': 'x\n' });
    writeFileSync(join(repo.dir, '..', 'outside.yaml'), 'secret\n');
    const missing = [
      'absent.yaml',
      'moorline.yaml/below',
      '../outside.yaml',
      'apps/../../outside.yaml',
      './moorline.yaml',
      'apps//shop.md',
      '/etc/hostname',
      '',
      '.',
      'moorline.yaml/',
      '.git/config',
      '.GIT/config',
      'apps/node_modules/x.yaml',
      'moorline.yaml\0',
      `${'deep/'.repeat(20_000)}x`,
    ];
    const contents = await (await open(repo.dir)).read(missing, LIMIT);
    expect(missing.map((path) => contents.get(path)?.kind)).toEqual(missing.map(() => 'missing'));
  });

  test('a folder has no content', async () => {
    expect(await readOne(await open(gitRepo(SHOP).dir), 'apps/shop')).toEqual({ kind: 'not-regular' });
  });

  test('never enters node_modules and nested repositories', async () => {
    const repo = gitRepo(SHOP);
    writeTree(repo.dir, {
      'node_modules/a/index.js': 'a\n',
      'apps/shop/node_modules/b.yaml': 'b\n',
      'node_modules.yaml': 'kept\n',
    });
    nestRepository(repo, 'vendor/charts');
    repo.commit();
    const reader = await open(repo.dir);
    expect(await listed(reader)).toEqual([
      '.github/workflows/ci.yml',
      'apps/shop.md',
      'apps/shop/dev/app.yaml',
      'apps/shop/dev/stack.yaml',
      'apps/shop/project.yaml',
      'moorline.yaml',
      'node_modules.yaml',
    ]);
    expect(await readOne(reader, 'vendor/charts/values.yaml')).toEqual({ kind: 'missing' });
    expect(await readOne(reader, 'vendor/charts')).toEqual({ kind: 'not-regular' });
  });

  test('reads below a folder of the repository', async () => {
    const repo = gitRepo({ ...SHOP, 'apps/[x]*/:(top)a.yaml': 'odd\n', 'apps/x/a.yaml': 'plain\n' });
    const reader = await open(join(repo.dir, 'apps'));
    expect(await listed(reader)).toEqual([
      '[x]*/:(top)a.yaml',
      'shop.md',
      'shop/dev/app.yaml',
      'shop/dev/stack.yaml',
      'shop/project.yaml',
      'x/a.yaml',
    ]);
    expect(text(await readOne(reader, 'shop.md'))).toBe('# Shop\n');
    expect(await readOne(reader, 'moorline.yaml')).toEqual({ kind: 'missing' });
    expect(await listed(await open(join(repo.dir, 'apps/[x]*')))).toEqual([':(top)a.yaml']);
  });
});

describe.skipIf(process.platform === 'win32').each(KINDS)('$name on POSIX', ({ open }) => {
  test('lists links as links and follows none', async () => {
    const repo = gitRepo({
      'real/app.yaml': 'real\n',
      'file.yaml': { link: 'real/app.yaml' },
      folder: { link: 'real' },
      loop: { link: 'loop' },
      'real/up': { link: '..' },
      hosts: { link: '/etc/hosts' },
      environment: { link: '/proc/self/environ' },
      dangling: { link: 'nowhere' },
      outside: { link: '/etc' },
    });
    const reader = await open(repo.dir);
    expect(await listed(reader)).toEqual([
      'dangling (symlink)',
      'environment (symlink)',
      'file.yaml (symlink)',
      'folder (symlink)',
      'hosts (symlink)',
      'loop (symlink)',
      'outside (symlink)',
      'real/app.yaml',
      'real/up (symlink)',
    ]);
    const links = ['file.yaml', 'folder', 'loop', 'hosts', 'environment', 'dangling', 'folder/app.yaml'];
    links.push('outside/hosts', 'real/up/moorline.yaml', 'loop/x', 'real/up/real/app.yaml');
    const contents = await reader.read(links, LIMIT);
    expect(links.map((path) => contents.get(path)?.kind)).toEqual(links.map(() => 'symlink'));
  });
});

// Other file systems change names or refuse some of these.
describe.skipIf(process.platform !== 'linux').each(KINDS)('$name on Linux', ({ open }) => {
  test('serves every name that is UTF-8', async () => {
    const names = [
      'a b.yaml',
      "quote's.yaml",
      '"double".yaml',
      'line\nbreak.yaml',
      'carriage\rreturn.yaml',
      'tab\t.yaml',
      'back\\slash.yaml',
      'C:\\windows.yaml',
      '-rf.yaml',
      '$(id).yaml',
      ':(glob)*.yaml',
      'straße/größe.yaml',
      'e\u0301.yaml',
      '\u00e9.yaml',
      '日本.yaml',
      '\u{1f680}.yaml',
      '\uffee.yaml',
      '\u202e.yaml',
      ' ',
    ];
    const reader = await open(gitRepo(Object.fromEntries(names.map((name) => [name, `${name}\n`]))).dir);
    expect(await listed(reader)).toEqual(names.toSorted(byteOrder));
    expect([...(await reader.read(names, LIMIT))].map(([, content]) => text(content))).toEqual(
      names.map((name) => `${name}\n`),
    );
  });

  test('lists a name that is not UTF-8 as one that cannot be read', async () => {
    const repo = gitRepo({ 'a.yaml': 'a\n' });
    const bad = (name: string): Buffer =>
      Buffer.concat([Buffer.from(`${repo.dir}/`), Buffer.from(name, 'latin1')]);
    writeFileSync(bad('b\xff.yaml'), 'b\n');
    writeFileSync(bad('b\xfe.yaml'), 'b\n');
    mkdirSync(bad('folder\xff'));
    writeFileSync(bad('folder\xff/c.yaml'), 'c\n');
    repo.commit();
    const reader = await open(repo.dir);
    expect(await listed(reader)).toEqual(['a.yaml', 'b\ufffd.yaml (other)', 'folder\ufffd (other)']);
    expect((await readOne(reader, 'b\ufffd.yaml'))?.kind).toBe('unreadable');
    expect((await readOne(reader, 'folder\ufffd/c.yaml'))?.kind).toBe('unreadable');
  });
});

/** Adds a repository of its own inside; the commit then holds a link to it and no files. */
function nestRepository(repo: GitRepo, path: string): void {
  const dir = join(repo.dir, path);
  writeTree(dir, { 'values.yaml': 'a: 1\n' });
  runGit(dir, ['init', '--quiet']);
  runGit(dir, ['add', '--all']);
  runGit(dir, ['commit', '--quiet', '--message=Inner']);
}
