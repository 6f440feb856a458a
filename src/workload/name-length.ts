import type { Span } from '../diagnostics/span.ts';
import type { ModuleNames } from '../model/module.ts';
import type { Pointer } from '../model/pointer.ts';
import type { Report } from '../model/report.ts';

/** A text that a name is made of, and where the user wrote it. */
export interface NamePart {
  readonly text: string;
  readonly at: Pointer | Span;
}

/** A name of the output with its limit, its kind for messages, and what it is made of. */
export interface MadeName {
  readonly name: string;
  readonly limit: number;
  readonly kind: string;
  readonly parts: readonly NamePart[];
}

/** The parts of `<project>-<stack>-<app>`. */
export function unitParts({ project, stack, app }: ModuleNames): readonly NamePart[] {
  return Object.entries({ project, stack, app }).map(([key, text]) => ({
    text,
    at: { root: 'unit', path: [key] },
  }));
}

/** Reports a name over its limit at the longest part, the last one among equals. A name is never cut. */
export function checkLength({ name, limit, kind, parts }: MadeName, report: Report): void {
  if (name.length <= limit) return;
  const [first, ...others] = parts;
  if (!first) return;
  const longest = others.reduce((best, part) => (part.text.length >= best.text.length ? part : best), first);
  const detail = `The ${kind} "${name}" has ${name.length} characters; Kubernetes takes ${limit}. "${longest.text}" is the longest part: shorten it by ${name.length - limit}.`;
  report({ code: 'NAME_TOO_LONG', detail, at: longest.at });
}
