import { spawn } from 'node:child_process';
import { dirname } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { GIT_ENVIRONMENT, gitRepo, openRepo, runGit } from '../tools/git-repo.ts';
import { tempFolder } from '../tools/temp-folder.ts';
import { startGitServer } from './start-git-server.ts';

it('a bare repository is cloned over HTTP, and takes no push', async () => {
  const source = gitRepo({ 'settings.yaml': 'colour: blue\n' });
  const bare = `${tempFolder()}/shop.git`;
  runGit(dirname(bare), ['clone', '--quiet', '--bare', source.dir, bare]);
  const server = await startGitServer(bare);
  onTestFinished(server.stop);
  // In the background: this process serves what it asks for.
  const git = (...args: readonly string[]) =>
    new Promise((done) => spawn('git', args, { env: GIT_ENVIRONMENT, stdio: 'ignore' }).on('close', done));
  const clone = tempFolder();
  expect(await git('clone', '--quiet', server.url, clone)).toBe(0);
  expect(openRepo(clone).git('rev-parse', 'HEAD')).toBe(source.git('rev-parse', 'HEAD'));
  expect(await git('-C', clone, 'push', '--quiet', 'origin', 'HEAD:refs/heads/other')).not.toBe(0);
  expect(await git('ls-remote', server.url.replace('shop', 'other'))).not.toBe(0);
});
