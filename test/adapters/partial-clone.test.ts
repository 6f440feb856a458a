import { chmodSync, existsSync, readdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { commitReader } from '../../src/adapters/git/commit-reader.ts';
import { AdapterError } from '../../src/model/ports.ts';
import { gitClone, gitRepo, runGit, type GitRepo } from '../tools/git-repo.ts';
import { tempFolder, writeTree } from '../tools/temp-folder.ts';

const LIMIT = 1024 * 1024;

interface Partial {
  readonly source: GitRepo;
  readonly clone: GitRepo;
  readonly old: string;
}

/** Blobs of the tip are here, those of the older commit are not. */
function partialClone(filter: string): Partial {
  const source = gitRepo({ 'a.yaml': 'old\n', 'same.yaml': 'same\n', 'apps/b.yaml': 'old b\n' });
  const old = source.git('rev-parse', 'HEAD');
  source.commit({ 'a.yaml': 'new\n', 'apps/b.yaml': 'new b\n' });
  return { source, clone: gitClone(source, `--filter=${filter}`), old };
}

const objectsOf = (repo: GitRepo): readonly string[] =>
  readdirSync(join(repo.dir, '.git/objects'), { recursive: true, encoding: 'utf8' }).toSorted();

async function kinds(root: string, revision: string): Promise<readonly (readonly [string, string])[]> {
  const reader = await commitReader(root, revision);
  const paths = (await reader.list()).map(({ path }) => path);
  return [...(await reader.read(paths, LIMIT))].map(([path, content]) => [path, content.kind]);
}

test('a blobless clone serves what it has and says what it lacks', async () => {
  const { clone, old } = partialClone('blob:none');
  const before = objectsOf(clone);
  expect(await kinds(clone.dir, 'HEAD')).toEqual([
    ['a.yaml', 'bytes'],
    ['apps/b.yaml', 'bytes'],
    ['same.yaml', 'bytes'],
  ]);
  expect(await kinds(clone.dir, old)).toEqual([
    ['a.yaml', 'not-local'],
    ['apps/b.yaml', 'not-local'],
    ['same.yaml', 'bytes'],
  ]);
  expect(objectsOf(clone)).toEqual(before);
});

test('with the remote gone the answers are the same', async () => {
  const { source, clone, old } = partialClone('blob:none');
  renameSync(join(source.dir, '.git'), join(source.dir, 'away'));
  expect((await kinds(clone.dir, old)).map(([, kind]) => kind)).toEqual(['not-local', 'not-local', 'bytes']);
});

test('a clone without trees cannot be listed', async () => {
  const { clone, old } = partialClone('tree:0');
  await expect(kinds(clone.dir, old)).rejects.toThrow(AdapterError);
  await expect(kinds(clone.dir, old)).rejects.toMatchObject({ code: 'OBJECTS_MISSING' });
  await expect(kinds(join(clone.dir, 'apps'), old)).rejects.toMatchObject({ code: 'OBJECTS_MISSING' });
});

test('a commit that would have to be fetched is missing', async () => {
  const { source, clone } = partialClone('blob:none');
  const later = source.commit({ 'c.yaml': 'later\n' });
  await expect(commitReader(clone.dir, later)).rejects.toMatchObject({ code: 'OBJECTS_MISSING' });
});

describe.skipIf(process.platform === 'win32')('a hostile remote', () => {
  /** A program that leaves a mark when git starts it. */
  function plantProgram(): { readonly program: string; readonly mark: string } {
    const folder = tempFolder({ 'git-remote-moor': '#!/bin/sh\ntouch "$(dirname "$0")/PWN"\nexit 1\n' });
    chmodSync(join(folder, 'git-remote-moor'), 0o755);
    return { program: join(folder, 'git-remote-moor'), mark: join(folder, 'PWN') };
  }

  test.each([
    [
      'uploadpack',
      (clone: GitRepo, program: string) => clone.git('config', 'remote.origin.uploadpack', program),
    ],
    [
      'ext::',
      (clone: GitRepo, program: string) => clone.git('config', 'remote.origin.url', `ext::${program} x`),
    ],
    [
      'ssh',
      (clone: GitRepo, program: string) => {
        clone.git('config', 'remote.origin.url', 'ssh://localhost/x');
        clone.git('config', 'core.sshCommand', program);
      },
    ],
    [
      'insteadOf',
      (clone: GitRepo, program: string) => clone.git('config', `url.ext::${program} .insteadOf`, 'file://'),
    ],
  ])('that would run a program through %s is never asked', async (_, plant) => {
    const { clone, old } = partialClone('blob:none');
    const { program, mark } = plantProgram();
    plant(clone, program);
    for (const name of ['ext', 'file', 'ssh']) clone.git('config', `protocol.${name}.allow`, 'always');
    expect((await kinds(clone.dir, old)).map(([, kind]) => kind)).toEqual([
      'not-local',
      'not-local',
      'bytes',
    ]);
    await expect(commitReader(clone.dir, '1'.repeat(40))).rejects.toThrow(AdapterError);
    expect(existsSync(mark)).toBe(false);
    // The trap works: git itself, asked without our settings, starts the program.
    expect(() => runGit(clone.dir, ['cat-file', '-p', `${old}:a.yaml`])).toThrow('git cat-file');
    expect(existsSync(mark)).toBe(true);
  });
});

test('two readers of one clone do not disturb each other', async () => {
  const { clone, old } = partialClone('blob:none');
  writeTree(clone.dir, { 'a.yaml': 'dirty\n' });
  const all = await Promise.all(Array.from({ length: 6 }, () => kinds(clone.dir, old)));
  expect(new Set(all.map((one) => JSON.stringify(one))).size).toBe(1);
});
