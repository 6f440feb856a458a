import { mkdirSync, readdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { commitReader } from '../../src/adapters/git/commit-reader.ts';
import { AdapterError, type TreeReader } from '../../src/model/ports.ts';
import { gitClone, gitRepo, runGit } from '../tools/git-repo.ts';
import { tempFolder, writeTree } from '../tools/temp-folder.ts';

const LIMIT = 1024 * 1024;

async function readText(reader: TreeReader, path: string): Promise<string> {
  const content = (await reader.read([path], LIMIT)).get(path);
  return content?.kind === 'bytes' ? Buffer.from(content.bytes).toString() : `(${content?.kind ?? 'none'})`;
}

async function pathsOf(reader: TreeReader): Promise<readonly string[]> {
  return (await reader.list()).map(({ path }) => path);
}

async function codeOf(call: Promise<unknown>): Promise<string> {
  const error: unknown = await call.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  return error instanceof AdapterError ? error.code : String(error);
}

test('reads the commit, not the work tree', async () => {
  const repo = gitRepo({ 'app.yaml': 'old\n', 'gone.yaml': 'x\n' });
  writeTree(repo.dir, { 'app.yaml': 'new\n', 'untracked.yaml': 'y\n' });
  rmSync(join(repo.dir, 'gone.yaml'));
  const reader = await commitReader(repo.dir, 'HEAD');
  expect(await pathsOf(reader)).toEqual(['app.yaml', 'gone.yaml']);
  expect(await readText(reader, 'app.yaml')).toBe('old\n');
});

test('knows a commit by every usual name and gives its full id', async () => {
  const repo = gitRepo({ 'a.yaml': '1\n' });
  const first = repo.git('rev-parse', 'HEAD');
  const second = repo.commit({ 'a.yaml': '2\n', 'b.yaml': '\n' });
  repo.git('tag', '--annotate', '--message=fix: one', 'v1', first);
  const names = ['HEAD~1', 'HEAD^', first, first.slice(0, 10), 'v1', 'refs/tags/v1', 'main~1', 'v1^{commit}'];
  for (const name of names) expect((await commitReader(repo.dir, name)).revision).toBe(first);
  for (const name of ['HEAD', '@', 'main', 'refs/heads/main', 'HEAD^{/Change}']) {
    expect((await commitReader(repo.dir, name)).revision).toBe(second);
  }
  expect(await pathsOf(await commitReader(repo.dir, 'v1'))).toEqual(['a.yaml']);
});

const PWN = 'PWN';
const HOSTILE = [
  '--output=PWN',
  '-c',
  '--exec-path=.',
  '--upload-pack=touch PWN',
  '-c core.fsmonitor=touch',
  '--git-dir=/tmp',
  '--all',
  '$(touch PWN)',
  '`touch PWN`',
  "';touch PWN",
  'a|touch PWN',
  'HEAD\ntouch PWN',
  'HEAD\0',
  '^HEAD',
  'HEAD..main',
  'HEAD:a.yaml',
  'HEAD:',
  'HEAD:x^{commit}',
  ':a.yaml',
  ':/Change',
  'HEAD^{tree}',
  '',
  ' ',
  'refs/heads/none',
  '0'.repeat(40),
  'f'.repeat(64),
  '../HEAD',
  '@{u}',
];

test.each(HOSTILE)('%j names no commit and does nothing', async (revision) => {
  // A file with the name of a peeled revision: `HEAD:x^{commit}` finds it.
  const repo = gitRepo({ 'a.yaml': '1\n', 'x^{commit}': 'blob\n' });
  expect(await codeOf(commitReader(repo.dir, revision))).toBe('REVISION_UNKNOWN');
  expect(readdirSync(repo.dir)).not.toContain(PWN);
});

test('a name that is both branch and tag is refused, its full names are not', async () => {
  const repo = gitRepo({ 'a.yaml': '1\n' });
  const first = repo.git('rev-parse', 'HEAD');
  const second = repo.commit({ 'a.yaml': '2\n' });
  repo.git('tag', 'main', first);
  repo.git('update-ref', 'refs/heads/HEAD', first);
  repo.git('config', 'core.warnAmbiguousRefs', 'false');
  await expect(commitReader(repo.dir, 'main')).rejects.toThrow('both a branch and a tag');
  expect((await commitReader(repo.dir, 'refs/heads/main')).revision).toBe(second);
  expect((await commitReader(repo.dir, 'refs/tags/main')).revision).toBe(first);
  expect((await commitReader(repo.dir, 'HEAD')).revision).toBe(second);
});

test('a folder that the commit does not have is empty', async () => {
  const repo = gitRepo({ 'a.yaml': '1\n', docs: 'a file here\n' });
  mkdirSync(join(repo.dir, 'later'));
  expect(await pathsOf(await commitReader(join(repo.dir, 'later'), 'HEAD'))).toEqual([]);
  rmSync(join(repo.dir, 'docs'));
  mkdirSync(join(repo.dir, 'docs'));
  expect(await pathsOf(await commitReader(join(repo.dir, 'docs'), 'HEAD'))).toEqual([]);
});

test('a link to a folder of the repository reads that folder', async () => {
  const repo = gitRepo({ 'apps/a.yaml': '1\n' });
  const elsewhere = tempFolder();
  symlinkSync(join(repo.dir, 'apps'), join(elsewhere, 'link'), 'junction');
  expect(await pathsOf(await commitReader(join(elsewhere, 'link'), 'HEAD'))).toEqual(['a.yaml']);
});

test('works in a worktree, with packed objects, alternates and SHA-256', async () => {
  const repo = gitRepo({ 'a.yaml': '1\n' });
  const worktree = join(tempFolder(), 'tree');
  repo.git('worktree', 'add', '--quiet', worktree);
  repo.git('gc', '--quiet');
  expect(await readText(await commitReader(worktree, 'HEAD'), 'a.yaml')).toBe('1\n');
  const shared = gitClone(repo, '--no-local');
  const borrower = tempFolder();
  runGit(borrower, ['clone', '--quiet', '--shared', shared.dir, '.']);
  expect(await readText(await commitReader(borrower, 'HEAD'), 'a.yaml')).toBe('1\n');
  const modern = gitRepo({ 'a.yaml': '256\n' }, ['--object-format=sha256']);
  const reader = await commitReader(modern.dir, 'HEAD');
  expect(reader.revision).toHaveLength(64);
  expect(await readText(reader, 'a.yaml')).toBe('256\n');
});

test('a tree made by hand cannot smuggle in what no checkout would hold', async () => {
  const repo = gitRepo({ 'a.yaml': '1\n' });
  const blob = repo.git('rev-parse', 'HEAD:a.yaml');
  const tree = (lines: string): string => runGit(repo.dir, ['mktree'], lines);
  const dotGit = tree(`100644 blob ${blob}\tconfig\n`);
  const inner = tree(`040000 tree ${dotGit}\t.GIT\n100644 blob ${blob}\tb.yaml\n`);
  const top = tree(
    `040000 tree ${dotGit}\t.git\n040000 tree ${dotGit}\t..\n040000 tree ${inner}\tinner\n100755 blob ${blob}\ta.sh\n`,
  );
  repo.git('update-ref', 'HEAD', repo.git('commit-tree', '-m', 'x', top));
  const reader = await commitReader(repo.dir, 'HEAD');
  expect(await pathsOf(reader)).toEqual(['a.sh']);
  expect(await readText(reader, '.git/config')).toBe('(missing)');
  expect(await readText(reader, '../config')).toBe('(missing)');
  expect(await readText(reader, 'inner/b.yaml')).toBe('(missing)');
});

test('replacements, grafts and attributes change nothing', async () => {
  const repo = gitRepo({ 'a.yaml': 'true\n', '.gitattributes': '*.yaml eol=crlf ident filter=lfs\n' });
  const blob = repo.git('rev-parse', 'HEAD:a.yaml');
  const other = runGit(repo.dir, ['hash-object', '-w', '--stdin'], 'false\n');
  repo.git('replace', blob, other);
  const empty = repo.git('commit-tree', '-m', 'x', runGit(repo.dir, ['mktree']));
  repo.git('replace', 'HEAD', empty);
  expect(await readText(await commitReader(repo.dir, 'HEAD'), 'a.yaml')).toBe('true\n');
});

test('a large blob is reported without being loaded', async () => {
  const repo = gitRepo({ 'big.bin': new Uint8Array(64 * 1024 ** 2), 'a.yaml': '1\n' });
  const reader = await commitReader(repo.dir, 'HEAD');
  const contents = await reader.read(['big.bin', 'a.yaml'], LIMIT);
  expect(contents.get('big.bin')).toEqual({ kind: 'too-large', size: 64 * 1024 ** 2, limit: LIMIT });
  expect(contents.get('a.yaml')?.kind).toBe('bytes');
});

test('a shallow clone serves its commit and says why it lacks an older one', async () => {
  const source = gitRepo({ 'a.yaml': '1\n' });
  source.commit({ 'a.yaml': '2\n' });
  const clone = gitClone(source, '--depth=1');
  expect(await readText(await commitReader(clone.dir, 'HEAD'), 'a.yaml')).toBe('2\n');
  await expect(commitReader(clone.dir, 'HEAD~1')).rejects.toThrow('This clone is shallow');
  expect(await codeOf(commitReader(clone.dir, 'HEAD~1'))).toBe('REVISION_UNKNOWN');
});

test('reading leaves the repository and the temporary folder as they were', async () => {
  const repo = gitRepo({ 'a.yaml': '1\n', 'b/c.yaml': '2\n' });
  const temp = tempFolder();
  vi.stubEnv('TMPDIR', temp);
  const before = runGit(repo.dir, ['status', '--porcelain=v2', '--branch']);
  const files = (): readonly string[] =>
    readdirSync(repo.dir, { recursive: true, encoding: 'utf8' }).toSorted();
  const listed = files();
  const reader = await commitReader(join(repo.dir, 'b'), 'HEAD');
  expect(await readText(reader, 'c.yaml')).toBe('2\n');
  expect(files()).toEqual(listed);
  expect(runGit(repo.dir, ['status', '--porcelain=v2', '--branch'])).toBe(before);
  expect(readdirSync(temp)).toEqual([]);
});

test.each([
  ['no repository', () => tempFolder({ 'a.yaml': '' })],
  ['no folder', () => join(tmpdir(), 'moorline-no-such-folder')],
  ['a .git that is none', () => tempFolder({ '.git': 'nonsense\n' })],
  ['a bare repository among the files', bareAmongFiles],
])('%s: git is unavailable', async (_, root) => {
  expect(await codeOf(commitReader(root(), 'HEAD'))).toBe('GIT_UNAVAILABLE');
});

function bareAmongFiles(): string {
  const folder = tempFolder();
  runGit(folder, ['init', '--quiet', '--bare', 'x.git']);
  return join(folder, 'x.git');
}

test('without git on PATH the message says what to install', async () => {
  const repo = gitRepo({ 'a.yaml': '' });
  vi.stubEnv('PATH', tempFolder());
  await expect(commitReader(repo.dir, 'HEAD')).rejects.toThrow('Install git 2.31 or newer');
});

test('a temporary folder that is missing is named', async () => {
  const repo = gitRepo({ 'a.yaml': '' });
  const temp = tempFolder();
  const reader = await commitReader(repo.dir, 'HEAD');
  vi.stubEnv('TMPDIR', join(temp, 'gone'));
  await expect(reader.list()).rejects.toThrow('The temporary folder cannot be written');
});

test('an unborn branch has no commit', async () => {
  const dir = tempFolder();
  runGit(dir, ['init', '--quiet']);
  expect(await codeOf(commitReader(dir, 'HEAD'))).toBe('REVISION_UNKNOWN');
});

test('a broken object has no content', async () => {
  const repo = gitRepo({ 'a.yaml': '1\n' });
  const blob = repo.git('rev-parse', 'HEAD:a.yaml');
  const file = join(repo.dir, '.git/objects', blob.slice(0, 2), blob.slice(2));
  renameSync(file, `${file}.old`);
  writeFileSync(file, 'garbage');
  const reader = await commitReader(repo.dir, 'HEAD');
  expect((await reader.read(['a.yaml'], LIMIT)).get('a.yaml')?.kind).toBe('not-local');
});
