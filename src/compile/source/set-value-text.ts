import { isAlias, isCollection, isMap, isScalar, isSeq, Lexer, parseAllDocuments, type Document } from 'yaml';
import type { Pair, Scalar, YAMLMap } from 'yaml';
import { diagnostic, type Outcome } from '../../diagnostics/diagnostic.ts';
import { startOf, type SourceText } from '../../diagnostics/span.ts';
import { withPart } from '../../model/edit-json.ts';
import type { Json, JsonObject } from '../../model/json.ts';
import { toValue, type Path } from '../../model/node.ts';
import { sameValue } from '../../util/same-value.ts';
import { replaceScalar } from './edit-yaml.ts';
import { parseYaml } from './parse-yaml.ts';
import { flowText, nestedFlow, nestedLines, type ValueStyle } from './value-text.ts';
import { lastEnd, rangeOf } from './yaml-range.ts';

/** A value to write into a file. Null is written as a null. */
export interface ValueEdit {
  /** Keys that are missing on the way are made; an index has to lead to an item. */
  readonly path: Path;
  readonly value: Json;
  /** Where the document starts that is meant, in a file that may hold several. */
  readonly document?: number | undefined;
}

/**
 * Writes one value into the text of a file and keeps every other byte, comments among them: a value that is there
 * is replaced in place, a new key follows the last one of its map. A file of one document is read
 * again, and says what was wanted. Anchors, aliases, comments inside of what is replaced, and whatever else stands in the way are EDIT_REFUSED.
 */
export function setValueText(source: SourceText, edit: ValueEdit): Outcome<string> {
  const { text } = source;
  const documents = parseAllDocuments(text, {
    version: '1.2',
    schema: 'core',
    uniqueKeys: false,
    prettyErrors: false,
    logLevel: 'silent',
  }) as readonly Document.Parsed[];
  const document =
    edit.document === undefined
      ? documents[0]
      : documents.find(({ contents }) => contents?.range[0] === edit.document);
  const isBroken = documents.some(({ errors }) => errors.length > 0);
  if (isBroken || (edit.document === undefined ? documents.length > 1 : !document))
    return refuse(source, 'The file has errors.');
  const style = { isJson: source.path.endsWith('.json') };
  const [first, ...rest] = edit.path;
  const root = document?.contents ?? null;
  const isEmpty = root === null || (isScalar(root) && root.value === null && root.source === '');
  const after =
    isEmpty && typeof first === 'string'
      ? appended(text, [first, ...rest], edit.value)
      : written(root, { text, edit, style });
  const isSound = after !== undefined && keepsComments(text, after) && means(source, after, edit);
  if (!isSound) {
    return refuse(
      source,
      `"${edit.path.join('.')}" cannot be set without touching the rest. Write it by hand.`,
    );
  }
  return { value: after, diagnostics: [] };
}

function refuse(source: SourceText, detail: string): Outcome<string> {
  return { diagnostics: [diagnostic('EDIT_REFUSED', detail, startOf(source))] };
}

interface Work {
  readonly text: string;
  readonly edit: ValueEdit;
  readonly style: ValueStyle;
}

/** The text with the value in it; undefined when something stands in the way. */
function written(root: unknown, work: Work): string | undefined {
  let node: unknown = root;
  let owner: Owner | undefined;
  for (const [depth, step] of work.edit.path.entries()) {
    if (isShared(node)) return undefined;
    if (isSeq(node)) {
      if (typeof step !== 'number' || step >= node.items.length) return undefined;
      owner = { flow: node.flow === true };
      node = node.items[step];
    } else if (isMap(node)) {
      const [pair, second] = pairsOf(node, String(step));
      if (second) return undefined;
      if (!pair) return added(node, depth, work);
      owner = { flow: node.flow === true, map: node, pair };
      node = pair.value;
    } else return isNothing(node) && owner ? filled(owner, depth, work) : undefined;
  }
  if (isShared(node)) return undefined;
  return owner && replaced(node, owner, work);
}

/** What holds a value: a list, or a map with its entry. */
interface Owner {
  readonly flow: boolean;
  readonly map?: YAMLMap;
  readonly pair?: Pair;
}

function pairsOf(map: YAMLMap, key: string): readonly Pair[] {
  return map.items.filter(
    (pair) => isScalar(pair.key) && (pair.key.value === key || pair.key.source === key),
  );
}

function isNothing(node: unknown): boolean {
  return node === null || node === undefined || (isScalar(node) && node.value === null);
}

/** True where a change would also change another place. */
function isShared(node: unknown): boolean {
  return isAlias(node) || ((isScalar(node) || isCollection(node)) && node.anchor !== undefined);
}

function replaced(node: unknown, owner: Owner, { text, edit: { value }, style }: Work): string | undefined {
  if (isScalar(node) && typeof value === 'string' && typeof node.value === 'string' && !style.isJson)
    return replaceText(text, node, value);
  const range = rangeOf(node);
  if (!range || range[0] === range[1])
    return owner.pair && behindKey(text, owner.pair, flowText(value, style));
  const [start] = range;
  const isBlock = isCollection(node) && node.flow !== true;
  const end = isBlock ? lastEnd(node) : range[1];
  if (!isBlock)
    return `${text.slice(0, start)}${flowText(value, style)}${tailOf(text, start, end)}${text.slice(end)}`;
  const key = owner.pair && rangeOf(owner.pair.key);
  if (!key) return undefined;
  const colon = /^\s*:/.exec(text.slice(key[1]))?.[0];
  if (colon === undefined) return undefined;
  return `${text.slice(0, key[1] + colon.length)} ${flowText(value, style)}${tailOf(text, start, end)}${text.slice(end)}`;
}

