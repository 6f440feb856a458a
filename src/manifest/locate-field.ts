import {
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type Document,
  type Pair,
  type ParsedNode,
  type YAMLMap,
} from 'yaml';
import type { Path, PathStep } from '../model/node.ts';
import { keyTextOf } from './key-text.ts';
import type { TextRange } from './problem.ts';
import { composeDocuments } from './read-yaml.ts';
import { readScalar } from './scalar-value.ts';

/** Where a field of a manifest stands. */
export interface FieldPlace {
  /** Its key; undefined for the item of a list and for the whole document. */
  readonly key?: TextRange;
  readonly value: TextRange;
  /** How many steps of the path led somewhere: fewer than it has for a field that is not there. */
  readonly depth: number;
}

/**
 * Finds a field in the text of a manifest, or the nearest thing above it; what an alias or a merge key supplies is
 * found where it is written. Reads the text anew, so it is for the few fields that have a problem.
 * @param start where the document starts, as `parseManifests` says
 * @returns undefined when no document starts there
 */
export function locateField(text: string, start: number, path: Path): FieldPlace | undefined {
  // what is too deep or wrong in its form has been refused before
  const limits = { depth: Infinity, aliased: Infinity };
  for (const document of composeDocuments(text, limits, () => undefined)) {
    const { contents } = document;
    if (contents?.range[0] === start) return locate({ document, text }, contents, path);
  }
  return undefined;
}

interface Place {
  readonly document: Document.Parsed;
  readonly text: string;
}

function locate(place: Place, root: ParsedNode, path: Path): FieldPlace {
  let found: FieldPlace = { value: rangeOf(root), depth: 0 };
  let node: ParsedNode | undefined = root;
  for (const [index, step] of path.entries()) {
    const next: Step | undefined = stepInto(place, node, step);
    if (!next) return found;
    node = next.value;
    const value = node ? rangeOf(node) : (next.key ?? found.value);
    found = { value, depth: index + 1, ...(next.key ? { key: next.key } : {}) };
  }
  return found;
}

interface Step {
  readonly key?: TextRange;
  readonly value: ParsedNode | undefined;
}

function stepInto(place: Place, parent: ParsedNode | undefined, step: PathStep): Step | undefined {
  const node = resolved(place, parent);
  if (isSeq(node)) {
    const item = typeof step === 'number' ? node.items[step] : undefined;
    return item && { value: item };
  }
  return isMap(node) ? entryOf(place, node, String(step)) : undefined;
}

function entryOf(place: Place, map: YAMLMap.Parsed, name: string): Step | undefined {
  let merged: Step | undefined;
  for (const { key, value } of map.items as readonly Pair<ParsedNode, ParsedNode | null>[]) {
    const text = keyOf(place, key);
    if (text === name) return { key: rangeOf(key), value: value ?? undefined };
    if (text === '<<') merged ??= mergedEntry(place, value ?? undefined, name);
  }
  return merged;
}

function mergedEntry(place: Place, value: ParsedNode | undefined, name: string): Step | undefined {
  const node = resolved(place, value);
  const sources = isSeq(node) ? node.items : [node];
  for (const source of sources) {
    const map = resolved(place, source);
    const entry = isMap(map) ? entryOf(place, map, name) : undefined;
    if (entry) return entry;
  }
  return undefined;
}

function keyOf(place: Place, key: ParsedNode): string | undefined {
  const node = resolved(place, key);
  if (!isScalar(node)) return undefined;
  const reading = readScalar(node, place.text);
  return reading.kind === 'refused' ? undefined : keyTextOf(reading);
}

/** What an alias stands for; any other node itself. */
function resolved({ document }: Place, node: ParsedNode | undefined): ParsedNode | undefined {
  return isAlias(node) ? (node.resolve(document) as ParsedNode | undefined) : node;
}

function rangeOf(node: ParsedNode): TextRange {
  return { start: node.range[0], end: node.range[1] };
}
