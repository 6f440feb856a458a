import type { Severity } from '../diagnostics/codes.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { positionOf, type Span } from '../diagnostics/span.ts';
import { printable } from './printable.ts';
import { redact } from './redact.ts';
import { workflowCommand, type WorkflowCommand } from './workflow-command.ts';

const COMMANDS: Readonly<Record<Severity, WorkflowCommand>> = {
  error: 'error',
  warning: 'warning',
  info: 'notice',
};

/** GitHub shows 10 annotations of a kind and step; the last line of ours counts the rest. */
const SHOWN = 9;

/** Diagnostics as GitHub workflow commands. Nothing of the repository can start a command of its own. */
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
    const left = `and ${String(found.length - SHOWN)} more; run moorline check to see them all`;
    lines.push(workflowCommand(COMMANDS[severity], {}, left));
  }
  return lines;
}

function annotation(diagnostic: Diagnostic): string {
  const found = redact(diagnostic);
  const title = `${found.code}: ${found.summary}`;
  return workflowCommand(
    COMMANDS[found.severity],
    { ...(found.span ? placeOf(found.span) : {}), title, ...(found.span ? endOf(found.span) : {}) },
    printable(found.detail),
  );
}

function placeOf({ source, start }: Span): Readonly<Record<string, string>> {
  const { line, column } = positionOf(source, start);
  return { file: source.path, line: String(line), col: String(column) };
}

/** Where the place ends, when that is on its line. */
function endOf({ source, start, end }: Span): Readonly<Record<string, string>> {
  const from = positionOf(source, start);
  const to = positionOf(source, Math.max(start, end));
  return to.line === from.line && to.column > from.column ? { endColumn: String(to.column) } : {};
}
