import { watchDrift } from '../../../pipeline/drift/watch-drift.ts';
import { diagnosticsText } from '../../../report/diagnostics-text.ts';
import { CommandError, type CommandRequest, type CommandResult } from '../../command.ts';
import { EXIT, exitCodeOf } from '../../exit-code.ts';
import { guarded } from '../../run-guard.ts';
import { driftRequest } from './drift-request.ts';
import { present } from './present.ts';

/** Seconds that a watch may take unless `--timeout` says otherwise: the longest that a timer knows. */
const FOR_EVER = 2_147_483;

/**
 * `moorline drift --watch`: prints the verdicts, and again whenever they change; as JSON lines, the lines that are
 * new. What goes wrong is told on stderr, and the watch goes on. Ends with the exit code of the last check.
 */
export async function watch(request: CommandRequest, seconds: number): Promise<CommandResult> {
  const { global, io } = request;
  if (!['text', 'jsonl'].includes(global.output))
    throw new CommandError('USAGE', '--watch prints text or jsonl. Leave --output out, or give one of them.');
  if (request.options['adopt'] === true)
    throw new CommandError('USAGE', '--watch only looks. Run --adopt on its own.');
  const timed = { ...request, global: { ...global, timeout: global.timeout ?? FOR_EVER } };
  return await guarded(timed, async (signal) => {
    let [before, problems]: [string | undefined, string] = [undefined, ''];
    let exitCode: number = EXIT.ok;
    for await (const outcome of watchDrift(
      driftRequest(request, signal, () => undefined),
      seconds,
    )) {
      const { text, diagnostics, exitCode: found } = present(outcome, request);
      exitCode = found ?? exitCodeOf(diagnostics);
      const said = diagnosticsText(
        diagnostics.filter(({ severity }) => severity !== 'info'),
        global.style,
      );
      if (said !== problems && said !== '') io.stderr.write(said);
      problems = said;
      if (text === undefined || text === before) continue;
      io.stdout.write(
        global.output === 'jsonl' ? newLines(before, text) : `${before === undefined ? '' : '\n'}${text}`,
      );
      before = text;
    }
    return { diagnostics: [], exitCode };
  });
}

function newLines(before: string | undefined, text: string): string {
  const known = new Set(before?.split('\n'));
  const lines = text.split('\n').filter((line) => line !== '' && !known.has(line));
  return lines.map((line) => `${line}\n`).join('');
}
