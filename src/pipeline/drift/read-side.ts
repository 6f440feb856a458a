import { namedFiles, type NamedFile } from '../../adapters/files/named-files.ts';
import { loadText } from '../../compile/discover/load-file.ts';
import { manifestDiagnostic } from '../../compile/generate/manifest-diagnostic.ts';
import { diagnostic, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import { startOf, type SourceText, type Span } from '../../diagnostics/span.ts';
import type { DriftWarning } from '../../drift/verdict.ts';
import { parseManifests } from '../../manifest/parse.ts';
import { isJsonObject, type Json, type JsonObject } from '../../model/json.ts';
import { booleanKeys } from './boolean-keys.ts';

/** A file or folder that somebody named. */
export interface NamedPlace {
  readonly absolute: string;
  readonly shown: string;
}

/** An object of a manifest and where it stands. */
export interface ReadObject {
  readonly object: JsonObject;
  readonly at: Span;
  /** Keys that YAML 1.1 made booleans of. */
  readonly booleanKeys: readonly string[];
}

/** What reading an object already showed. */
export function readWarnings({ booleanKeys }: ReadObject): readonly DriftWarning[] {
  return booleanKeys.map((path) => ({ code: 'yaml11-boolean-key', path }));
}

/** The objects of one side. */
export interface ReadSide {
  readonly objects: readonly ReadObject[];
  /** True when there is one document, of one object or of `null`, and no list. */
  readonly isOneDocument: boolean;
  readonly diagnostics: readonly Diagnostic[];
}

/** Larger dumps are not read: they would not fit into one text. */
export const MOST_BYTES = 256 * 1024 * 1024;

/**
 * Reads manifests as Kubernetes would, of a file or of all .yaml, .yml and .json files of a folder. Lists, of
 * kubectl and of the API, count as their items; a document `null` is no object.
 */
export async function readSide(place: NamedPlace): Promise<ReadSide> {
  const files = await namedFiles(place, (path) => /\.(?:ya?ml|json)$/.test(path), MOST_BYTES);
  const read = files.map(readFile);
  const documents = read.reduce((count, file) => count + file.documents, 0);
  const diagnostics = read.flatMap((file) => file.diagnostics);
  if (documents === 0 && diagnostics.length === 0) {
    const detail = `"${place.shown}" holds no manifest. To say that an object does not exist, write the document null.`;
    diagnostics.push(diagnostic('PATH_MISSING', detail, undefined));
  }
  return {
    objects: read.flatMap((file) => file.objects),
    isOneDocument: documents === 1 && !read.some((file) => file.hasList),
    diagnostics,
  };
}

/** What one file holds. */
export interface ReadFile {
  readonly objects: readonly ReadObject[];
  readonly documents: number;
  readonly hasList: boolean;
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads the manifests of one file; `content` as a reader gave it. */
export function readFile({ path, content }: NamedFile): ReadFile {
  const { source, diagnostics } = loadText(path, content);
  if (diagnostics.length > 0) return { objects: [], documents: 0, hasList: false, diagnostics };
  const { documents, problems } = parseManifests(source.text);
  const found = [...diagnostics, ...problems.map((problem) => manifestDiagnostic(problem, source))];
  const objects = documents.flatMap(({ value, start, end }) => {
    if (value === null) return [];
    const place = { source, start, within: '' };
    const keys = booleanKeys(value, source.text.slice(start, end));
    return objectsOf(value, place, found).map((object) => ({
      object,
      at: startAt(source, start),
      booleanKeys: keys,
    }));
  });
  const hasList = documents.some(({ value }) => isJsonObject(value) && isList(value));
  return { objects, documents: documents.length, hasList, diagnostics: found };
}

interface Place {
  readonly source: SourceText;
  readonly start: number;
  readonly within: string;
}

function objectsOf(value: Json, place: Place, found: Diagnostic[]): readonly JsonObject[] {
  if (isJsonObject(value) && isList(value)) return itemsOf(value, place, found);
  const wrong = whatIsMissing(value);
  if (wrong === undefined && isJsonObject(value)) return [value];
  const where = place.within === '' ? '' : ` (${place.within})`;
  const detail = `This${where} is no Kubernetes object: ${wrong ?? 'it is not a map'}.`;
  found.push(diagnostic('MANIFEST_INVALID', detail, startAt(place.source, place.start)));
  return [];
}

function isList(value: JsonObject): boolean {
  return typeof value['kind'] === 'string' && value['kind'].endsWith('List') && Array.isArray(value['items']);
}

/** The API leaves kind and version of items out of its lists; kubectl does not. */
function itemsOf(list: JsonObject, place: Place, found: Diagnostic[]): readonly JsonObject[] {
  const { apiVersion = null, kind, items } = list;
  const itemKind = typeof kind === 'string' ? kind.slice(0, -'List'.length) : '';
  const filler: JsonObject = itemKind === '' ? {} : { apiVersion, kind: itemKind };
  return (items as readonly Json[]).flatMap((item, index) => {
    const whole = isJsonObject(item) ? { ...filler, ...item } : item;
    return objectsOf(whole, { ...place, within: `${place.within}.items[${index}]` }, found);
  });
}

function whatIsMissing(value: Json): string | undefined {
  if (!isJsonObject(value)) return 'it is not a map';
  const lacks = ['apiVersion', 'kind'].find((key) => !isText(value[key]));
  if (lacks !== undefined) return `it needs the text ${lacks}`;
  const { metadata } = value;
  if (!isJsonObject(metadata)) return 'it needs the map metadata';
  const isNamed = isText(metadata['name']) || isText(metadata['generateName']);
  return isNamed ? undefined : 'it needs the text metadata.name';
}

function isText(value: Json | undefined): boolean {
  return typeof value === 'string' && value !== '';
}

function startAt(source: SourceText, start: number): Span {
  return { ...startOf(source), start, end: start };
}
