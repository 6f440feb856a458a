import type { ObjectId } from '../../model/git.ts';
import { runGit } from './git.ts';
import type { GitStore } from './git-store.ts';
import { remoteText } from './remote-error.ts';

/**
 * How the other end is started: hooks and programs of the user's repository are not for pushes of ours, and
 * a branch that is checked out stays as it is.
 */
const RECEIVE = `git ${[
  'core.hooksPath=/dev/null',
  'core.fsmonitor=false',
  'core.alternateRefsCommand=true',
  'gc.auto=0',
  'receive.autogc=false',
  'receive.denyCurrentBranch=refuse',
]
  .map((setting) => `-c ${setting}`)
  .join(' ')} receive-pack`;

/**
 * Moves branches of a local repository forward, all or none; never one that is checked out. What Git
 * says when it refuses, or undefined.
 */
export async function pushInto(
  store: GitStore,
  repository: string,
  moves: readonly { readonly ref: string; readonly to: ObjectId }[],
): Promise<string | undefined> {
  const answer = await runGit({
    verb: 'push',
    options: ['--quiet', '--atomic', '--no-thin', '--no-verify', `--receive-pack=${RECEIVE}`],
    operands: [repository, ...moves.map(({ ref, to }) => `${to}:${ref}`)],
    ...store.call,
  });
  return answer.status === 0 ? undefined : remoteText(answer.stderr);
}
