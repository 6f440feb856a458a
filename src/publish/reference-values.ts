import { capBytes, cleanText, oneLine } from './clean-text.ts';
import { provenanceUrl } from './provenance-url.ts';
import { readRfc3339 } from './rfc3339.ts';
import { LONGEST_SOURCE_TEXT } from './source-message.ts';

/** Characters of a trailer's value that are passed on. */
export const LONGEST_VALUE = 1000;

const SHA = /^[0-9a-f]{5,40}$/;
const PLAIN_WEB_URL = /^https?:\/\/[-.\w]+(?::[0-9]+)?(?:\/[^\s?#\\]*)?$/;

const QUOTED = String.raw`"(?:[^"\\]|\\.)*"`;
const WORD = String.raw`(?:[^\s()<>[\]:;@\\,"]+|${QUOTED})`;
const ATOM = String.raw`[^\s()<>[\]:;@\\,".]+`;
const ADDRESS = String.raw`(?:${ATOM}(?:\.${ATOM})*|${QUOTED})@(?:${ATOM}(?:\.${ATOM})*|\[[^\s[\]\\]*\])`;
const MAILBOX = new RegExp(String.raw`^(?:(?:${WORD}(?:[ \t]+${WORD})*[ \t]*)?<${ADDRESS}>|${ADDRESS})$`);

/**
 * One reader per kind of value: the value as provenance repeats it, cleaned; undefined when it is not valid
 * and the line therefore means nothing. A value that would be false when cut is invalid when it is too long.
 */
export const readReferenceValue = {
  author: (value: string) => {
    const text = value.trim();
    return text.length <= LONGEST_VALUE && MAILBOX.test(text) ? text : undefined;
  },
  sha: (value: string) => (SHA.test(value) ? value : undefined),
  subject: (value: string) => oneLine(value),
  body: readBody,
  repoURL: readRepositoryUrl,
  date: (value: string) => (value.length <= LONGEST_VALUE ? readRfc3339(value) : undefined),
} as const satisfies Readonly<Record<string, (value: string) => string | undefined>>;

function readBody(literal: string): string | undefined {
  if (!literal.trimStart().startsWith('"')) return undefined;
  try {
    return capBytes(cleanText(JSON.parse(literal) as string), LONGEST_SOURCE_TEXT);
  } catch {
    return undefined;
  }
}

/**
 * A plain web address stays as written. Any other is given as https without credentials: GitOps Promoter
 * takes no other scheme, and a rendered branch has more readers than its source.
 */
function readRepositoryUrl(value: string): string | undefined {
  if (value.length > LONGEST_VALUE) return undefined;
  return PLAIN_WEB_URL.test(value) ? value : provenanceUrl(value);
}
