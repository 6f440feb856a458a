import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { positionOf, type Position, type Span } from '../diagnostics/span.ts';
import { redact } from './redact.ts';

/** A place in JSON: posix file name relative to the root, line and column from 1, end exclusive. */
export interface JsonRange {
  readonly filename: string;
  readonly start: Position;
  readonly end: Position;
}

/** A diagnostic in JSON. Keys are only ever added. */
export interface JsonDiagnostic {
  readonly severity: string;
  readonly code: string;
  readonly summary: string;
  readonly detail: string;
  readonly range: JsonRange | null;
  readonly related: readonly { readonly message: string; readonly range: JsonRange }[];
  readonly fixes: readonly { readonly title: string; readonly range: JsonRange; readonly text: string }[];
}

/** The JSON form of a diagnostic; a secret value is no part of it. */
export function diagnosticJson(diagnostic: Diagnostic): JsonDiagnostic {
  const found = redact(diagnostic);
  return {
    severity: found.severity,
    code: found.code,
    summary: found.summary,
    detail: found.detail,
    range: found.span ? rangeJson(found.span) : null,
    related: found.related.map(({ message, span }) => ({ message, range: rangeJson(span) })),
    fixes: found.fixes.map(({ title, span, text }) => ({ title, range: rangeJson(span), text })),
  };
}

/** The JSON form of a span. */
export function rangeJson({ source, start, end }: Span): JsonRange {
  return {
    filename: source.path,
    start: positionOf(source, start),
    end: positionOf(source, Math.max(start, end)),
  };
}
