import { signCommit } from '../../adapters/git/sign-commit.ts';
import { emptyFolder, treeOf } from '../../publish/folder.ts';
import type { MoorlineConfig } from '../../schema/moorline-file.ts';
import type { OpenedSource } from '../publish/open-source.ts';
import { authorOf } from '../publish/publish.ts';
import { ask, type Asking } from './ask.ts';
import type { SigningFacts } from './facts.ts';

/**
 * Tries to sign. The commit has no files and lies in the private store of the run, which goes away with it;
 * nothing is pushed.
 */
export async function gatherSigning(
  asking: Asking,
  source: OpenedSource | undefined,
  { sign: form, author }: MoorlineConfig['publish'],
): Promise<SigningFacts> {
  if (form === 'none') return { form };
  if (!source) return { form, hasKey: false, signed: undefined };
  const { store, settings, commit } = source;
  const keys = form === 'ssh' ? ['user.signingkey', 'gpg.ssh.defaultkeycommand'] : ['user.signingkey'];
  const hasKey = settings.some(({ key }) => keys.includes(key));
  const signed = await ask(asking, async () => {
    const empty = treeOf(emptyFolder(), store.format);
    await store.write(empty.objects);
    const person = { ...authorOf(author), seconds: commit.committer.seconds, offset: '+0000' };
    const test = { tree: empty.id, parents: [], author: person, committer: person, message: 'Test\n' };
    await signCommit(store, test, { form, settings });
    return true as const;
  });
  return { form, hasKey, signed };
}
