import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { runCli } from '../../src/cli/run-cli.ts';

const BIN = join(import.meta.dirname, '..', '..', 'dist', 'bin.js');

/** How a run of the program ended. */
export interface CliRun {
  readonly stdout: string;
  readonly stderr: string;
  readonly code: number | null;
}

export interface CliOptions {
  readonly cwd?: string;
  /** Added to an environment that holds nothing of the machine's settings. */
  readonly env?: Readonly<Record<string, string>>;
  readonly input?: string;
}

/** Runs the built program to its end. */
export function moorline(
  args: readonly string[],
  { cwd, env = {}, input = '' }: CliOptions = {},
): Promise<CliRun> {
  expectBuilt();
  const child = spawn(process.execPath, [BIN, ...args], { cwd, env: { ...ENVIRONMENT, ...env } });
  child.stdin.on('error', () => undefined);
  child.stdin.end(input);
  const output = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8').on('data', (text: string) => (output[name] += text));
  }
  return new Promise((done, failed) => {
    child.on('error', failed);
    child.on('close', (code) => done({ ...output, code }));
  });
}

/** Runs the program from its sources in this process, which is many times as fast. */
export async function moorlineHere(args: readonly string[], cwd = '/'): Promise<CliRun> {
  const output = { stdout: '', stderr: '' };
  const sink = (name: 'stdout' | 'stderr') => ({
    isTerminal: false,
    write: (text: string) => void (output[name] += text),
  });
  const io = { cwd, env: {}, stdout: sink('stdout'), stderr: sink('stderr'), stdinIsTerminal: false };
  const code = await runCli(args, io, '0.0.0');
  return { ...output, code };
}

function expectBuilt(): void {
  if (!existsSync(BIN)) throw new Error(`${BIN} is missing: run "npm run build" before the tests.`);
}

const ENVIRONMENT = {
  PATH: process.env['PATH'] ?? '',
  HOME: '/nonexistent',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_CONFIG_GLOBAL: '/dev/null',
};
