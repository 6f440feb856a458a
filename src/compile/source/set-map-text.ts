import { isAlias, isCollection, isMap, isScalar, parseDocument, type Pair, type YAMLMap } from 'yaml';
import { diagnostic, hasErrors, type Outcome } from '../../diagnostics/diagnostic.ts';
import { startOf, type SourceText } from '../../diagnostics/span.ts';
import { toValue } from '../../model/node.ts';
import { sameValue } from '../../util/same-value.ts';
import { replaceScalar, scalarText } from './edit-yaml.ts';
import { parseYaml } from './parse-yaml.ts';
import { lastEnd, rangeOf, type Range } from './yaml-range.ts';

/** A text to write under a key of a map that stands under a key of the file. */
export interface MapText {
  readonly map: string;
  readonly key: string;
  readonly value: string;
}

/**
 * Sets one text in a map of a file and changes no other byte: a value that is there is replaced in
 * place and keeps its quotes, a new one follows the last one of its map, and a missing map follows the
 * last key of the file. The result is read again before it comes back, and holds exactly what was
 * wanted. Anchors, aliases and whatever else stands in the way are EDIT_REFUSED.
 */
export function setMapText(source: SourceText, wanted: MapText): Outcome<string> {
  const { text } = source;
  const document = parseDocument(text, {
    version: '1.2',
    schema: 'core',
    prettyErrors: false,
    logLevel: 'silent',
  });
  const root = document.contents;
  if (document.errors.length > 0 || !isMap(root)) return refuse(source, 'The file is not a map.');
  const pair = pairOf(root, wanted.map);
  const anchored = pair && anchorAt(pair, wanted.key);
  if (anchored !== undefined) {
    return refuse(source, 'An anchor or alias stands here, and other places could change with it.', anchored);
  }
  const edited = pair ? editPair(text, { root, pair, wanted }) : addMap(text, root, wanted);
  if (edited === undefined || !holds(source, edited, wanted)) {
    const detail = `"${wanted.key}" cannot be set in "${wanted.map}" without touching the rest. Write it by hand.`;
    return refuse(source, detail, pair && rangeOf(pair.key));
  }
  return { value: edited, diagnostics: [] };
}

function refuse(source: SourceText, detail: string, at?: Range): Outcome<string> {
  const span = at ? { source, start: at[0], end: at[1] } : startOf(source);
  return { diagnostics: [diagnostic('EDIT_REFUSED', detail, span)] };
}

function pairOf(map: YAMLMap, key: string): Pair | undefined {
  return map.items.find((pair) => isScalar(pair.key) && pair.key.value === key);
}

/** Where an anchor or alias stands at the map, or at the value that is replaced. */
function anchorAt({ value }: Pair, key: string): Range | undefined {
  const nodes = [
    value,
    ...(isMap(value) ? [value.items.map((pair) => pair.key), pairOf(value, key)?.value] : []),
  ];
  const found = nodes
    .flat()
    .find((node) => isAlias(node) || ((isScalar(node) || isCollection(node)) && node.anchor !== undefined));
  return rangeOf(found);
}

interface PairEdit {
  readonly root: YAMLMap;
  readonly pair: Pair;
  readonly wanted: MapText;
}

function editPair(text: string, { root, pair, wanted }: PairEdit): string | undefined {
  const { value } = pair;
  if (isMap(value)) {
    const old = pairOf(value, wanted.key)?.value;
    if (old !== undefined)
      return isScalar(old) && old.value !== null ? replaceScalar(text, old, wanted.value) : undefined;
    return addEntry(text, value, entryText(wanted));
  }
  const isNull = value === null || (isScalar(value) && value.value === null);
  return isNull ? fillNull(text, { root, pair, wanted }) : undefined;
}

/** A map in the place of nothing, or of a written null. */
function fillNull(text: string, { root, pair, wanted }: PairEdit): string {
  const entry = entryText(wanted);
  const [start, end] = rangeOf(pair.value) ?? [0, 0];
  if (start < end) return `${text.slice(0, start)}{ ${entry} }${text.slice(end)}`;
  const [, keyEnd] = rangeOf(pair.key) ?? [0, 0];
  if (root.flow !== true) return afterLine(text, keyEnd, `${indentOf(text, root)}  ${entry}`);
  const colon = /^\s*:/.exec(text.slice(keyEnd))?.[0];
  const at = keyEnd + (colon?.length ?? 0);
  return `${text.slice(0, at)}${colon === undefined ? ':' : ''} { ${entry} }${text.slice(at)}`;
}

/** The map and its first entry, behind the last key of the file. */
function addMap(text: string, root: YAMLMap, wanted: MapText): string | undefined {
  const entry = entryText(wanted);
  if (root.flow === true) return addEntry(text, root, `${scalarText(wanted.map)}: { ${entry} }`);
  const indent = indentOf(text, root);
  const lines = [`${indent}${scalarText(wanted.map)}:`, `${indent}  ${entry}`];
  return afterLine(text, lastEnd(root), lines.join(lineBreak(text)));
}

function addEntry(text: string, map: YAMLMap, entry: string): string | undefined {
  if (map.flow !== true) return afterLine(text, lastEnd(map), `${indentOf(text, map)}${entry}`);
  const [start, end] = rangeOf(map) ?? [0, 0];
  if (map.items.length === 0) {
    const inside = text.slice(start + 1, end - 1).trim() === '' ? ' ' : text.slice(start + 1, end - 1);
    return `${text.slice(0, start)}{ ${entry}${inside}}${text.slice(end)}`;
  }
  const last = map.items.at(-1);
  const at = Math.max(rangeOf(last?.value)?.[1] ?? 0, rangeOf(last?.key)?.[1] ?? 0);
  return `${text.slice(0, at)}, ${entry}${text.slice(at)}`;
}

function entryText({ key, value }: MapText): string {
  return `${scalarText(key)}: ${scalarText(value)}`;
}

function lineBreak(text: string): string {
  return text.includes('\r\n') ? '\r\n' : '\n';
}

/** What stands before the first key of a block map; a key behind `---` starts a line of its own. */
function indentOf(text: string, map: YAMLMap): string {
  const [start] = rangeOf(map.items[0]?.key) ?? [0];
  const line = text.slice(text.lastIndexOf('\n', start - 1) + 1, start);
  return ' '.repeat(/^\s*$/.test(line) ? line.length : 0);
}

/** A new line below the one that an offset stands in; the end of a block scalar is the next line already. */
function afterLine(text: string, offset: number, line: string): string {
  const br = lineBreak(text);
  if (text[offset - 1] === '\n') return `${text.slice(0, offset)}${line}${br}${text.slice(offset)}`;
  const next = text.slice(offset).search(/\r?\n/);
  const at = next < 0 ? text.length : offset + next;
  return `${text.slice(0, at)}${br}${line}${text.slice(at)}`;
}

/** True if the edited text reads as before with the one text set, and nothing is wrong with it. */
function holds(source: SourceText, edited: string, { map, key, value }: MapText): boolean {
  const before = parseYaml(source);
  const after = parseYaml({ path: source.path, text: edited });
  if (!before.value || !after.value || hasErrors(after.diagnostics)) return false;
  const root = toValue(before.value) as Readonly<Record<string, Readonly<Record<string, unknown>> | null>>;
  return sameValue(toValue(after.value), { ...root, [map]: { ...root[map], [key]: value } });
}
