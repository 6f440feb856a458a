import { capCharacters } from './clean-text.ts';
import { LONGEST_VALUE, readReferenceValue } from './reference-values.ts';
import { messageLines } from './source-message.ts';
import type { Trailer } from './trailers.ts';

/** What is known of the commit that made somebody change the source; never empty. */
export interface ReferenceCommit {
  readonly author?: string;
  readonly date?: string;
  readonly subject?: string;
  readonly body?: string;
  readonly sha?: string;
  readonly repoURL?: string;
}

/** An entry of `references` in Argo CD's form. */
export interface Reference {
  readonly commit: ReferenceCommit;
}

type Field = keyof ReferenceCommit;

const PREFIX = 'Argocd-reference-commit-';

/** Argo CD's keys after the prefix, in the order in which trailers are written. */
const FIELDS = new Map<string, Field>([
  ['author', 'author'],
  ['sha', 'sha'],
  ['subject', 'subject'],
  ['body', 'body'],
  ['repourl', 'repoURL'],
  ['date', 'date'],
]);

/** Argo CD's order of keys in JSON. */
const JSON_ORDER = ['author', 'date', 'subject', 'body', 'sha', 'repoURL'] as const;

/**
 * The commit that the source message refers to with Argo CD's `Argocd-reference-commit-*` lines: none or one
 * entry. Any line of the message counts, the last valid one of each key wins, and invalid ones are nothing.
 */
export function references(message: string): readonly Reference[] {
  const values = readLines(message);
  const commit = Object.fromEntries(
    JSON_ORDER.map((field) => [field, values.get(field) ?? ''] as const).filter(([, value]) => value !== ''),
  );
  return Object.keys(commit).length === 0 ? [] : [{ commit }];
}

/** The valid reference lines of a source message as trailers: cleaned, one of each key, in a fixed order. */
export function referenceTrailers(message: string): readonly Trailer[] {
  const values = readLines(message);
  return [...FIELDS].flatMap(([key, field]) => {
    const value = values.get(field) ?? '';
    if (value === '') return [];
    const text = field === 'body' ? jsonLiteral(value) : capCharacters(value, LONGEST_VALUE - 1);
    return [[PREFIX + key, text] as const];
  });
}

/** True for a line that Argo CD takes out of the message because it is a valid reference. */
export function isReferenceLine(line: string): boolean {
  return readLine(line) !== undefined;
}

function readLines(message: string): ReadonlyMap<Field, string> {
  return new Map(messageLines(message).flatMap((line) => readLine(line) ?? []));
}

/** Empty for no pair, so that the pairs of all lines can be joined. */
function readLine(line: string): readonly [readonly [Field, string]] | undefined {
  if (!line.startsWith(PREFIX)) return undefined;
  const colon = line.indexOf(': ');
  const field = FIELDS.get(line.slice(PREFIX.length, Math.max(colon, PREFIX.length)));
  if (field === undefined) return undefined;
  const value = readReferenceValue[field](line.slice(colon + 2));
  return value === undefined ? undefined : [[field, value]];
}

/** The text as a JSON string, which has to stay whole when the text is too long for it. */
function jsonLiteral(text: string): string {
  let length = 3;
  let end = 0;
  for (const character of text) {
    length += JSON.stringify(character).length - 2;
    if (length > LONGEST_VALUE) return JSON.stringify(`${text.slice(0, end)}…`);
    end += character.length;
  }
  return JSON.stringify(text);
}
