import type { Span } from '../diagnostics/span.ts';
import { locateField } from '../manifest/locate-field.ts';
import { parseManifests } from '../manifest/parse.ts';
import { isJsonObject, type Json } from '../model/json.ts';
import type { Path } from '../model/node.ts';
import type { ResolvedStack } from '../model/resolved.ts';
import { identityKey, identityOf, type Resource, type ResourceId } from '../model/resource.ts';
import { originOf } from './explain.ts';
import type { ObjectFinding } from './object-findings.ts';

/**
 * The place in the source that causes a finding: the very field of an object that was taken over from a file, else
 * the input that made the value, else the workload or accessory that made the object.
 */
export function placeOf(
  { path, isKey }: Pick<ObjectFinding, 'path' | 'isKey'>,
  resource: Resource,
  resolved: ResolvedStack,
): Span {
  const { document, id } = resource;
  if (!document) return originOf(path, resource, resolved).origin.span;
  const { source, start } = document;
  const within = wayInto(source.text, start, id);
  const place = locateField(source.text, start, [...within, ...path]);
  if (!place || place.depth === 0) return { source, start, end: start };
  const isWhole = place.depth === within.length + path.length;
  const { key, value } = place;
  const isBlock = source.text.slice(value.start, value.end).includes('\n');
  // a block is named by its key: a frame around many lines says nothing
  const range =
    key && (isKey || isBlock || !isWhole) ? key : isBlock ? { start: value.start, end: value.start } : value;
  return { source, ...range };
}

/** The way from a document to the object of an identity: none but inside of a List. */
export function wayInto(text: string, start: number, id: ResourceId): Path {
  const document = parseManifests(text).documents.find((each) => each.start === start);
  return (document && findIn(document.value, identityKey(id))) ?? [];
}

function findIn(value: Json, wanted: string): Path | undefined {
  if (!isJsonObject(value)) return undefined;
  if (value['kind'] !== 'List') return identityKey(identityOf(value)) === wanted ? [] : undefined;
  const items = Array.isArray(value['items']) ? (value['items'] as readonly Json[]) : [];
  for (const [index, item] of items.entries()) {
    const inner = findIn(item, wanted);
    if (inner) return ['items', index, ...inner];
  }
  return undefined;
}
