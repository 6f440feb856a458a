import { isJsonObject, type Json, type JsonObject } from '../../model/json.ts';
import type { GeneratedResource, InputDocument, ModuleProblem } from '../../model/module.ts';
import type { Span } from '../../diagnostics/span.ts';
import { withoutNulls } from './without-nulls.ts';

type Report = (problem: ModuleProblem) => void;

interface Place {
  readonly span: Span;
  /** Where the object stands inside its document: empty text, or the way into a List. */
  readonly within: string;
}

/**
 * The objects of one document: a `kind: List` counts as its items; `status` and null members, which
 * belong to the server or mean nothing, are left out. What is no Kubernetes object is reported.
 */
export function manifestResources(
  { value, ...span }: InputDocument,
  report: Report,
): readonly GeneratedResource[] {
  const isEmpty = value === null || (isJsonObject(value) && Object.keys(value).length === 0);
  return isEmpty ? [] : objectsOf(value, { span, within: '' }, report);
}

function objectsOf(value: Json, place: Place, report: Report): readonly GeneratedResource[] {
  if (isJsonObject(value) && value['kind'] === 'List') return itemsOf(value, place, report);
  const wrong = whatIsMissing(value);
  if (wrong !== undefined || !isJsonObject(value)) {
    report({
      code: 'MANIFEST_INVALID',
      detail: `This${inside(place)} is no Kubernetes object: ${wrong ?? ''}.`,
      at: place.span,
    });
    return [];
  }
  const { status, ...rest } = value;
  const { object, removed, nullItems } = withoutNulls(rest);
  for (const path of nullItems) {
    const detail = `The list item ${place.within}${path} is null, and Kubernetes takes no empty list items. Remove it.`;
    report({ code: 'MANIFEST_INVALID', detail, at: place.span });
  }
  reportCleaned(status === undefined ? removed : ['.status', ...removed], place, report);
  return nullItems.length > 0 ? [] : [{ draft: object, document: place.span }];
}

function itemsOf(list: JsonObject, { span, within }: Place, report: Report): readonly GeneratedResource[] {
  const items = list['items'] ?? [];
  if (!Array.isArray(items)) {
    report({ code: 'MANIFEST_INVALID', detail: 'The items of a List have to be a list.', at: span });
    return [];
  }
  return (items as readonly Json[]).flatMap((item, index) =>
    objectsOf(item, { span, within: `${within}.items[${index}]` }, report),
  );
}

function whatIsMissing(value: Json): string | undefined {
  if (!isJsonObject(value)) return 'it is not a map';
  for (const key of ['apiVersion', 'kind']) {
    if (!isText(value[key])) return `it needs the text ${key}`;
  }
  const { metadata } = value;
  if (!isJsonObject(metadata)) return 'it needs the map metadata';
  return isText(metadata['name']) || isText(metadata['generateName'])
    ? undefined
    : 'it needs the text metadata.name';
}

function isText(value: Json | undefined): boolean {
  return typeof value === 'string' && value !== '';
}

function inside({ within }: Place): string {
  return within === '' ? '' : ` (${within})`;
}

/** So many paths are listed; the rest is counted. */
const LISTED = 5;

function reportCleaned(removed: readonly string[], place: Place, report: Report): void {
  if (removed.length === 0) return;
  const more = removed.length > LISTED ? ` and ${removed.length - LISTED} more` : '';
  const listed = removed.slice(0, LISTED).map((path) => place.within + path);
  report({ code: 'MANIFEST_CLEANED', detail: `Left out: ${listed.join(', ')}${more}.`, at: place.span });
}
