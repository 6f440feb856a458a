import { execFileSync } from 'node:child_process';

/** Part of every POSIX system; Node cannot make one itself. */
const TOOL = 'mkfifo';

/** Makes a FIFO, which blocks whoever opens it the usual way. */
export function makeFifo(path: string): void {
  execFileSync(TOOL, [path]);
}
