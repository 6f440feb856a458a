import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { tryGit } from '../rig/git.ts';
import type { Violation } from './violation.ts';

/** Objects are whole and no lock is left. */
export function checkRemote(remote: string): readonly Violation[] {
  const { status, stdout, stderr } = tryGit(remote, ['fsck', '--strict', '--full', '--no-dangling']);
  const locks = lockFiles(remote);
  return [
    ...(status === 0 ? [] : [{ promise: 'fsck', detail: `${stdout}${stderr}`.slice(0, 400) } as const]),
    ...(locks.length === 0
      ? []
      : [{ promise: 'locks', detail: `left in the remote: ${locks.join(', ')}` } as const]),
  ];
}

/** Lock files of git below a folder. */
export function lockFiles(folder: string): readonly string[] {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return names.filter((name) => name.endsWith('.lock')).map((name) => join(folder, name));
}
