import { CommandError, type CommandRequest } from './command.ts';

/** Work that takes longer than this shows its progress, in milliseconds. */
const QUIET_TIME = 1000;
const INTERVAL = { terminal: 100, file: 10_000 } as const;

/**
 * Progress of long work on stderr: one line that moves on a terminal, a line every ten seconds
 * otherwise. Keeps `--timeout` too, because compiling gives nothing else a turn.
 */
export function progressTo({ global, io }: Pick<CommandRequest, 'global' | 'io'>) {
  const start = performance.now();
  const silent = global.quiet || global.output !== 'text';
  const interval = io.stderr.isTerminal ? INTERVAL.terminal : INTERVAL.file;
  let shown = start + QUIET_TIME - interval;
  let dirty = false;
  const step = (done: number, total: number): void => {
    const now = performance.now();
    if (global.timeout !== undefined && now - start > global.timeout * 1000) {
      throw new CommandError(
        'TIMEOUT',
        `The run took longer than ${String(global.timeout)} seconds. Nothing was written.`,
      );
    }
    if (silent || now - shown < interval || done === total) return;
    shown = now;
    const text = `compiling ${String(done)} of ${String(total)} units`;
    io.stderr.write(io.stderr.isTerminal ? `\r${text}\u001b[K` : `${text}\n`);
    dirty = io.stderr.isTerminal;
  };
  const end = (): void => {
    if (dirty) io.stderr.write('\r\u001b[K');
  };
  return { step, end };
}
