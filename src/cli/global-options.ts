import { resolve } from 'node:path';
import { COLOUR, PLAIN, type Style } from '../report/style.ts';
import { CommandError, type GlobalOptions } from './command.ts';
import type { Io } from './io.ts';

/** Reads the options that every command takes. */
export function globalOptions(
  options: Readonly<Record<string, unknown>>,
  io: Io,
  version: string,
): GlobalOptions {
  const text = (name: string) => (typeof options[name] === 'string' ? options[name] : undefined);
  return {
    dir: resolve(io.cwd, text('C') ?? '.'),
    config: text('config'),
    output: text('output') ?? 'text',
    quiet: options['quiet'] === true,
    verbose: options['verbose'] === true,
    input: options['input'] !== false,
    timeout: parseTime(text('timeout')),
    style: styleFor(text('color') ?? 'auto', io),
    version,
  };
}

function styleFor(when: string, io: Io): Style {
  if (when !== 'auto') return when === 'always' ? COLOUR : PLAIN;
  const refused = (io.env['NO_COLOR'] ?? '') !== '' || io.env['TERM'] === 'dumb';
  if (refused) return PLAIN;
  const forced = (io.env['FORCE_COLOR'] ?? '0') !== '0';
  return forced || (io.stdout.isTerminal && io.stderr.isTerminal) ? COLOUR : PLAIN;
}

/** Seconds of `90`, `90s` or `5m`. */
function parseTime(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const match = /^([0-9]{1,7})([sm]?)$/.exec(text);
  if (!match || Number(match[1]) === 0)
    throw new CommandError('USAGE', `--timeout takes seconds, 90s or 5m, not "${text}".`);
  return Number(match[1]) * (match[2] === 'm' ? 60 : 1);
}

/** The wanted output form, readable even from a command line that does not parse. */
export function outputOf(argv: readonly string[]): string {
  const at = argv.findLastIndex((each) => each === '--output' || each.startsWith('--output='));
  const found = argv[at];
  if (at < 0 || found === undefined) return 'text';
  return found === '--output' ? (argv[at + 1] ?? 'text') : found.slice('--output='.length);
}

/** True for an error of an adapter, which carries the code of its diagnostic. */
export function isOutsideError(error: unknown): error is Error & { readonly code: CommandError['code'] } {
  return error instanceof Error && error.name === 'AdapterError' && 'code' in error;
}
