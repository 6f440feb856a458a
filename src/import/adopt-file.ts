import { loadFile, type LoadedFile } from '../compile/discover/load-file.ts';
import { commentOut } from '../compile/source/comment-lines.ts';
import { diagnostic, type Diagnostic, type Outcome } from '../diagnostics/diagnostic.ts';
import type { SourceText } from '../diagnostics/span.ts';
import type { MapNode } from '../model/node.ts';

/** A file of Kusion as Moorline takes it, and what was read from it. */
export interface AdoptedFile<T> {
  readonly text: string;
  readonly value: T;
}

/**
 * Takes over a file: its text stays, but for fields that Moorline does not know. Kusion ignores those;
 * they become comments, and a warning names each. Without a value when the rest is not valid.
 */
export function adoptFile<T>(
  source: SourceText,
  read: (root: MapNode) => Outcome<T>,
): Outcome<AdoptedFile<T>> {
  const before = loadText(source);
  if (!before.root) return { diagnostics: before.diagnostics };
  const unknown = read(before.root).diagnostics.filter(({ code, span }) => code === 'FIELD_UNKNOWN' && span);
  const text = commentOut(
    source.text,
    unknown.flatMap(({ span }) => span?.start ?? []),
  );
  const after = loadText({ path: source.path, text });
  if (!after.root) return { diagnostics: after.diagnostics };
  const { value, diagnostics } = read(after.root);
  // what could not be made a comment is an error still
  const left = new Set(diagnostics.filter(({ code }) => code === 'FIELD_UNKNOWN').map(keyOf));
  const gone = unknown.filter((each) => !left.has(keyOf(each)));
  const found: readonly Diagnostic[] = [...gone.map(unused), ...diagnostics.filter(isError)];
  return value === undefined ? { diagnostics: found } : { value: { text, value }, diagnostics: found };
}

/** Reads a text as a file of intent. */
export function loadText(source: SourceText): LoadedFile {
  return loadFile(source.path, { kind: 'bytes', bytes: new TextEncoder().encode(source.text) });
}

function isError({ severity }: Diagnostic): boolean {
  return severity === 'error';
}

function keyOf({ span }: Diagnostic): string {
  return span ? span.source.text.slice(span.start, span.end) : '';
}

function unused(unknown: Diagnostic): Diagnostic {
  const detail = `Moorline has no field "${keyOf(unknown)}" here, and Kusion does not read it. It stays in the new file as a comment.`;
  return diagnostic('KUSION_PART_UNUSED', detail, unknown.span);
}
