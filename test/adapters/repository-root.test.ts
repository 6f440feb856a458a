import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { findGitTop } from '../../src/adapters/git/repository-root.ts';
import { gitRepo } from '../tools/git-repo.ts';
import { tempFolder } from '../tools/temp-folder.ts';

test('finds the top from any folder below it', async () => {
  const { dir } = gitRepo({ 'apps/shop/dev/app.yaml': '' });
  for (const folder of ['', 'apps', 'apps/shop/dev']) expect(await findGitTop(join(dir, folder))).toBe(dir);
});

test('a worktree and a submodule have a .git file', async () => {
  const repo = gitRepo({ 'apps/a.yaml': '' });
  const worktree = join(tempFolder(), 'tree');
  repo.git('worktree', 'add', '--quiet', worktree);
  expect(await findGitTop(join(worktree, 'apps'))).toBe(worktree);
});

test('a .git folder that is no repository does not count', async () => {
  const { dir } = gitRepo({ 'apps/shop/a.yaml': '' });
  mkdirSync(join(dir, 'apps', '.git'));
  expect(await findGitTop(join(dir, 'apps', 'shop'))).toBe(dir);
});

test('a link leads to the repository it points into', async () => {
  const { dir } = gitRepo({ 'apps/a.yaml': '' });
  const elsewhere = tempFolder({ link: { link: join(dir, 'apps') } });
  expect(await findGitTop(join(elsewhere, 'link'))).toBe(dir);
});

test('there is none outside of a repository or in a folder that does not exist', async () => {
  expect(await findGitTop(tempFolder())).toBeUndefined();
  expect(await findGitTop(join(tempFolder(), 'gone'))).toBeUndefined();
});
