import type { Severity } from '../diagnostics/codes.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { positionOf } from '../diagnostics/span.ts';
import { printable } from './printable.ts';
import { redact } from './redact.ts';

const COMMANDS: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', info: 'notice' };

/** GitHub shows 10 annotations of a kind and step; the last line of ours counts the rest. */
const SHOWN = 9;

/**
 * Diagnostics as GitHub workflow commands. Text is escaped as actions/toolkit `command.ts` does,
 * so that nothing of the repository can start a command of its own.
 */
export function diagnosticsGithub(diagnostics: readonly Diagnostic[]): string {
  const kinds: readonly Severity[] = ['error', 'warning', 'info'];
  return kinds
    .flatMap((severity) =>
      annotations(
        severity,
        diagnostics.filter((found) => found.severity === severity),
      ),
    )
    .join('');
}

function annotations(severity: Severity, found: readonly Diagnostic[]): readonly string[] {
  const lines = found.slice(0, SHOWN).map(annotation);
  if (found.length > SHOWN) {
    lines.push(
      `::${COMMANDS[severity]}::and ${String(found.length - SHOWN)} more; run moorline check to see them all\n`,
    );
  }
  return lines;
}

function annotation(diagnostic: Diagnostic): string {
  const found = redact(diagnostic);
  const properties = [`title=${property(`${found.code}: ${found.summary}`)}`];
  if (found.span) {
    const { source, start, end } = found.span;
    const from = positionOf(source, start);
    const to = positionOf(source, Math.max(start, end));
    properties.unshift(
      `file=${property(source.path)}`,
      `line=${String(from.line)}`,
      `col=${String(from.column)}`,
    );
    if (to.line === from.line && to.column > from.column) properties.push(`endColumn=${String(to.column)}`);
  }
  return `::${COMMANDS[found.severity]} ${properties.join(',')}::${data(printable(found.detail))}\n`;
}

function data(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
