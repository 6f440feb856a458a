import { byteOrder } from '../util/byte-order.ts';

const LETTER = /^\p{L}$/u;
const DIGIT = /^\d$/;

/**
 * Names in the order in which Kusion writes environment variables: the key order of yaml.v2 2.4.0
 * (`PATH_1` before `PATHX`, `a2` before `a10`). Measured with that package.
 *
 * That order is no total one: `a1b < a9 < a10 < a1b`. Kusion's result is random for such names. Here it
 * depends on the set of names only, and each name still stands before its right neighbour in Kusion's order.
 */
export function sortEnvNames(names: Iterable<string>): readonly string[] {
  const sorted: string[] = [];
  // Insertion into a list that starts from one fixed order; a library sort may do anything with a cycle.
  for (const name of [...new Set(names)].toSorted(byteOrder)) {
    let place = sorted.length;
    while (place > 0 && comesBefore(name, sorted[place - 1] ?? '')) place--;
    sorted.splice(place, 0, name);
  }
  return sorted;
}

/** True when yaml.v2 2.4.0 writes the key `a` before the key `b`. */
export function comesBefore(a: string, b: string): boolean {
  const left = Array.from(a);
  const right = Array.from(b);
  const at = left.findIndex((char, index) => char !== right[index]);
  const x = left[at];
  const y = right[at];
  if (x === undefined || y === undefined) return left.length < right.length;
  const [xIsLetter, yIsLetter] = [LETTER.test(x), LETTER.test(y)];
  if (xIsLetter !== yIsLetter) return yIsLetter;
  if (xIsLetter) return codePoint(x) < codePoint(y);
  // A zero inside a number counts, a leading one does not.
  const prefix = (x === '0' || y === '0') && continuesNumber(left, at) ? '1' : '';
  const [xDigits, yDigits] = [digitsFrom(left, at), digitsFrom(right, at)];
  const byValue = compareNumbers(prefix + xDigits, prefix + yDigits);
  if (byValue !== 0) return byValue < 0;
  return xDigits.length === yDigits.length ? codePoint(x) < codePoint(y) : xDigits.length < yDigits.length;
}

/** True when the digits just before `at` hold anything but zeros. */
function continuesNumber(chars: readonly string[], at: number): boolean {
  for (let index = at - 1; index >= 0 && DIGIT.test(chars[index] ?? ''); index--) {
    if (chars[index] !== '0') return true;
  }
  return false;
}

function digitsFrom(chars: readonly string[], at: number): string {
  let end = at;
  while (end < chars.length && DIGIT.test(chars[end] ?? '')) end++;
  return chars.slice(at, end).join('');
}

function compareNumbers(a: string, b: string): number {
  const [x, y] = [a.replace(/^0+/, ''), b.replace(/^0+/, '')];
  return x.length - y.length || byteOrder(x, y);
}

function codePoint(char: string): number {
  return char.codePointAt(0) ?? 0;
}
