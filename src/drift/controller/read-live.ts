import { mapAt, partAt } from '../../model/edit-json.ts';
import { isJsonObject, type Json, type JsonObject } from '../../model/json.ts';

/** Longest text of a controller that is passed on. */
const LONGEST = 300;

/** The text at a path of a live object; undefined for anything else, and for empty text. */
export function textIn(object: Json | undefined, ...path: readonly (string | number)[]): string | undefined {
  const value = object === undefined ? undefined : partAt(object, path);
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** The maps in the list at a path; empty for anything else. */
export function mapsIn(object: Json | undefined, ...path: readonly string[]): readonly JsonObject[] {
  const value = object === undefined ? undefined : partAt(object, path);
  return Array.isArray(value) ? (value as readonly Json[]).filter(isJsonObject) : [];
}

/** The condition of a type in `status.conditions`. */
export function conditionIn(object: JsonObject, type: string): JsonObject | undefined {
  return mapsIn(object, 'status', 'conditions').find((each) => each['type'] === type);
}

/** The commit in a revision as controllers write it: `main@sha1:<hex>`, `sha1:<hex>`, `main/<hex>` or `<hex>` (fluxcd/flux2 RFC-0005). */
export function commitIn(revision: string | undefined): string | undefined {
  return revision === undefined ? undefined : /(?:^|[:/])([0-9a-f]{40}|[0-9a-f]{64})$/.exec(revision)?.[1];
}

/** What breaks a line, changes its direction or is no character at all. */
const REFUSED =
  // eslint-disable-next-line no-control-regex -- control characters are exactly what is taken out
  /[\s\u0000-\u001f\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069]+/g;

/** A text of a controller on one line, cut where it is long, without the credentials of a URL in it. */
export function shortText(text: string | undefined): string | undefined {
  const line = text
    ?.slice(0, 10 * LONGEST)
    .replace(REFUSED, ' ')
    .replace(/:\/\/[^\s/@]*@/g, '://')
    .replace(/\p{Surrogate}/gu, ' ')
    .trim();
  if (line === undefined || line === '') return undefined;
  return line.length > LONGEST ? `${line.slice(0, LONGEST).replace(/\p{Surrogate}/gu, '')}…` : line;
}

/** The time at a path, in the form that Kubernetes writes; undefined for anything else. */
export function timeIn(object: Json | undefined, ...path: readonly (string | number)[]): string | undefined {
  const text = textIn(object, ...path);
  return text !== undefined && TIME.test(text) ? text : undefined;
}

const TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?(?:Z|[-+]\d{2}:\d{2})$/;

/** A folder as both controllers understand it: without `./` at the start and `/` at the end. */
export function folderIn(path: string | undefined): string {
  const parts = (path ?? '').split('/').filter((part) => part !== '' && part !== '.');
  return parts.join('/');
}

/** Name and namespace of a live object. */
export function nameIn(object: JsonObject): { readonly namespace: string; readonly name: string } {
  const metadata = mapAt(object, ['metadata']);
  return { namespace: textIn(metadata, 'namespace') ?? '', name: textIn(metadata, 'name') ?? '' };
}
