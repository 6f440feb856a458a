import type { Commit, ObjectId } from '../../model/git.ts';
import { AdapterError } from '../../model/ports.ts';
import { runGit } from './git.ts';
import type { GitStore } from './git-store.ts';
import { remoteText } from './remote-error.ts';
import type { GitSetting } from './source-settings.ts';

/** A commit to be made and signed; its tree is in the store. */
export type UnsignedCommit = Omit<Commit, 'id'>;

/**
 * Makes a signed commit with the key that Git is set up to use. The program that signs is the person's:
 * one that the repository names is not run.
 * @throws AdapterError SIGNING_FAILED with the text of the program
 */
export async function signCommit(
  store: GitStore,
  { tree, parents, author, committer, message }: UnsignedCommit,
  { form, settings }: { readonly form: 'gpg' | 'ssh'; readonly settings: readonly GitSetting[] },
): Promise<ObjectId> {
  const key = settings.findLast((each) => each.key === 'user.signingkey')?.value;
  const environment = {
    ...store.call.environment,
    GIT_AUTHOR_NAME: author.name,
    GIT_AUTHOR_EMAIL: author.email,
    GIT_AUTHOR_DATE: `@${String(author.seconds)} ${author.offset}`,
    GIT_COMMITTER_NAME: committer.name,
    GIT_COMMITTER_EMAIL: committer.email,
    GIT_COMMITTER_DATE: `@${String(committer.seconds)} ${committer.offset}`,
    // a key from the repository's settings is data; it travels where no option can be made of it
    ...(key === undefined
      ? {}
      : { GIT_CONFIG_COUNT: '1', GIT_CONFIG_KEY_0: 'user.signingKey', GIT_CONFIG_VALUE_0: key }),
  };
  const answer = await runGit({
    verb: 'commit-tree',
    options: ['--gpg-sign', ...parents.flatMap((parent) => ['-p', parent]), '-F', '-', tree],
    settings: [`gpg.format=${form === 'ssh' ? 'ssh' : 'openpgp'}`],
    cwd: store.call.cwd,
    environment,
    input: message,
  });
  if (answer.status !== 0) throw new AdapterError('SIGNING_FAILED', remoteText(answer.stderr));
  return answer.stdout.toString().trim();
}
