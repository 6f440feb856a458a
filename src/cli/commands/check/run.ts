import { lint } from '../../../pipeline/lint.ts';
import { countText } from '../../../report/diagnostics-text.ts';
import type { CommandRequest, CommandResult } from '../../command.ts';
import { compileFor, openFor } from '../../compile-request.ts';

/** `moorline check`: every diagnostic of every file of the selection, and what lint finds in the objects. */
export async function run(request: CommandRequest): Promise<CommandResult> {
  const compilation = await compileFor(request, await openFor(request), true);
  const { repository, selected } = compilation;
  const linted = lint(compilation);
  const diagnostics = [...compilation.diagnostics, ...linted.diagnostics];
  const files = repository.fileCount;
  const units = selected.length;
  const counted = countText(diagnostics) || 'no errors, no warnings';
  const exempt =
    linted.suppressed === 0 ? '' : `; annotations exempt objects from ${String(linted.suppressed)} more`;
  return {
    diagnostics,
    diagnosticsAreOutput: true,
    data: { files, units, lint: { suppressed: linted.suppressed } },
    summary: `${counted} in ${String(files)} files and ${String(units)} units${exempt}`,
  };
}
