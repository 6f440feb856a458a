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

/** A text of a controller on one line, cut where it is long. */
export function shortText(text: string | undefined): string | undefined {
  // eslint-disable-next-line no-control-regex -- control characters are exactly what is taken out
  const line = text?.replaceAll(/[\s\u0000-\u001f\u007f-\u009f]+/g, ' ').trim();
  if (line === undefined || line === '') return undefined;
  return line.length > LONGEST ? `${line.slice(0, LONGEST)}…` : line;
}

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
