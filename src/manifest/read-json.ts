import type { Json } from '../model/json.ts';
import type { ManifestDocument, ParsedManifests } from './document.ts';
import { ProblemLog } from './problem-log.ts';
import { FORBIDDEN_KEY, MESSAGES, type Report } from './problem.ts';
import { isWellFormed } from './unprintable.ts';

/** Where the reader stands. */
interface Cursor {
  readonly text: string;
  readonly depth: number;
  readonly report: Report;
  at: number;
  /** Set at the first level that is too deep; then nothing more is read. */
  isTooDeep: boolean;
}

const BLANKS = /[ \t\r\n]*/y;
const NUMBER = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?/y;
const INTEGER = /^-?[0-9]+$/;
// eslint-disable-next-line no-control-regex -- JSON allows them as escapes only
const CONTROL = /[\0-\x1f]/;
const WORDS = [
  ['true', true],
  ['false', false],
  ['null', null],
] as const;

/**
 * Reads a text of one or more JSON maps or lists, one after the other as kubectl takes them; undefined
 * when it is anything else, which may then be YAML. Unlike `JSON.parse` it finds keys that are
 * written twice and numbers that lose digits, and it does not recurse beyond `depth`.
 */
export function readJson(text: string, depth: number): ParsedManifests | undefined {
  const log = new ProblemLog();
  const documents: ManifestDocument[] = [];
  const cursor: Cursor = {
    text,
    depth,
    report: log.report,
    at: text.startsWith('\ufeff') ? 1 : 0,
    isTooDeep: false,
  };
  skipBlanks(cursor);
  if (!startsContainer(cursor)) return undefined;
  while (startsContainer(cursor)) {
    const start = cursor.at;
    const before = log.count;
    const value = readValue(cursor, 0);
    if (value === undefined && !cursor.isTooDeep) return undefined;
    if (value === undefined) break;
    if (log.count === before) documents.push({ value, start, end: cursor.at });
    skipBlanks(cursor);
  }
  return cursor.isTooDeep || cursor.at === text.length ? { documents, problems: log.problems } : undefined;
}

function startsContainer({ text, at }: Cursor): boolean {
  return text[at] === '{' || text[at] === '[';
}

/** The value that comes next; undefined when there is none. */
function readValue(cursor: Cursor, level: number): Json | undefined {
  skipBlanks(cursor);
  switch (cursor.text[cursor.at]) {
    case '{':
      return enter(cursor, level) ? readMap(cursor, level + 1) : undefined;
    case '[':
      return enter(cursor, level) ? readList(cursor, level + 1) : undefined;
    case '"':
      return readString(cursor);
    default:
      return readNumber(cursor) ?? readWord(cursor);
  }
}

/** Steps over the bracket of a map or list; false if it is too deep. */
function enter(cursor: Cursor, level: number): boolean {
  const { at, depth } = cursor;
  if (level < depth) {
    cursor.at++;
    return true;
  }
  cursor.isTooDeep = true;
  cursor.report('too-deep', MESSAGES.tooDeep(depth), { start: at, end: at + 1 });
  return false;
}

function readMap(cursor: Cursor, level: number): Json | undefined {
  const map: Record<string, Json> = {};
  if (take(cursor, '}')) return map;
  do {
    skipBlanks(cursor);
    const start = cursor.at;
    const key = readString(cursor);
    if (key === undefined) return undefined;
    checkKey(cursor, { map, key, start });
    if (!take(cursor, ':')) return undefined;
    const value = readValue(cursor, level);
    if (value === undefined) return undefined;
    if (key !== FORBIDDEN_KEY) map[key] = value;
  } while (take(cursor, ','));
  return take(cursor, '}') ? map : undefined;
}

function checkKey(cursor: Cursor, { map, key, start }: { map: object; key: string; start: number }): void {
  const at = { start, end: cursor.at };
  if (key === FORBIDDEN_KEY) cursor.report('key-forbidden', MESSAGES.forbiddenKey(key), at);
  else if (Object.hasOwn(map, key)) cursor.report('duplicate-key', MESSAGES.duplicateKey(key), at);
}

function readList(cursor: Cursor, level: number): Json | undefined {
  const list: Json[] = [];
  if (take(cursor, ']')) return list;
  do {
    const value = readValue(cursor, level);
    if (value === undefined) return undefined;
    list.push(value);
  } while (take(cursor, ','));
  return take(cursor, ']') ? list : undefined;
}

function readString(cursor: Cursor): string | undefined {
  const { text, at: start } = cursor;
  if (text[start] !== '"') return undefined;
  let end = text.indexOf('"', start + 1);
  while (end > 0 && isEscaped(text, end)) end = text.indexOf('"', end + 1);
  if (end < 0) return undefined;
  const raw = text.slice(start + 1, end);
  if (CONTROL.test(raw)) return undefined;
  cursor.at = end + 1;
  const value = raw.includes('\\') ? unescaped(raw) : raw;
  if (value !== undefined && !isWellFormed(value))
    cursor.report('syntax', MESSAGES.loneSurrogate, { start, end: end + 1 });
  return value;
}

/** True when an odd number of backslashes stands before. */
function isEscaped(text: string, at: number): boolean {
  let before = at;
  while (text[before - 1] === '\\') before--;
  return (at - before) % 2 === 1;
}

function unescaped(raw: string): string | undefined {
  try {
    return JSON.parse(`"${raw}"`) as string;
  } catch {
    return undefined;
  }
}

function readNumber(cursor: Cursor): number | undefined {
  const { text, at: start } = cursor;
  NUMBER.lastIndex = start;
  const [digits] = NUMBER.exec(text) ?? [];
  if (digits === undefined) return undefined;
  cursor.at += digits.length;
  const value = Number(digits);
  const at = { start, end: cursor.at };
  if (!Number.isFinite(value)) cursor.report('not-finite', MESSAGES.notFinite(digits), at);
  else if (INTEGER.test(digits) && !Number.isSafeInteger(value)) {
    cursor.report('unsafe-number', MESSAGES.unsafeNumber(digits), at);
  }
  return value === 0 ? 0 : value;
}

function readWord(cursor: Cursor): boolean | null | undefined {
  for (const [word, value] of WORDS) {
    if (!cursor.text.startsWith(word, cursor.at)) continue;
    cursor.at += word.length;
    return value;
  }
  return undefined;
}

/** Skips blanks and, if it comes next, the given character. */
function take(cursor: Cursor, character: string): boolean {
  skipBlanks(cursor);
  if (cursor.text[cursor.at] !== character) return false;
  cursor.at++;
  return true;
}

function skipBlanks(cursor: Cursor): void {
  BLANKS.lastIndex = cursor.at;
  BLANKS.test(cursor.text);
  cursor.at = BLANKS.lastIndex;
}
