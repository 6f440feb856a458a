import type { Json, JsonObject } from '../model/json.ts';
import { byteOrder } from '../util/byte-order.ts';
import { keyText, numberText, stringText } from './scalar-text.ts';
import { describeUnprintable, isPlainObject } from './unprintable.ts';

/** Objects nested deeper are no Kubernetes objects: most likely they hold themselves. */
const DEEPEST = 512;

/** Indentation by depth; what stands in the deepest container is indented once more. */
const INDENTS: readonly string[] = Array.from({ length: DEEPEST + 2 }, (_, depth) => '  '.repeat(depth));

/** What people look for first; the other keys follow in byte order. */
const FIRST_KEYS = ['apiVersion', 'kind', 'metadata'];

/** Only where these occur does the order of UTF-16 units differ from the order of bytes. */
const HIGH = /[\ud800-\uffff]/;

/** Up to here sorting by insertion is faster; the keys of most objects are nearly in order. */
const FEW_KEYS = 32;

/**
 * The canonical text of one Kubernetes object: apiVersion, kind and metadata first, then and below
 * all keys in byte order, two spaces, lists not indented, LF, one trailing line feed. Every reader of
 * YAML 1.1 and 1.2 reads the same value back; equal objects give equal bytes.
 * @throws TypeError naming the path of a value that JSON cannot hold (undefined, NaN, an infinite
 * number, a bigint, a lone surrogate, an object that is not plain) or that is nested over 512 levels
 */
export function emitManifest(object: JsonObject): string {
  try {
    const sheet = { text: '' };
    if (isEmpty(object)) return '{}\n';
    writeEntries(sheet, object, 0);
    return flat(sheet.text);
  } catch (error) {
    // The hot path keeps no track of where it is; only a failure is worth a second walk.
    throw new TypeError(describeUnprintable(object, DEEPEST), { cause: error });
  }
}

/** The canonical texts of several objects in the given order, `---` between them and none before the first. */
export function emitDocuments(objects: readonly JsonObject[]): string {
  return objects.map(emitManifest).join('---\n');
}

/** Grows at its end only, which is what V8 makes cheap; joining the texts of children is slower by a fifth. */
interface Sheet {
  text: string;
}

/**
 * The same text in one piece. V8 keeps a text that grew as a tree of its parts until somebody reads it;
 * thousands of such trees make the garbage collector as slow as all the rest.
 */
function flat(text: string): string {
  text.charCodeAt(0);
  return text;
}

/** The lines of a map's entries, without the indentation of the first. */
function writeEntries(sheet: Sheet, map: JsonObject, depth: number): void {
  const keys = depth === 0 ? rootKeys(map) : sortedKeys(map);
  const indent = indentOf(depth);
  let between = '';
  for (const key of keys) {
    sheet.text += between;
    sheet.text += keyText(key, indent);
    writeValue(sheet, map[key], depth);
    between = indent;
  }
}

/** What follows the colon of a key. A list starts in the column of its key, a map one step further. */
function writeValue(sheet: Sheet, value: Json | undefined, depth: number): void {
  if (typeof value !== 'object' || value === null) {
    sheet.text += leafText(value, depth);
  } else if (isList(value)) {
    sheet.text += value.length === 0 ? ' []\n' : `\n${indentOf(depth)}`;
    writeItems(sheet, value, depth);
  } else if (isEmpty(value)) {
    sheet.text += ' {}\n';
  } else {
    sheet.text += `\n${indentOf(depth + 1)}`;
    writeEntries(sheet, value, depth + 1);
  }
}

/** The lines of a list, without the indentation of the first. */
function writeItems(sheet: Sheet, list: readonly Json[], depth: number): void {
  const indent = indentOf(depth);
  let between = '';
  for (const item of list) {
    sheet.text += between;
    sheet.text += '-';
    writeItem(sheet, item, depth);
    between = indent;
  }
}

/** What follows a dash. A map or a list starts on the same line. */
function writeItem(sheet: Sheet, item: Json | undefined, depth: number): void {
  if (typeof item !== 'object' || item === null) {
    sheet.text += leafText(item, depth);
  } else if (isList(item)) {
    sheet.text += item.length === 0 ? ' []\n' : ' ';
    writeItems(sheet, item, depth + 1);
  } else if (isEmpty(item)) {
    sheet.text += ' {}\n';
  } else {
    sheet.text += ' ';
    writeEntries(sheet, item, depth + 1);
  }
}

/** A scalar with the space before and the line feed behind it. */
function leafText(value: Json | undefined, depth: number): string {
  switch (typeof value) {
    case 'string':
      return stringText(value, indentOf(depth + 1));
    case 'number':
      return ` ${numberText(value)}\n`;
    case 'boolean':
      return value ? ' true\n' : ' false\n';
    default:
      if (value === null) return ' null\n';
      throw new TypeError(`cannot write ${typeof value}`);
  }
}

function isList(value: readonly Json[] | JsonObject): value is readonly Json[] {
  return Array.isArray(value);
}

function indentOf(depth: number): string {
  const indent = INDENTS[depth];
  if (indent === undefined) throw new TypeError('nested too deep');
  return indent;
}

function isEmpty(map: JsonObject): boolean {
  if (!isPlainObject(map)) throw new TypeError('not a plain object');
  return Object.keys(map).length === 0;
}

function rootKeys(map: JsonObject): readonly string[] {
  const keys = sortedKeys(map);
  const first = FIRST_KEYS.filter((key) => keys.includes(key));
  return [...first, ...keys.filter((key) => !FIRST_KEYS.includes(key))];
}

function sortedKeys(map: JsonObject): readonly string[] {
  const keys = Object.keys(map);
  if (keys.length > FEW_KEYS) return keys.sort(byteOrder);
  for (let i = 1; i < keys.length; i++) {
    const key = keys[i] ?? '';
    if (HIGH.test(key)) return keys.sort(byteOrder);
    let place = i;
    for (; place > 0 && (keys[place - 1] ?? '') > key; place--) keys[place] = keys[place - 1] ?? '';
    keys[place] = key;
  }
  return keys;
}
