import { byteOrder } from '../util/byte-order.ts';

/** Matches a lone surrogate, which has no UTF-8 form. */
const LONE_SURROGATE = /\p{Surrogate}/u;

/** True when every character of the text can be written as UTF-8. */
export function isWellFormed(text: string): boolean {
  return !LONE_SURROGATE.test(text);
}

/** True for an object literal of any realm; false for a Date, a Map and other instances of a class. */
export function isPlainObject(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

/** One sentence about the first value, in key order, that stops an object from being written. */
export function describeUnprintable(root: unknown, deepest: number): string {
  const found = firstUnprintable(root, '', deepest);
  return found
    ? `Cannot write ${found.path === '' ? 'the object' : found.path}: ${found.reason}.`
    : 'Cannot write the object.';
}

interface Found {
  readonly path: string;
  readonly reason: string;
}

function firstUnprintable(value: unknown, path: string, levels: number): Found | undefined {
  if (typeof value !== 'object' || value === null) {
    const reason = reasonOf(value);
    return reason === undefined ? undefined : { path, reason };
  }
  if (levels < 0) return { path: shortened(path), reason: 'it is nested too deep, or holds itself' };
  if (Array.isArray(value)) return firstOfList(value, path, levels);
  if (!isPlainObject(value)) return { path, reason: 'it is not a plain object' };
  return firstOfMap(value as Readonly<Record<string, unknown>>, path, levels);
}

function firstOfList(list: readonly unknown[], path: string, levels: number): Found | undefined {
  for (let i = 0; i < list.length; i++) {
    const found = firstUnprintable(list[i], `${path}[${String(i)}]`, levels - 1);
    if (found) return found;
  }
  return undefined;
}

function firstOfMap(map: Readonly<Record<string, unknown>>, path: string, levels: number): Found | undefined {
  for (const key of Object.keys(map).sort(byteOrder)) {
    const child = /^[A-Za-z_][A-Za-z0-9_-]*$/.test(key)
      ? `${path}.${key}`
      : `${path}[${JSON.stringify(key)}]`;
    if (!isWellFormed(key)) return { path: child, reason: 'the key holds a lone surrogate' };
    const found = firstUnprintable(map[key], child, levels - 1);
    if (found) return found;
  }
  return undefined;
}

function reasonOf(leaf: unknown): string | undefined {
  switch (typeof leaf) {
    case 'string':
      return isWellFormed(leaf) ? undefined : 'the text holds a lone surrogate';
    case 'number':
      return Number.isFinite(leaf) ? undefined : `${String(leaf)} is not a JSON number`;
    case 'boolean':
      return undefined;
    default:
      return leaf === null ? undefined : `${typeof leaf} is not a JSON value`;
  }
}

function shortened(path: string): string {
  return path.length > 100 ? `${path.slice(0, 100)}…` : path;
}
