import { CommanderError } from 'commander';
import { diagnostic, sortDiagnostics, type Diagnostic } from '../diagnostics/diagnostic.ts';
import { CommandError, type CommandRequest, type CommandResult, type GlobalOptions } from './command.ts';
import { exitCodeOf } from './exit-code.ts';
import { globalOptions, isOutsideError, outputOf } from './global-options.ts';
import type { Io } from './io.ts';
import { buildProgram, isHelp, type ParsedCommand } from './program.ts';

/**
 * Runs one command line. Never throws and never exits the process: the exit code comes back, and
 * `--output json` gives one valid document whatever happens.
 */
export async function runCli(argv: readonly string[], io: Io, version: string): Promise<number> {
  let parsed: ParsedCommand | undefined;
  try {
    const writeOut = (text: string): void => {
      io.stdout.write(text);
    };
    const writeErr = (text: string): void => {
      if (outputOf(argv) !== 'json') io.stderr.write(text);
    };
    const program = buildProgram({ version, writeOut, writeErr }, (found) => (parsed = found));
    program.parse(argv, { from: 'user' });
    if (!parsed) {
      io.stderr.write(program.helpInformation());
      return 4;
    }
    return await runCommand(parsed, io, version);
  } catch (error) {
    if (isHelp(error)) return 0;
    return await failed({ error, argv, io, version, command: parsed?.definition.name ?? null });
  }
}

async function runCommand(parsed: ParsedCommand, io: Io, version: string): Promise<number> {
  const global = globalOptions(parsed.options, io, version);
  const outputs = ['text', 'json', ...(parsed.definition.outputs ?? [])];
  if (!outputs.includes(global.output)) {
    throw new CommandError(
      'USAGE',
      `--output of ${parsed.definition.name} is one of ${outputs.join(', ')}, not "${global.output}".`,
    );
  }
  const { run } = await parsed.definition.load();
  const request: CommandRequest = {
    args: parsed.args,
    options: parsed.options,
    selection: {
      workspace: parsed.options['workspace'] as readonly string[],
      project: parsed.options['project'] as readonly string[],
      stack: parsed.options['stack'] as readonly string[],
    },
    global,
    io,
  };
  const result = await run(request);
  return await present(parsed.definition.name, result, { global, io });
}

async function present(
  name: string,
  result: CommandResult,
  { global, io }: { global: GlobalOptions; io: Io },
): Promise<number> {
  const diagnostics = sortDiagnostics(result.diagnostics);
  const exitCode = result.exitCode ?? exitCodeOf(diagnostics);
  if (global.output === 'json') {
    const { envelope } = await import('./envelope.ts');
    io.stdout.write(envelope({ command: name, exitCode, diagnostics, data: result.data }));
    return exitCode;
  }
  if (global.output === 'github') {
    const { diagnosticsGithub } = await import('../report/diagnostics-github.ts');
    io.stdout.write((result.annotations ?? '') + diagnosticsGithub(diagnostics));
    return exitCode;
  }
  if (result.text !== undefined) io.stdout.write(result.text);
  const shown = diagnostics.filter((found) => isShown(found, global, result.diagnosticsAreOutput === true));
  if (shown.length > 0) {
    const { diagnosticsText } = await import('../report/diagnostics-text.ts');
    const sink = result.diagnosticsAreOutput === true ? io.stdout : io.stderr;
    sink.write(diagnosticsText(shown, global.style));
  }
  if (result.summary !== undefined && !global.quiet) io.stderr.write(`${result.summary}\n`);
  return exitCode;
}

function isShown({ severity }: Diagnostic, { quiet, verbose }: GlobalOptions, areOutput: boolean): boolean {
  if (severity === 'error') return true;
  if (quiet) return false;
  return severity === 'warning' || verbose || areOutput;
}

interface Failure {
  readonly error: unknown;
  readonly argv: readonly string[];
  readonly io: Io;
  readonly version: string;
  readonly command: string | null;
}

/** Everything that ends a run early: usage errors, refusals of the world outside, our own bugs. */
async function failed({ error, argv, io, version, command }: Failure): Promise<number> {
  const json = outputOf(argv) === 'json';
  const usage = error instanceof CommanderError;
  const found = await toDiagnostic({ error, argv, io, version, command });
  const exitCode = exitCodeOf([found]);
  if (json) {
    const { envelope } = await import('./envelope.ts');
    io.stdout.write(envelope({ command, exitCode, diagnostics: [found], data: undefined }));
  } else if (!usage) {
    const { diagnosticsText } = await import('../report/diagnostics-text.ts');
    const { PLAIN } = await import('../report/style.ts');
    io.stderr.write(diagnosticsText([found], PLAIN));
  }
  return exitCode;
}

async function toDiagnostic(failure: Failure): Promise<Diagnostic> {
  const { error } = failure;
  if (error instanceof CommanderError)
    return diagnostic('USAGE', error.message.replace(/^error: /, ''), undefined);
  if (error instanceof CommandError || isOutsideError(error))
    return diagnostic(error.code, error.message, undefined);
  const { writeCrashFile } = await import('./crash-file.ts');
  const file = writeCrashFile(failure);
  const reason = error instanceof Error ? error.message : String(error);
  return diagnostic('INTERNAL', `${reason}\n  This is a bug in Moorline. Details are in ${file}.`, undefined);
}
