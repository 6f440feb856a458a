import { adopt } from '../../../pipeline/drift/adopt/adopt.ts';
import type { AdoptField, Adoption } from '../../../pipeline/drift/adopt/adoption.ts';
import type { DriftOutcome } from '../../../pipeline/drift/drift-request.ts';
import { shownName, shownPath } from '../../../report/drift-words.ts';
import { lineDiff } from '../../../report/line-diff.ts';
import { printable } from '../../../report/printable.ts';
import type { CommandRequest, CommandResult } from '../../command.ts';
import { openFor } from '../../compile-request.ts';
import { EXIT, exitCodeOf } from '../../exit-code.ts';

/** `moorline drift --adopt`: the change to the source on stdout as a diff; in words, with what is refused, on stderr. */
export async function adopted(found: DriftOutcome, request: CommandRequest): Promise<CommandResult> {
  if (!found.value) return { diagnostics: found.diagnostics };
  const dryRun = request.options['dryRun'] === true;
  const { root, reader, configPath } = await openFor(request);
  const { selection } = request;
  const { value, diagnostics } = await adopt({
    root,
    reader,
    configPath,
    selection,
    drift: found.value,
    dryRun,
  });
  const all = [...found.diagnostics, ...diagnostics];
  if (!value) return { diagnostics: all };
  return {
    diagnostics: all,
    text: value.edits.map(({ file, before, after }) => lineDiff(file, before ?? '', after)).join(''),
    data: value,
    summary: summaryOf(value, dryRun),
    exitCode: exitOf(value, all),
  };
}

function summaryOf({ adopted: done, already, refused }: Adoption, dryRun: boolean): string {
  const lines = [
    ...done.map((each) => `${fieldName(each)}: adopted  ${each.file}:${String(each.line)}`),
    ...already.map((each) => `${fieldName(each)}: the source says so already`),
    ...refused.map((each) => `${fieldName(each)}: refused, ${each.reason}`),
    ...(done.length + already.length + refused.length === 0 ? ['nothing to adopt'] : []),
    ...(done.length > 0 && dryRun ? ['this was a dry run: nothing was written'] : []),
    ...(done.length > 0 && !dryRun ? ['commit the change and publish it'] : []),
  ];
  return lines.map(printable).join('\n');
}

/** What is refused stays drift. */
function exitOf({ refused }: Adoption, diagnostics: CommandResult['diagnostics']): number {
  const code = exitCodeOf(diagnostics);
  if (code !== EXIT.ok) return code;
  return refused.length > 0 ? EXIT.differences : EXIT.ok;
}

function fieldName(field: AdoptField): string {
  return `${shownName(field)}  ${shownPath(field.path) || 'the whole object'}`;
}
