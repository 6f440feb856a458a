import { isJsonObject, type Json } from '../../model/json.ts';
import type { Path } from '../../model/node.ts';

/** The steps of a JSON pointer (RFC 6901), unescaped; undefined when the text is none. */
export function parsePointer(text: string): readonly string[] | undefined {
  if (text === '') return [];
  if (!text.startsWith('/') || /~(?![01])/.test(text)) return undefined;
  return text
    .slice(1)
    .split('/')
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
}

/** Where a pointer leads in a value; undefined when it leads nowhere. Items are named by their index only. */
export function pointerPath(root: Json, steps: readonly string[]): Path | undefined {
  let value = root;
  const path: (string | number)[] = [];
  for (const step of steps) {
    if (isJsonObject(value) && Object.hasOwn(value, step)) {
      path.push(step);
      value = value[step] ?? null;
    } else if (Array.isArray(value) && /^(?:0|[1-9]\d{0,8})$/.test(step) && Number(step) < value.length) {
      path.push(Number(step));
      value = (value as readonly Json[])[Number(step)] ?? null;
    } else return undefined;
  }
  return path;
}
