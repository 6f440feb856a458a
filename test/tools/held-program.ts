import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { GIT_ENVIRONMENT } from './git-repo.ts';
import type { CliRun } from './cli.ts';

const BIN = join(import.meta.dirname, '..', '..', '.cache', 'failpoints', 'dist', 'bin.js');

/** A run of the test build that waits at a moment of its own. */
export interface HeldProgram {
  readonly signal: (name: NodeJS.Signals) => void;
  readonly ended: Promise<CliRun>;
}

/** Starts the test build with a failpoint such as `before-push:wait-2000`. */
export function startHeld(failpoint: string, args: readonly string[]): HeldProgram {
  const { PATH } = GIT_ENVIRONMENT;
  const env = { PATH, HOME: '/nonexistent', GIT_CONFIG_NOSYSTEM: '1', MOORLINE_FAILPOINT: failpoint };
  const child = spawn(process.execPath, [BIN, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  const output = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8').on('data', (text: string) => (output[name] += text));
  }
  const ended = new Promise<CliRun>((done, failed) => {
    child.on('error', failed);
    child.on('close', (code) => done({ ...output, code }));
  });
  return { signal: (name) => void child.kill(name), ended };
}

/** Waits until something is so. */
export async function until(isSo: () => boolean): Promise<void> {
  for (let tries = 0; tries < 1000; tries++) {
    if (isSo()) return;
    await new Promise((done) => setTimeout(done, 20));
  }
  throw new Error('waited in vain');
}
