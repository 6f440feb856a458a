import type { Commit, ObjectId, Signature } from '../../model/git.ts';
import { isObjectId } from '../../model/object-id.ts';

const LINE_FEED = 0x0a;
const DATE = /^[ \t]*(-?[0-9]+)?[ \t]*([-+][0-9]{4}(?![0-9]))?/;

/**
 * Reads the content of a commit object. Headers it does not know, such as signatures with their continuation
 * lines, are skipped; a date that is missing or beyond all numbers is 0, a missing offset `+0000`.
 * @returns undefined when tree, author or committer are missing or an id is not like `id`; never throws
 */
export function parseCommit(id: ObjectId, content: Uint8Array): Commit | undefined {
  const end = endOfHeaders(content);
  const headers = decode(content.subarray(0, end)).split('\n');
  const values = (name: string): readonly string[] =>
    headers.filter((line) => line.startsWith(`${name} `)).map((line) => line.slice(name.length + 1));
  const tree = headers[0]?.startsWith('tree ') === true ? headers[0].slice('tree '.length) : '';
  const parents = values('parent');
  const [author] = values('author');
  const [committer] = values('committer');
  if (author === undefined || committer === undefined) return undefined;
  if (![id, tree, ...parents].every((text) => isObjectId(text) && text.length === id.length))
    return undefined;
  const message = decode(content.subarray(end + 2));
  return { id, tree, parents, author: signature(author), committer: signature(committer), message };
}

/** Headers end at the first empty line, or with the content. */
function endOfHeaders(content: Uint8Array): number {
  let at = content.indexOf(LINE_FEED);
  while (at >= 0 && content[at + 1] !== LINE_FEED) at = content.indexOf(LINE_FEED, at + 1);
  return at < 0 ? content.length : at;
}

function decode(bytes: Uint8Array): string {
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
}

/** Like Git: the address ends at the first `>`, the date begins after the last. */
function signature(text: string): Signature {
  const open = text.indexOf('<');
  if (open < 0) return { name: text.trim(), email: '', seconds: 0, offset: '+0000' };
  const close = text.indexOf('>', open);
  const [, digits = '0', offset = '+0000'] = DATE.exec(text.slice(text.lastIndexOf('>') + 1)) ?? [];
  const seconds = close < 0 ? 0 : Number(digits);
  return {
    name: text.slice(0, open).trim(),
    email: close < 0 ? '' : text.slice(open + 1, close),
    seconds: Number.isSafeInteger(seconds) ? seconds : 0,
    offset: close < 0 ? '+0000' : offset,
  };
}
