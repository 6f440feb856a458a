import { okay, skipped, type Row } from '../check.ts';
import type { DoctorFacts, ToolFacts } from '../facts.ts';
import { isAtLeast } from '../is-at-least.ts';

/** First git that signs with keys of SSH. */
const SSH_GIT = '2.34';

/** Whether commits can be signed as `publish.sign` wants it. */
export function signingChecks({ signing, tools }: DoctorFacts): readonly Row[] {
  if (!signing) return [];
  if (signing.form === 'none') return [skipped('signing', 'publish.sign is none: commits are not signed')];
  const { form, hasKey, signed } = signing;
  const works = signed !== undefined && 'value' in signed;
  const key: Row =
    hasKey || works
      ? okay(
          'signing-key',
          `publish.sign is ${form}, and ${hasKey ? 'user.signingKey is set' : 'git finds a key'}`,
        )
      : {
          id: 'signing-key',
          state: 'fail',
          summary: `publish.sign is ${form}, but git knows no key`,
          fix:
            form === 'ssh'
              ? 'git config --global user.signingKey ~/.ssh/id_ed25519.pub'
              : 'git config --global user.signingKey KEY-ID',
        };
  const version = form === 'ssh' ? sshRow(tools.git) : [];
  if (!signed || !(hasKey || works))
    return [...version, key, skipped('signing-test', 'without a key no signature is tried')];
  const test: Row =
    'value' in signed
      ? okay('signing-test', 'a test commit was signed; nobody keeps it')
      : {
          id: 'signing-test',
          state: 'fail',
          summary: `a test commit could not be signed: ${signed.problem}`,
          fix:
            form === 'ssh'
              ? 'make the key of user.signingKey readable, or add it to the agent: ssh-add'
              : 'gpg --list-secret-keys shows the keys; unlock the one of user.signingKey',
        };
  return [...version, key, test];
}

function sshRow(git: ToolFacts['git']): readonly Row[] {
  if ('problem' in git || isAtLeast(git.value, SSH_GIT)) return [];
  const summary = `git ${git.value} cannot sign with SSH (needs ${SSH_GIT})`;
  return [{ id: 'signing-git', state: 'fail', summary, fix: `install git ${SSH_GIT} or newer` }];
}
