import { isJsonObject, type Json } from '../../model/json.ts';
import { scalarText } from './edit-yaml.ts';

/** How a value is written: JSON knows quoted texts only. */
export interface ValueStyle {
  readonly isJson: boolean;
}

const AMOUNT = String.raw`[0-9]{1,15}(?:\.[0-9]{1,6})?(?:[KMGTPE]i|[kMGTPm])`;
const IMAGE = String.raw`[a-z][-.a-z0-9]*(?:/[-._a-z0-9]+)+:[A-Za-z0-9_][-.A-Za-z0-9_]*`;

/** An amount with its suffix, a request and a limit, and an image with its tag: no reader takes them for anything else. */
const PLAIN = new RegExp(`^(?:${AMOUNT}(?:-${AMOUNT})?|${IMAGE})$`);

/** Any value on one line, as every reader of YAML takes it. */
export function flowText(value: Json, style: ValueStyle): string {
  if (typeof value === 'string') return textScalar(value, style);
  if (Array.isArray(value)) {
    const items = (value as readonly Json[]).map((item) => flowText(item, style));
    return `[${items.join(', ')}]`;
  }
  if (!isJsonObject(value)) return JSON.stringify(value);
  const entries = Object.entries(value).map(([key, member]) =>
    entryText(key, flowText(member, style), style),
  );
  return entries.length === 0 ? '{}' : `{ ${entries.join(', ')} }`;
}

/** A key with the text of its value. */
function entryText(key: string, value: string, style: ValueStyle): string {
  return `${textScalar(key, style)}: ${value}`;
}

function textScalar(text: string, { isJson }: ValueStyle): string {
  if (isJson) return JSON.stringify(text);
  return PLAIN.test(text) ? text : scalarText(text);
}

/** The lines of nested maps, one key a level, with the value behind the last key. */
export function nestedLines(keys: readonly string[], value: Json, indent: string): readonly string[] {
  const style = { isJson: false };
  return keys.map((key, depth) => {
    const isLast = depth === keys.length - 1;
    const line = `${indent}${'  '.repeat(depth)}`;
    return isLast
      ? line + entryText(key, flowText(value, style), style)
      : `${line}${textScalar(key, style)}:`;
  });
}

/** Nested maps on one line, without the outermost braces. */
export function nestedFlow(keys: readonly string[], value: Json, style: ValueStyle): string {
  const [key = '', ...rest] = keys;
  const inner = rest.length === 0 ? flowText(value, style) : `{ ${nestedFlow(rest, value, style)} }`;
  return entryText(key, inner, style);
}
