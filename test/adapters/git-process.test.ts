import { setTimeout as later } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { startGit } from '../../src/adapters/git/git-process.ts';

describe('a git process that is ended', () => {
  it('has no status although it was done before, because its output may not all be there', async () => {
    // git is done at once; what it started holds its output open
    const git = startGit({
      args: ['-c', 'alias.linger=!sleep 5 & exit 0', 'linger'],
      cwd: import.meta.dirname,
      settings: [],
      environment: { PATH: process.env['PATH'] ?? '' },
      isRemote: true,
    });
    git.stdin.end();
    await later(500);
    git.kill();
    expect(await git.ended).toMatchObject({ status: null, killedBy: 'SIGKILL' });
  });
});
