import type { Json } from '../model/json.ts';

/** A name or number of an object as messages show it. Never give it a value that may be secret. */
export function shown(value: Json | undefined): string {
  if (value === undefined) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
