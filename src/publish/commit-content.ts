import { InternalError } from '../diagnostics/internal-error.ts';
import type { ObjectId, Signature } from '../model/git.ts';
import { isObjectId } from '../model/object-id.ts';
import { cleanPerson } from './person.ts';

/** What a commit says; its id follows from it. */
export interface CommitFacts {
  readonly tree: ObjectId;
  readonly parents: readonly ObjectId[];
  readonly author: Signature;
  readonly committer: Signature;
  readonly message: string;
}

/**
 * The text of a commit object, to be hashed and stored as UTF-8. Git accepts it (`fsck --strict`) whatever the
 * names, dates and message hold: what would break a header is removed, NUL is removed, dates before 1970
 * become 1970. The message is as given otherwise.
 */
export function commitContent({ tree, parents, author, committer, message }: CommitFacts): string {
  for (const id of [tree, ...parents]) {
    if (!isObjectId(id)) throw new InternalError(`${JSON.stringify(id)} is no object id`);
  }
  const headers = [
    `tree ${tree}`,
    ...parents.map((parent) => `parent ${parent}`),
    `author ${signatureText(author)}`,
    `committer ${signatureText(committer)}`,
  ];
  return `${headers.join('\n')}\n\n${message.replaceAll('\0', '')}`;
}

function signatureText(signature: Signature): string {
  const { name, email } = cleanPerson(signature);
  const seconds = Math.min(Math.max(Math.trunc(signature.seconds) || 0, 0), Number.MAX_SAFE_INTEGER);
  const offset = /^[-+][0-9]{4}$/.test(signature.offset) ? signature.offset : '+0000';
  return `${name} <${email}> ${seconds} ${offset}`;
}