/** A plain amount stays plain; everything else as `replaceScalar` writes it. */
function replaceText(text: string, node: Scalar, value: string): string {
  const plain = flowText(value, { isJson: false });
  if (node.type !== 'PLAIN' || plain !== value) return replaceScalar(text, node, value);
  const [start, end] = rangeOf(node) ?? [0, 0];
  return `${text.slice(0, start)}${value}${text.slice(end)}`;
}

/** The line break that a block scalar takes with it. */
function tailOf(text: string, start: number, end: number): string {
  return /\r?\n$/.exec(text.slice(start, end))?.[0] ?? '';
}

function behindKey(text: string, pair: Pair, value: string): string | undefined {
  const [, keyEnd] = rangeOf(pair.key) ?? [0, 0];
  const colon = /^\s*:/.exec(text.slice(keyEnd))?.[0];
  if (colon === undefined) return undefined;
  const at = keyEnd + colon.length;
  return `${text.slice(0, at)} ${value}${text.slice(at)}`;
}

/** A map, or the rest of the way, in the place of nothing. */
function filled({ flow, map, pair }: Owner, depth: number, work: Work): string | undefined {
  const { text, edit, style } = work;
  const keys = keysFrom(edit.path, depth);
  if (!keys || !pair || !map) return undefined;
  const [start, end] = rangeOf(pair.value) ?? [0, 0];
  const braces = `{ ${nestedFlow(keys, edit.value, style)} }`;
  if (start < end) return `${text.slice(0, start)}${braces}${text.slice(end)}`;
  if (flow) return behindKey(text, pair, braces);
  const [, keyEnd] = rangeOf(pair.key) ?? [0, 0];
  const indent = indentOf(text, map);
  return indent === undefined
    ? undefined
    : afterLine(text, keyEnd, nestedLines(keys, edit.value, `${indent}  `));
}

/** A new key behind the last one of a map. */
function added(map: YAMLMap, depth: number, { text, edit, style }: Work): string | undefined {
  const keys = keysFrom(edit.path, depth);
  if (!keys) return undefined;
  if (map.flow !== true) {
    const indent = indentOf(text, map);
    return indent === undefined
      ? undefined
      : afterLine(text, lastEnd(map), nestedLines(keys, edit.value, indent));
  }
  const entry = nestedFlow(keys, edit.value, style);
  const [start, end] = rangeOf(map) ?? [0, 0];
  if (map.items.length === 0) return `${text.slice(0, start)}{ ${entry} }${text.slice(end)}`;
  const last = map.items.at(-1);
  const at = Math.max(rangeOf(last?.value)?.[1] ?? 0, rangeOf(last?.key)?.[1] ?? 0);
  return `${text.slice(0, at)}, ${entry}${text.slice(at)}`;
}

function keysFrom(path: Path, depth: number): readonly string[] | undefined {
  const keys = path.slice(depth);
  return keys.every((step) => typeof step === 'string') ? keys : undefined;
}

/** What stands before the first key of a block map; undefined when that is not only blanks and dashes. */
function indentOf(text: string, map: YAMLMap): string | undefined {
  const [start] = rangeOf(map.items[0]?.key) ?? [0];
  const line = text.slice(text.lastIndexOf('\n', start - 1) + 1, start);
  if (line.startsWith('---')) return '';
  return /^[ -]*$/.test(line) ? ' '.repeat(line.length) : undefined;
}

function lineBreak(text: string): string {
  return text.includes('\r\n') ? '\r\n' : '\n';
}

/** New lines below the one that an offset stands in; the end of a block scalar is the next line already. */
function afterLine(text: string, offset: number, lines: readonly string[]): string {
  const br = lineBreak(text);
  const added = lines.join(br);
  if (text[offset - 1] === '\n') return `${text.slice(0, offset)}${added}${br}${text.slice(offset)}`;
  const next = text.slice(offset).search(/\r?\n/);
  const at = next < 0 ? text.length : offset + next;
  return `${text.slice(0, at)}${br}${added}${text.slice(at)}`;
}

/** The way and the value at the end of a file that holds nothing but comments. */
function appended(text: string, path: Path, value: Json): string | undefined {
  const keys = keysFrom(path, 0);
  if (!keys) return undefined;
  const br = lineBreak(text);
  const before = text === '' || text.endsWith('\n') ? text : `${text}${br}`;
  return `${before}${nestedLines(keys, value, '').join(br)}${br}`;
}

/** True if a file of one document reads as before with the one value set. */
function means({ path, text }: SourceText, after: string, edit: ValueEdit): boolean {
  if (edit.document !== undefined) return true;
  const [old, now] = [text, after].map((each) => parseYaml({ path, text: each }).value);
  if (old?.kind !== 'map' || !now) return false;
  const wanted = withPart(toValue(old) as JsonObject, edit.path, edit.value);
  return sameValue(toValue(now), wanted);
}

/** True if the comments of both texts are the same, in the same order. */
function keepsComments(before: string, after: string): boolean {
  const [left, right] = [commentsOf(before), commentsOf(after)];
  return left.length === right.length && left.every((comment, i) => comment === right[i]);
}

function commentsOf(text: string): readonly string[] {
  let isScalarText = false;
  const found: string[] = [];
  for (const lexeme of new Lexer().lex(text)) {
    if (lexeme.startsWith('#') && !isScalarText) found.push(lexeme);
    // the mark before the text of a plain or block scalar
    isScalarText = lexeme === '\u001f';
  }
  return found;
}
