import { readDeclared, type DeclaredFiles } from '../compile/generate/module-inputs.ts';
import { pathMatcher } from '../compile/discover/path-matcher.ts';
import { MAX_FILE_BYTES } from '../compile/source/limits.ts';
import { diagnostic, type Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Span } from '../diagnostics/span.ts';
import { isJsonObject, type Json } from '../model/json.ts';
import type { InputDocument } from '../model/module.ts';
import type { TreeEntry, TreeReader } from '../model/ports.ts';
import type { Located } from '../model/unit.ts';
import { crdSchemas, isCrd } from '../validate/crd-schemas.ts';
import type { KindSchema } from '../validate/schema-table.ts';

/** Kinds by `apiVersion/Kind`. */
export type CustomKinds = ReadonlyMap<string, KindSchema>;

/** Kinds that the user's own files define, and what is wrong with the files. */
export interface CustomSchemas {
  readonly kinds: CustomKinds;
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads the CustomResourceDefinitions of the files that `schemas.crds` names. */
export async function customSchemas(
  globs: readonly Located<string>[],
  entries: readonly TreeEntry[],
  reader: TreeReader,
): Promise<CustomSchemas> {
  const found: Diagnostic[] = [];
  const declared = globs.flatMap((glob) => filesOf(glob, entries, found));
  const paths = [...new Set(declared.flatMap(({ files }) => files))];
  if (paths.length === 0) return { kinds: new Map(), diagnostics: found };
  const read = readDeclared(declared, await reader.read(paths, MAX_FILE_BYTES));
  found.push(...read.diagnostics);
  const documents = new Map(
    [...read.files.values()].flat().map((each) => [`${each.source.path}:${each.start}`, each]),
  );
  const kinds = new Map<string, KindSchema>();
  for (const document of documents.values()) addDocument(document, kinds, found);
  return { kinds, diagnostics: found };
}

function filesOf(
  glob: Located<string>,
  entries: readonly TreeEntry[],
  found: Diagnostic[],
): readonly DeclaredFiles[] {
  const matches = pathMatcher([glob.value]);
  const hits = entries.filter(({ path }) => matches(path));
  if (hits.length === 0) found.push(diagnostic('PATH_MISSING', `No file matches "${glob.value}".`, glob));
  for (const { path } of hits.filter(({ kind }) => kind !== 'file'))
    found.push(diagnostic('FILE_SYMLINK', `${path} is a link. Replace it by the file itself.`, glob));
  const files = hits.filter(({ kind }) => kind === 'file').map(({ path }) => path);
  return files.length === 0 ? [] : [{ declared: glob.value, files, at: glob }];
}

function addDocument(document: InputDocument, kinds: Map<string, KindSchema>, found: Diagnostic[]): void {
  for (const value of definitionsOf(document.value)) {
    const outcome = crdKinds(value, document);
    found.push(...outcome.diagnostics);
    for (const [name, kind] of outcome.kinds) {
      const first = kinds.get(name);
      if (first) found.push(invalid(`${name} is defined by ${first.from} already.`, document));
      else kinds.set(name, kind);
    }
  }
}

/** The items of a List, or the document itself. */
function definitionsOf(value: Json): readonly Json[] {
  if (!isJsonObject(value) || value['kind'] !== 'List') return [value];
  const { items } = value;
  return Array.isArray(items) ? (items as readonly Json[]) : [];
}

/** The kinds of one CustomResourceDefinition; a diagnostic when it is none, or not one that can be used. */
export function crdKinds(value: Json, at: Span): CustomSchemas {
  const none = (detail: string): CustomSchemas => ({ kinds: new Map(), diagnostics: [invalid(detail, at)] });
  if (!isCrd(value)) return none('This document is no CustomResourceDefinition.');
  const outcome = crdSchemas(value, at.source.path);
  return outcome.ok ? { kinds: outcome.kinds, diagnostics: [] } : none(outcome.detail);
}

function invalid(detail: string, at: Span): Diagnostic {
  return diagnostic('CRD_INVALID', detail, { source: at.source, start: at.start, end: at.start });
}
