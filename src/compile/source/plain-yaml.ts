import type { SourceText } from '../../diagnostics/span.ts';
import type { Entry, MapNode, Node, SeqNode } from '../../model/node.ts';
import { MAX_DEPTH } from './limits.ts';
import { literalText } from './plain-literal.ts';
import { plainLines, type PlainLine } from './plain-lines.ts';
import { blockScalar, flowCollection } from './plain-scalar.ts';

/** Tabs, other line ends, control characters and halves of characters: the full parser knows them. */
const UNUSUAL =
  // eslint-disable-next-line no-control-regex -- control characters are exactly what is looked for
  /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]|^(?:---|\.\.\.|%)|\p{Surrogate}/mu;

const KEY = /([A-Za-z_$/.][-A-Za-z0-9_./$@+]*):(?= |\n|$)/y;

/**
 * Reads the plain part of YAML that people write by hand: block maps and lists, scalars of one
 * line, literal text, short lists and maps in brackets. Most files are nothing else, and the full
 * parser is ten times as slow.
 * @returns the same nodes as the full parser without diagnostics, or undefined when the text
 *   holds anything more, also a mistake
 */
export function readPlainYaml(source: SourceText): MapNode | undefined {
  if (UNUSUAL.test(source.text)) return undefined;
  const cursor: Cursor = { source, lines: plainLines(source.text), at: 0 };
  const first = cursor.lines[0];
  if (first?.indent !== 0 || isItem(cursor, first)) return undefined;
  const map = readMap(cursor, 0, 1);
  return map && cursor.at === cursor.lines.length ? map : undefined;
}

interface Cursor {
  readonly source: SourceText;
  readonly lines: PlainLine[];
  at: number;
}

function isItem({ source: { text } }: Cursor, { start, end }: PlainLine): boolean {
  return text[start] === '-' && (start + 1 === end || text[start + 1] === ' ');
}

function readMap(cursor: Cursor, indent: number, depth: number): MapNode | undefined {
  const { source } = cursor;
  const entries = new Map<string, Entry>();
  const start = cursor.lines[cursor.at]?.start ?? 0;
  let end = start;
  for (let line = cursor.lines[cursor.at]; line?.indent === indent; line = cursor.lines[cursor.at]) {
    if (isItem(cursor, line)) break;
    KEY.lastIndex = line.start;
    const key = KEY.exec(source.text)?.[1];
    if (key === undefined || entries.has(key) || key === '__proto__' || /^null$/i.test(key)) return undefined;
    const keyEnd = line.start + key.length;
    const value = readValue(cursor, { line, from: keyEnd + 1, indent, depth });
    if (!value) return undefined;
    entries.set(key, { key: { source, start: line.start, end: keyEnd }, value });
    end = value.end;
  }
  const next = cursor.lines[cursor.at];
  if (depth > MAX_DEPTH || (next && next.indent > indent)) return undefined;
  return { kind: 'map', entries, source, start, end };
}

interface ValuePlace {
  readonly line: PlainLine;
  /** Offset behind the colon or dash. */
  readonly from: number;
  /** Indentation of the map or list that holds the value. */
  readonly indent: number;
  readonly depth: number;
}

/** The value behind a colon or a dash; the cursor stands behind it afterwards. */
function readValue(cursor: Cursor, place: ValuePlace): Node | undefined {
  const { source } = cursor;
  const { line, indent, depth } = place;
  let start = place.from;
  while (start < line.end && source.text[start] === ' ') start++;
  cursor.at++;
  const next = cursor.lines[cursor.at];
  if (start === line.end || source.text[start] === '#') return readBelow(cursor, place, start);
  if (source.text[start] === '|') return readLiteral(cursor, place, start);
  if (next && next.indent > indent) return undefined;
  const char = source.text[start];
  const isFlow = char === '[' || char === '{';
  if (isFlow && depth >= MAX_DEPTH) return undefined;
  return isFlow ? flowCollection(source, start, line.end) : blockScalar(source, start, line.end);
}

/** A map or list on the lines below, or nothing. */
function readBelow(
  cursor: Cursor,
  { from, indent, line, depth }: ValuePlace,
  start: number,
): Node | undefined {
  const { source } = cursor;
  const next = cursor.lines[cursor.at];
  const isOwnLine = next !== undefined && next.indent > indent;
  if (isOwnLine)
    return isItem(cursor, next)
      ? readList(cursor, next.indent, depth + 1)
      : readMap(cursor, next.indent, depth + 1);
  const isKey = source.text[from - 1] === ':';
  if (isKey && next?.indent === indent && isItem(cursor, next)) return readList(cursor, indent, depth + 1);
  if (!isKey || start !== line.end || from !== line.end) return undefined;
  return { kind: 'scalar', value: null, plain: true, source, start: from, end: from };
}

function readList(cursor: Cursor, indent: number, depth: number): SeqNode | undefined {
  const { source } = cursor;
  const items: Node[] = [];
  const start = cursor.lines[cursor.at]?.start ?? 0;
  let end = start;
  for (
    let line = cursor.lines[cursor.at];
    line?.indent === indent && isItem(cursor, line);
    line = cursor.lines[cursor.at]
  ) {
    const item = readItem(cursor, line, { indent, depth });
    if (!item) return undefined;
    items.push(item);
    end = item.end;
  }
  const next = cursor.lines[cursor.at];
  if (depth > MAX_DEPTH || (next && next.indent > indent)) return undefined;
  return { kind: 'seq', items, source, start, end };
}

function readItem(
  cursor: Cursor,
  line: PlainLine,
  { indent, depth }: { indent: number; depth: number },
): Node | undefined {
  const { text } = cursor.source;
  let start = line.start + 1;
  while (start < line.end && text[start] === ' ') start++;
  KEY.lastIndex = start;
  if (start === line.end || !KEY.test(text))
    return readValue(cursor, { line, from: line.start + 1, indent, depth });
  // a map that starts behind the dash: its first key stands in the column of the others
  const column = indent + start - line.start;
  cursor.lines[cursor.at] = { indent: column, start, end: line.end };
  return readMap(cursor, column, depth + 1);
}

/** Text behind `|` or `|-`; the cursor stands behind it afterwards. */
function readLiteral(cursor: Cursor, { line, indent }: ValuePlace, start: number): Node | undefined {
  const node = literalText(cursor.source, { start, end: line.end, indent });
  if (!node) return undefined;
  while ((cursor.lines[cursor.at]?.start ?? node.end) < node.end) cursor.at++;
  const next = cursor.lines[cursor.at];
  return next && next.indent > indent ? undefined : node;
}
