import { byteOrder } from '../util/byte-order.ts';
import { CODES, type Code, type LintCode, type Severity } from './codes.ts';
import type { Span } from './span.ts';

/** A second place that takes part in a problem, often in another file. */
export interface Related {
  readonly message: string;
  readonly span: Span;
}

/** A text edit that would solve the problem: replace `span` by `text`. */
export interface Fix {
  readonly title: string;
  readonly span: Span;
  readonly text: string;
}

/**
 * A coded message about the input. `code` is permanent and fixes the summary; `detail` says what
 * is wrong with which value, why, and what to do. A diagnostic about a file always has a span.
 */
export interface Diagnostic {
  readonly severity: Severity;
  readonly code: Code | LintCode;
  /** What is wrong in a few words; the same for every diagnostic of a code. */
  readonly summary: string;
  readonly detail: string;
  readonly span?: Span;
  readonly related: readonly Related[];
  readonly fixes: readonly Fix[];
}

/** What a diagnostic may carry besides its code, detail and place. */
export interface DiagnosticParts {
  readonly severity?: Severity;
  readonly related?: readonly Related[];
  readonly fixes?: readonly Fix[];
}

/** A stage's result: a value when one could be made, and everything learned on the way. */
export interface Outcome<T> {
  readonly value?: T;
  readonly diagnostics: readonly Diagnostic[];
}

/** Makes a diagnostic; severity comes from the code unless it is given. */
// eslint-disable-next-line max-params -- made everywhere: code, text, place and rarely more
export function diagnostic(
  code: Code,
  detail: string,
  at: Span | undefined,
  parts: DiagnosticParts = {},
): Diagnostic {
  return {
    severity: parts.severity ?? CODES[code].severity,
    code,
    summary: CODES[code].summary,
    detail,
    ...(at ? { span: { source: at.source, start: at.start, end: at.end } } : {}),
    related: parts.related ?? [],
    fixes: parts.fixes ?? [],
  };
}

/** True if one of them stops the run. */
export function hasErrors(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some((found) => found.severity === 'error');
}

/** Order for display: file, place, severity, code, detail; the same diagnostic twice appears once. */
export function sortDiagnostics(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const seen = new Set<string>();
  return diagnostics.toSorted(compare).filter((found) => {
    const key = JSON.stringify([found.span?.source.path, found.span?.start, found.code, found.detail]);
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

/** Most diagnostics that one check of one file gives; a file with more of them is no file of intent. */
const MOST = 1000;

/** At most a thousand of them, warnings and infos left out first. */
export function limited(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  if (diagnostics.length <= MOST) return diagnostics;
  return diagnostics.toSorted((a, b) => RANK[a.severity] - RANK[b.severity]).slice(0, MOST);
}

const RANK: Readonly<Record<Severity, number>> = { error: 0, warning: 1, info: 2 };

function compare(a: Diagnostic, b: Diagnostic): number {
  return (
    byteOrder(a.span?.source.path ?? '', b.span?.source.path ?? '') ||
    (a.span?.start ?? 0) - (b.span?.start ?? 0) ||
    RANK[a.severity] - RANK[b.severity] ||
    byteOrder(a.code, b.code) ||
    byteOrder(a.detail, b.detail)
  );
}
