import { setTimeout as sleep } from 'node:timers/promises';
import { AdapterError } from '../model/ports.ts';
import { diagnostic } from '../diagnostics/diagnostic.ts';
import type { CommandRequest, CommandResult } from './command.ts';
import { exitCodeOf } from './exit-code.ts';

/** Seconds that a run which talks to a remote may take, unless `--timeout` says otherwise. */
const DEFAULT_TIMEOUT = 300;

/** Milliseconds in which a signal to the whole process group, which has ended a git process, reaches us as well. */
const SIGNAL_DELAY = 50;

/** Ends a run when its time is up or somebody stops it. */
interface RunGuard {
  readonly signal: AbortSignal;
  /** 130 or 143 after a signal of the system. */
  readonly exitCode: () => number | undefined;
  readonly release: () => void;
}

/**
 * Runs a command under a guard. What a signal of the system stops ends with the exit code of that signal; a run
 * that had succeeded before it saw the signal has succeeded.
 */
export async function guarded(
  request: Pick<CommandRequest, 'global'>,
  run: (signal: AbortSignal) => Promise<CommandResult>,
): Promise<CommandResult> {
  const guard = guardRun(request);
  try {
    const result = await run(guard.signal);
    const exitCode = guard.exitCode();
    return exitCode === undefined || isDone(result) ? result : { ...result, exitCode };
  } catch (error) {
    if (!(error instanceof AdapterError)) throw error;
    await sleep(SIGNAL_DELAY);
    const exitCode = guard.exitCode();
    if (exitCode === undefined) throw error;
    return { diagnostics: [diagnostic(error.code, error.message, undefined)], exitCode };
  } finally {
    guard.release();
  }
}

function isDone({ diagnostics, exitCode }: CommandResult): boolean {
  return (exitCode ?? exitCodeOf(diagnostics)) === 0;
}

/**
 * Watches time, SIGINT and SIGTERM. The first signal lets the run end at its next step and say how things
 * stand; the second ends the process at once, which is safe at any moment.
 */
function guardRun({ global }: Pick<CommandRequest, 'global'>): RunGuard {
  const seconds = global.timeout ?? DEFAULT_TIMEOUT;
  const controller = new AbortController();
  let code: number | undefined;
  const stop = (name: 'SIGINT' | 'SIGTERM', status: number) => (): void => {
    if (code !== undefined) process.exit(status);
    code = status;
    controller.abort(new AdapterError('INTERRUPTED', `The run was stopped by ${name}.`));
  };
  const handlers = { SIGINT: stop('SIGINT', 130), SIGTERM: stop('SIGTERM', 143) };
  const timer = setTimeout(() => {
    controller.abort(
      new AdapterError('TIMEOUT', `The run took longer than ${String(seconds)} seconds. See --timeout.`),
    );
  }, seconds * 1000);
  process.on('SIGINT', handlers.SIGINT);
  process.on('SIGTERM', handlers.SIGTERM);
  return {
    signal: controller.signal,
    exitCode: () => code,
    release: () => {
      clearTimeout(timer);
      process.off('SIGINT', handlers.SIGINT);
      process.off('SIGTERM', handlers.SIGTERM);
    },
  };
}
