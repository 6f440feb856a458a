import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { codeFrame } from './code-frame.ts';
import { printable } from './printable.ts';
import { redact } from './redact.ts';
import type { Style } from './style.ts';

/** Most diagnostics that are shown in full; the rest is counted. */
const SHOWN = 50;

/** Diagnostics for people: code, summary, the source with the place marked, what to do. */
export function diagnosticsText(diagnostics: readonly Diagnostic[], style: Style): string {
  const blocks = diagnostics.slice(0, SHOWN).map((each) => diagnosticText(each, style));
  if (diagnostics.length > SHOWN) blocks.push(`… and ${String(diagnostics.length - SHOWN)} more\n`);
  return blocks.join('\n');
}

function diagnosticText(diagnostic: Diagnostic, style: Style): string {
  const found = redact(diagnostic);
  const head = `${style[found.severity](`${found.severity}[${found.code}]`)}: ${style.bold(found.summary)}\n`;
  // only our own words have more than one line, and never those about a file
  if (!found.span) return `${head}  ${found.detail.split('\n').map(printable).join('\n')}\n`;
  const detail = printable(found.detail);
  const parts = [
    { span: found.span, label: '', primary: true },
    ...found.related.map(({ span, message }) => ({ span, label: printable(message), primary: false })),
  ];
  return `${head}${codeFrame(parts, style)}  ${style.faint('=')} ${detail}\n`;
}

/** `3 errors, 1 warning`; empty text when there is nothing. */
export function countText(diagnostics: readonly Diagnostic[]): string {
  const count = (severity: Diagnostic['severity']) =>
    diagnostics.filter((found) => found.severity === severity).length;
  return [plural(count('error'), 'error'), plural(count('warning'), 'warning'), plural(count('info'), 'note')]
    .filter((text) => text !== '')
    .join(', ');
}

function plural(count: number, noun: string): string {
  return count === 0 ? '' : `${String(count)} ${noun}${count === 1 ? '' : 's'}`;
}
