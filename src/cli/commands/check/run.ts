import { countText } from '../../../report/diagnostics-text.ts';
import type { CommandRequest, CommandResult } from '../../command.ts';
import { compileFor, openFor } from '../../compile-request.ts';

/** `moorline check`: every diagnostic of every file of the selection. */
export async function run(request: CommandRequest): Promise<CommandResult> {
  const { diagnostics, repository, selected } = await compileFor(request, await openFor(request));
  const files = repository.fileCount;
  const units = selected.length;
  const counted = countText(diagnostics) || 'no errors, no warnings';
  return {
    diagnostics,
    diagnosticsAreOutput: true,
    data: { files, units },
    summary: `${counted} in ${String(files)} files and ${String(units)} units`,
  };
}
