import {
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type Alias,
  type ParsedNode,
  type Scalar,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';
import { isJsonObject, type Json } from '../model/json.ts';
import { keyTextOf } from './key-text.ts';
import { addEntry, mergeEntries, type MapEntries } from './map-entries.ts';
import { FORBIDDEN_KEY, MESSAGES, type ReadLimits, type Report, type TextRange } from './problem.ts';
import { disputedMark } from './package-gaps.ts';
import { readScalar, unknownTag, type Refused } from './scalar-value.ts';

/** Every function below gives undefined for what cannot be read, after it has reported why. */
type Value = Json | undefined;

/** What an anchor names; while its value is being read, `done` is false. */
interface Anchored {
  done: boolean;
  value: Value;
  /** What an alias adds, in the unit of `ReadLimits.aliased`. */
  size: number;
  /** Maps and lists inside each other. */
  height: number;
}

/** What reading a document needs besides its nodes. */
export interface Reading {
  readonly text: string;
  readonly limits: ReadLimits;
  readonly report: Report;
  /** The place of a node's tag. */
  readonly tagAt: (node: ParsedNode) => TextRange;
}

interface Context extends Reading {
  readonly anchors: Map<string, Anchored>;
  /** Size of all that was read so far, aliases written out. */
  size: number;
  /** What aliases added to it. */
  aliased: number;
  /** The deepest level reached since the innermost anchor began. */
  deepest: number;
}

/**
 * The JSON value of a composed document, read as `sigs.k8s.io/yaml` reads it; undefined when there was
 * something to report. Aliases give the same object again, not a copy.
 */
export function nodeToJson(contents: ParsedNode, reading: Reading): Value {
  return toJson(contents, 0, { ...reading, anchors: new Map(), size: 0, aliased: 0, deepest: 0 });
}

/** All that goyaml.v2 takes for part of the name; YAML 1.2 and the package take nearly everything. */
const ANCHOR_NAME = /^[0-9A-Za-z_-]+$/;

function toJson(node: ParsedNode, level: number, context: Context): Value {
  if (isAlias(node)) return aliasToJson(node, level, context);
  if (node.anchor === undefined) return contentToJson(node, level, context);
  if (!ANCHOR_NAME.test(node.anchor)) {
    const start = context.text.lastIndexOf(`&${node.anchor}`, node.range[0]);
    const message = `Readers disagree where the anchor &${node.anchor} ends. Use letters, digits, - and _ only.`;
    context.report('syntax', message, { start, end: start + node.anchor.length + 1 });
    return undefined;
  }
  const anchored: Anchored = { done: false, value: undefined, size: 0, height: 0 };
  context.anchors.set(node.anchor, anchored);
  const { size, deepest } = context;
  context.deepest = level;
  anchored.value = contentToJson(node, level, context);
  anchored.size = context.size - size;
  anchored.height = context.deepest - level;
  anchored.done = true;
  context.deepest = Math.max(deepest, context.deepest);
  return anchored.value;
}

function contentToJson(node: Exclude<ParsedNode, Alias.Parsed>, level: number, context: Context): Value {
  context.size++;
  if (isScalar(node)) return scalarToJson(node, context);
  if (!isDeepEnough(node, level + 1, context) || !isWellMarked(node, context)) return undefined;
  if (isMap(node)) return mapToJson(node, level + 1, context);
  const items = node.items.map((item) => toJson(item, level + 1, context));
  return items.every((item) => item !== undefined) ? items : undefined;
}

const MAP_TAG = 'tag:yaml.org,2002:map';
const LIST_TAG = 'tag:yaml.org,2002:seq';

/** False, after a report, for a map or list with a tag that does not fit or a mark that readers dispute. */
function isWellMarked(node: YAMLMap.Parsed | YAMLSeq.Parsed, context: Context): boolean {
  const fitting = isMap(node) ? MAP_TAG : LIST_TAG;
  if (node.tag !== undefined && node.tag !== fitting) {
    context.report('tag', unknownTag(node.tag), context.tagAt(node));
    return false;
  }
  const marked = disputedMark(node, context.text);
  if (!marked) return true;
  const message =
    'Readers disagree whether the ? or : marks a key here. Write the key in quotes and a space after the mark.';
  context.report('syntax', message, rangeOf(marked));
  return false;
}

/** False, after a report, for a level that is too deep. */
function isDeepEnough(node: ParsedNode, level: number, context: Context): boolean {
  context.deepest = Math.max(context.deepest, level);
  if (level <= context.limits.depth) return true;
  context.report('too-deep', MESSAGES.tooDeep(context.limits.depth), rangeOf(node));
  return false;
}

function aliasToJson(node: Alias.Parsed, level: number, context: Context): Value {
  const anchored = context.anchors.get(node.source);
  if (!anchored) {
    context.report('syntax', `No anchor &${node.source} stands before this alias.`, rangeOf(node));
    return undefined;
  }
  if (!anchored.done) {
    const message = `The value of the anchor &${node.source} contains itself, so it would never end.`;
    context.report('alias-limit', message, rangeOf(node));
    return undefined;
  }
  context.size += anchored.size;
  context.aliased += anchored.size;
  if (context.aliased > context.limits.aliased) {
    const message =
      'The aliases up to here would make the document larger than any Kubernetes object. Write it out.';
    context.report('alias-limit', message, rangeOf(node));
    return undefined;
  }
  return isDeepEnough(node, level + anchored.height, context) ? anchored.value : undefined;
}

function scalarToJson(node: Scalar.Parsed, context: Context): Value {
  const reading = readScalar(node, context.text);
  switch (reading.kind) {
    case 'text':
      context.size += reading.value.length;
      return reading.value;
    case 'null':
      return null;
    case 'bool':
      return reading.value;
    case 'int':
    case 'float':
      return numberToJson(node, reading.value, context);
    case 'not-finite':
      context.report('not-finite', MESSAGES.notFinite(node.source), rangeOf(node));
      return undefined;
    case 'refused':
      reportRefused(node, reading, context);
      return undefined;
  }
}

function reportRefused(node: Scalar.Parsed, { problem, message }: Refused, context: Context): void {
  context.report(problem, message, problem === 'tag' ? context.tagAt(node) : rangeOf(node));
}

/** An integer that has outgrown 64 bits is a float to Go, with digits lost: as unsafe as a large integer. */
function numberToJson(node: Scalar.Parsed, value: number | bigint, context: Context): Value {
  const isUnsafe =
    typeof value === 'bigint' || (!Number.isSafeInteger(value) && /^[-+]?[0-9_]+$/.test(node.source));
  if (!isUnsafe) return value === 0 ? 0 : value;
  context.report('unsafe-number', MESSAGES.unsafeNumber(node.source), rangeOf(node));
  return undefined;
}

function mapToJson(node: YAMLMap.Parsed, level: number, context: Context): Value {
  const entries: MapEntries = { map: {}, merged: new Set() };
  let complete = true;
  let merges = 0;
  for (const { key, value } of node.items) {
    const added = isMergeKey(key)
      ? readMerge({ key, value, isFirst: merges++ === 0 }, { entries, level, context })
      : readEntry({ key, value }, { entries, level, context });
    complete &&= added;
  }
  return complete ? entries.map : undefined;
}

interface Place {
  readonly entries: MapEntries;
  readonly level: number;
  readonly context: Context;
}

interface Entry {
  readonly key: ParsedNode;
  readonly value: ParsedNode | null;
}

/** Adds one entry; false after a report. */
function readEntry({ key, value }: Entry, { entries, level, context }: Place): boolean {
  const name = keyToText(key, context);
  const json = value === null ? null : toJson(value, level, context);
  if (name === undefined || json === undefined) return false;
  if (addEntry(entries, name, json)) return true;
  context.report('duplicate-key', MESSAGES.duplicateKey(name), rangeOf(key));
  return false;
}

/** `<<` without quotes and without a tag; Go's reader takes nothing else for a merge that people write. */
function isMergeKey(key: ParsedNode): key is Scalar.Parsed {
  return isScalar(key) && key.source === '<<' && key.type === 'PLAIN' && key.tag === undefined;
}

/** Adds what a merge key supplies; false after a report. */
function readMerge({ key, value, isFirst }: Entry & { isFirst: boolean }, place: Place): boolean {
  const { entries, level, context } = place;
  if (!isFirst) {
    context.report('duplicate-key', MESSAGES.duplicateKey('<<'), rangeOf(key));
    return false;
  }
  const json = value === null ? null : toJson(value, level, context);
  if (json === undefined) return false;
  // A list is taken as written only: Go refuses an alias of one.
  const sources = value !== null && isSeq(value) && Array.isArray(json) ? (json as readonly Json[]) : [json];
  for (const source of sources) {
    if (!isJsonObject(source)) {
      context.report('merge-key', MESSAGES.mergeValue, rangeOf(value ?? key));
      return false;
    }
    const clash = mergeEntries(entries, source);
    if (clash === undefined) continue;
    context.report('merge-key', MESSAGES.lateMerge(clash), rangeOf(key));
    return false;
  }
  return true;
}

/** A key as text; undefined after a report. */
function keyToText(key: ParsedNode, context: Context): string | undefined {
  const text = isScalar(key) ? scalarKey(key, context) : otherKey(key, context);
  if (text === undefined) return undefined;
  context.size += text.length;
  if (text !== FORBIDDEN_KEY) return text;
  context.report('key-forbidden', MESSAGES.forbiddenKey(text), rangeOf(key));
  return undefined;
}

function scalarKey(key: Scalar.Parsed, context: Context): string | undefined {
  // Read as a value, so that an alias finds it.
  if (key.anchor !== undefined && toJson(key, 0, context) === undefined) return undefined;
  const reading = readScalar(key, context.text);
  if (reading.kind === 'refused') {
    reportRefused(key, reading, context);
    return undefined;
  }
  const text = keyTextOf(reading);
  if (text !== undefined) return text;
  const what = reading.kind === 'null' ? 'null' : 'an integer over 64 bits';
  context.report('key-type', `A map key cannot be ${what}. Write it in quotes.`, rangeOf(key));
  return undefined;
}

/** An alias of a text is the only key besides scalars; what else an alias names has lost its spelling. */
function otherKey(key: Exclude<ParsedNode, Scalar.Parsed>, context: Context): string | undefined {
  const json = isAlias(key) ? aliasToJson(key, 0, context) : null;
  if (json === undefined || typeof json === 'string') return json;
  context.report('key-type', 'A map key is text. Write it as text, in quotes if need be.', rangeOf(key));
  return undefined;
}

function rangeOf(node: ParsedNode): TextRange {
  return { start: node.range[0], end: node.range[1] };
}
