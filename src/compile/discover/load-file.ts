import type { z } from 'zod';
import { diagnostic, limited, type Diagnostic, type Outcome } from '../../diagnostics/diagnostic.ts';
import { startOf, type SourceText } from '../../diagnostics/span.ts';
import { nodeAt, type MapNode, type Node, type Path } from '../../model/node.ts';
import type { FileContent } from '../../model/ports.ts';
import type { Located, LocatedMap } from '../../model/unit.ts';
import { decodeSource } from '../source/decode.ts';
import { fieldDiagnostics } from '../source/field-issues.ts';
import { parseFields } from '../source/parse-fields.ts';
import { parseYaml } from '../source/parse-yaml.ts';

/** A file of intent as read: its text and, when it is one, its map. */
export interface LoadedFile {
  readonly source: SourceText;
  readonly root?: MapNode;
  readonly diagnostics: readonly Diagnostic[];
}

/** Turns the bytes of a file into text; whatever is wrong is a diagnostic, never a throw. */
export function loadText(path: string, content: FileContent | undefined): Omit<LoadedFile, 'root'> {
  const nowhere = { path, text: '' };
  if (content?.kind !== 'bytes') return { source: nowhere, diagnostics: [unreadable(nowhere, content)] };
  const { value, diagnostics } = decodeSource(path, content.bytes);
  return { source: value ?? diagnostics[0]?.span?.source ?? nowhere, diagnostics };
}

/** Turns the bytes of a file into a positioned map; whatever is wrong is a diagnostic, never a throw. */
export function loadFile(path: string, content: FileContent | undefined): LoadedFile {
  const loaded = loadText(path, content);
  const { source } = loaded;
  if (loaded.diagnostics.length > 0) return loaded;
  const { value, diagnostics: found } = parseYaml(source);
  const diagnostics = limited(found);
  if (!value) return { source, diagnostics };
  if (value.kind === 'map') return { source, root: value, diagnostics };
  return {
    source,
    diagnostics: [...diagnostics, diagnostic('FIELD_TYPE', 'The file has to be a map of fields.', value)],
  };
}

function unreadable(
  source: SourceText,
  content: Exclude<FileContent, { kind: 'bytes' }> | undefined,
): Diagnostic {
  const at = startOf(source);
  switch (content?.kind) {
    case 'too-large':
      return diagnostic(
        'FILE_TOO_LARGE',
        `The file has ${String(content.size)} bytes; ${String(content.limit)} is the most.`,
        at,
      );
    case 'symlink':
      return diagnostic(
        'FILE_SYMLINK',
        'Replace the link by the file itself; a link could lead out of the repository.',
        at,
      );
    case 'not-regular':
      return diagnostic(
        'FILE_UNREADABLE',
        'This is not a regular file, or a folder that cannot be read.',
        at,
      );
    case 'unreadable':
      return diagnostic('FILE_UNREADABLE', `${content.reason}.`, at);
    case 'not-local':
      return diagnostic('OBJECTS_MISSING', `${content.reason}.`, at);
    case 'missing':
    case undefined:
      return diagnostic('PATH_MISSING', 'The file does not exist.', at);
  }
}

/** Checks a file's map against its schema; the value comes back only when it fits. */
export function checkFields<T extends z.ZodType>(root: MapNode, schema: T): Outcome<z.output<T>> {
  const parsed = parseFields(schema, root);
  if (parsed.success) return { value: parsed.data, diagnostics: [] };
  const owner = startOf(root.source);
  return { diagnostics: limited(fieldDiagnostics({ root, schema, issues: parsed.issues, owner })) };
}

/** The text at a path with its place; undefined when there is none. */
export function textAt(root: Node, path: Path): Located<string> | undefined {
  const node = nodeAt(root, path);
  if (node?.kind !== 'scalar' || typeof node.value !== 'string') return undefined;
  return { value: node.value, source: node.source, start: node.start, end: node.end };
}

/** The texts of a list with their places; a single text counts as a list of one. */
export function textsAt(root: Node, path: Path): readonly Located<string>[] {
  const node = nodeAt(root, path);
  if (node?.kind !== 'seq') return [textAt(root, path)].filter((found) => found !== undefined);
  return node.items.map((_, i) => textAt(root, [...path, i])).filter((found) => found !== undefined);
}

/** A map from text to text with the place of each value. */
export function textMapAt(root: Node, path: Path): LocatedMap {
  const node = nodeAt(root, path);
  const map: Record<string, Located<string>> = {};
  if (node?.kind !== 'map') return map;
  for (const key of node.entries.keys()) {
    const text = textAt(node, [key]);
    if (text) map[key] = text;
  }
  return map;
}

/** The values of a located map. */
export function plainMap(map: LocatedMap): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(map).map(([key, { value }]) => [key, value]));
}
