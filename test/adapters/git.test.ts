import { chmodSync, existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { gitEnvironment } from '../../src/adapters/git/git-settings.ts';
import { runGit as run, type GitRequest } from '../../src/adapters/git/git.ts';
import { commitReader } from '../../src/adapters/git/commit-reader.ts';
import { InternalError } from '../../src/diagnostics/internal-error.ts';
import { gitRepo, runGit } from '../tools/git-repo.ts';
import { tempFolder, writeTree } from '../tools/temp-folder.ts';

const LIMIT = 1024 * 1024;

test('the environment is an allow-list', () => {
  const secrets = {
    GIT_DIR: '/x',
    GIT_SSH_COMMAND: 'x',
    GIT_CONFIG_COUNT: '1',
    NODE_OPTIONS: '--x',
    LD_PRELOAD: '/x.so',
    EDITOR: 'x',
    AWS_SECRET_ACCESS_KEY: 'x',
    LANG: 'de_DE.UTF-8',
  };
  for (const [name, value] of Object.entries(secrets)) vi.stubEnv(name, value);
  const environment = gitEnvironment({ GIT_DIR: '/ours' });
  expect(environment['GIT_DIR']).toBe('/ours');
  expect(environment['LANG']).toBe('C');
  const expected = new Set(Object.keys(gitEnvironment()));
  for (const name of Object.keys(secrets)) expect(expected.has(name)).toBe(name === 'LANG');
});

test('a verb that is not on the list is refused', async () => {
  const request = { verb: 'gc', options: [], cwd: '.' } as unknown as GitRequest;
  await expect(run(request)).rejects.toThrow(InternalError);
});

test('a NUL character is refused', async () => {
  const request: GitRequest = { verb: 'rev-parse', options: [], operands: ['a\0b'], cwd: '.' };
  await expect(run(request)).rejects.toThrow(InternalError);
});

test('a status other than 0 is an answer, with and without input', async () => {
  const { dir } = gitRepo();
  const asked = await run({ verb: 'rev-parse', options: ['--verify'], operands: ['nothing'], cwd: dir });
  expect([asked.status, asked.stdout.length, asked.stderr]).toEqual([
    128,
    0,
    'fatal: Needed a single revision\n',
  ]);
  const fed = await run({ verb: 'cat-file', options: ['--batch=%(nonsense)'], input: 'HEAD\n', cwd: dir });
  expect(fed.status).toBe(128);
  expect(fed.stderr).toContain('nonsense');
});

test.each([undefined, 'HEAD\n'])('a folder that is gone makes git unavailable (input %j)', async (input) => {
  const request: GitRequest = {
    verb: 'cat-file',
    options: ['--batch-check'],
    cwd: join(tempFolder(), 'gone'),
    ...(input === undefined ? {} : { input }),
  };
  await expect(run(request)).rejects.toMatchObject({ name: 'AdapterError', code: 'GIT_UNAVAILABLE' });
});

test('hostile variables of the caller have no effect', async () => {
  const other = gitRepo({ 'other.yaml': 'other\n' });
  const repo = gitRepo({ 'a.yaml': 'a\n' });
  const mark = join(repo.dir, 'PWN');
  const hostile = {
    GIT_DIR: join(other.dir, '.git'),
    GIT_WORK_TREE: other.dir,
    GIT_COMMON_DIR: join(other.dir, '.git'),
    GIT_INDEX_FILE: mark,
    GIT_OBJECT_DIRECTORY: join(other.dir, '.git/objects'),
    GIT_ALTERNATE_OBJECT_DIRECTORIES: join(other.dir, '.git/objects'),
    GIT_NAMESPACE: 'x',
    GIT_REPLACE_REF_BASE: 'refs/heads/',
    GIT_EXEC_PATH: repo.dir,
    GIT_TRACE: mark,
    GIT_TRACE2: mark,
    GIT_CONFIG_COUNT: '1',
    GIT_CONFIG_KEY_0: 'core.fsmonitor',
    GIT_CONFIG_VALUE_0: `touch ${mark}`,
    GIT_CONFIG_PARAMETERS: `'core.fsmonitor=touch ${mark}'`,
    GIT_EXTERNAL_DIFF: `touch ${mark}`,
    GIT_PAGER: `touch ${mark}`,
    PAGER: `touch ${mark}`,
    EDITOR: `touch ${mark}`,
    NODE_OPTIONS: `--require ${mark}`,
    LD_PRELOAD: '/nonexistent/evil.so',
    DEBUG: '',
  };
  for (const [name, value] of Object.entries(hostile)) vi.stubEnv(name, value);
  const reader = await commitReader(repo.dir, 'HEAD');
  const content = (await reader.read(['a.yaml'], LIMIT)).get('a.yaml');
  expect(await reader.list()).toEqual([{ path: 'a.yaml', kind: 'file' }]);
  expect(content?.kind === 'bytes' && Buffer.from(content.bytes).toString()).toBe('a\n');
  expect(existsSync(mark)).toBe(false);
});

describe.skipIf(process.platform === 'win32')('hostile settings of a repository', () => {
  test('start nothing', async () => {
    const repo = gitRepo({ 'apps/a.yaml': 'a\n', '.gitattributes': '* filter=evil diff=evil\n' });
    const mark = join(repo.dir, 'PWN');
    const evil = join(repo.dir, '.git', 'evil');
    writeTree(repo.dir, { '.git/evil': `#!/bin/sh\ntouch '${mark}'\n` });
    chmodSync(evil, 0o755);
    for (const hook of ['reference-transaction', 'post-index-change', 'pre-auto-gc', 'post-checkout']) {
      writeTree(repo.dir, { [`.git/evil-hooks/${hook}`]: `#!/bin/sh\ntouch '${mark}'\n` });
      chmodSync(join(repo.dir, '.git/evil-hooks', hook), 0o755);
    }
    const settings = [
      ['core.fsmonitor', evil],
      ['core.hooksPath', join(repo.dir, '.git/evil-hooks')],
      ['core.pager', evil],
      ['core.editor', evil],
      ['core.askPass', evil],
      ['core.sshCommand', evil],
      ['core.gitProxy', evil],
      ['core.alternateRefsCommand', evil],
      ['core.attributesFile', evil],
      ['credential.helper', `!${evil}`],
      ['diff.external', evil],
      ['diff.evil.textconv', evil],
      ['filter.evil.smudge', evil],
      ['filter.evil.clean', evil],
      ['gpg.program', evil],
      ['uploadpack.packObjectsHook', evil],
      ['trace2.eventTarget', mark],
      ['protocol.allow', 'always'],
      ['protocol.ext.allow', 'always'],
      ['include.path', join(repo.dir, '.git/more')],
    ];
    for (const verb of ['rev-parse', 'ls-tree', 'cat-file']) {
      settings.push([`alias.${verb}`, `!${evil}`], [`pager.${verb}`, evil]);
    }
    for (const [key = '', value = ''] of settings) repo.git('config', key, value);
    writeTree(repo.dir, { '.git/more': `[core]\n\tfsmonitor = ${evil}\n\tpager = ${evil}\n` });
    const reader = await commitReader(join(repo.dir, 'apps'), 'HEAD');
    expect(await reader.list()).toEqual([{ path: 'a.yaml', kind: 'file' }]);
    expect((await reader.read(['a.yaml'], LIMIT)).get('a.yaml')?.kind).toBe('bytes');
    await expect(commitReader(repo.dir, 'no-such-branch')).rejects.toThrow('names no commit');
    expect(existsSync(mark)).toBe(false);
    // The trap works: without our settings git starts the program.
    runGit(repo.dir, ['status']);
    expect(existsSync(mark)).toBe(true);
    rmSync(mark);
  });
});
