import { blockText } from './block-text.ts';
import { isPlainText } from './plain-text.ts';
import { isWellFormed } from './unprintable.ts';

/** Printable ASCII without `"` and `\`: stands between double quotes as it is. */
const QUOTABLE = /^[\x20\x21\x23-\x5b\x5d-\x7e]*$/;

/** Not escaped by JSON, but a line break or not allowed at all in YAML 1.1 (section 5.1) or YAML 1.2. */
const ESCAPED = /[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]/g;

/**
 * Longer keys need the `? ` form: readers give up looking for the `:` of a simple key after 1024
 * characters (YAML 1.2.2, section 7.4.2). Counted in written characters, with some room to spare.
 */
const LONGEST_SIMPLE_KEY = 900;

/**
 * What was written before. A few hundred names and values make up most of a rendered tree, and looking
 * one up is several times faster than judging it again. The result depends on the text alone.
 */
const knownValues = new Map<string, string>();
const knownKeys = new Map<string, string>();
const MOST_KNOWN = 20_000;
const LONGEST_KNOWN = 100;

/** A string behind a key or a dash, with the space before and the line feed after; `indent` is for lines below. */
export function stringText(value: string, indent: string): string {
  const known = knownValues.get(value);
  if (known !== undefined) return known;
  const block = value.includes('\n') ? blockText(value, indent) : undefined;
  if (block !== undefined) return ` ${block}\n`;
  return remember(knownValues, value, ` ${lineText(value)}\n`);
}

/** A map key and its colon; `indent` is the indentation of the map. */
export function keyText(key: string, indent: string): string {
  const known = knownKeys.get(key);
  if (known !== undefined) return known;
  const text = lineText(key);
  if (text.length > LONGEST_SIMPLE_KEY) return `? ${text}\n${indent}:`;
  return remember(knownKeys, key, `${text}:`);
}

/**
 * A number. Integers up to 2^53 are written out; larger ones keep a dot and an exponent, because
 * without them they would be integers that a reader cuts off or refuses. The dot is what makes
 * `1.0e-7` a number to PyYAML.
 * @throws TypeError for NaN and infinite numbers
 */
export function numberText(value: number): string {
  if (Number.isSafeInteger(value)) return value === 0 ? '0' : String(value);
  if (!Number.isFinite(value)) throw new TypeError('not a JSON number');
  const text = Number.isInteger(value) ? value.toExponential() : String(value);
  return text.includes('.') ? text : text.replace('e', '.0e');
}

/** A string on one line, bare only if every reader takes it for what it is. */
function lineText(value: string): string {
  if (isPlainText(value)) return value;
  if (QUOTABLE.test(value)) return `"${value}"`;
  if (!isWellFormed(value)) throw new TypeError('lone surrogate');
  return JSON.stringify(value).replace(ESCAPED, (character) => {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
}

function remember(known: Map<string, string>, value: string, text: string): string {
  if (value.length <= LONGEST_KNOWN && known.size < MOST_KNOWN) known.set(value, text);
  return text;
}
