import type { Code } from '../../diagnostics/codes.ts';
import { diagnostic, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { SourceText } from '../../diagnostics/span.ts';
import type { ManifestProblem, ManifestProblemKind } from '../../manifest/problem.ts';

/** A problem of a Kubernetes manifest as the diagnostic that it is everywhere. */
export function manifestDiagnostic(
  { kind, message, start, end }: ManifestProblem,
  source: SourceText,
): Diagnostic {
  return diagnostic(CODE_OF[kind], message, { source, start, end: Math.min(end, source.text.length) });
}

const CODE_OF: Readonly<Record<ManifestProblemKind, Code>> = {
  syntax: 'YAML_SYNTAX',
  tab: 'YAML_TAB',
  'duplicate-key': 'YAML_DUPLICATE_KEY',
  'merge-key': 'YAML_MERGE_KEY',
  tag: 'YAML_TAG',
  directive: 'YAML_DIRECTIVE',
  'alias-limit': 'YAML_ALIAS_LIMIT',
  'too-deep': 'YAML_TOO_DEEP',
  'key-type': 'YAML_KEY',
  'key-forbidden': 'YAML_KEY_FORBIDDEN',
  'unsafe-number': 'YAML_NUMBER_UNSAFE',
  'not-finite': 'YAML_NUMBER_NOT_FINITE',
};
