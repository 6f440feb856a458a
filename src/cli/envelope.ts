import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { diagnosticJson } from '../report/diagnostic-json.ts';

/** Version of the JSON output; within 1.x keys are only added. */
const SCHEMA_VERSION = '1.0';

/** The one document that `--output json` prints. */
export function envelope(result: {
  readonly command: string | null;
  readonly exitCode: number;
  readonly diagnostics: readonly Diagnostic[];
  readonly data: unknown;
}): string {
  const { command, exitCode, diagnostics, data } = result;
  const document = {
    schemaVersion: SCHEMA_VERSION,
    command,
    ok: exitCode === 0,
    exitCode,
    diagnostics: diagnostics.map(diagnosticJson),
    data: data ?? null,
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}
