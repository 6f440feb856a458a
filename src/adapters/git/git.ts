import { spawn } from 'node:child_process';
import { InternalError } from '../../diagnostics/internal-error.ts';
import { AdapterError } from '../../model/ports.ts';
import { gitBinary, gitEnvironment, SETTINGS, TIMEOUT } from './git-settings.ts';

const VERBS = ['rev-parse', 'ls-tree', 'cat-file'] as const;

/** One git process: what to run, where, and what to feed it. */
export interface GitRequest {
  /** Verbs that neither write, nor run a program, nor ask a remote. */
  readonly verb: (typeof VERBS)[number];
  /** Written by us; never holds text of a user. */
  readonly options: readonly string[];
  /** May hold text of a user: they stand behind `--end-of-options`. */
  readonly operands?: readonly string[];
  readonly cwd: string;
  /** Variables of ours besides the allow-list, such as GIT_DIR. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Fed through stdin. */
  readonly input?: string;
}

/** What git answered. `stderr` is in English, as LC_ALL is C. */
export interface GitAnswer {
  readonly status: number;
  readonly stdout: Buffer;
  readonly stderr: string;
}

/**
 * Runs git without a shell, with settings and an environment of ours. A status other than 0 is an
 * answer, not an error.
 * @throws AdapterError GIT_UNAVAILABLE when git cannot be started or does not answer in time
 */
export async function runGit(request: GitRequest): Promise<GitAnswer> {
  if (!VERBS.includes(request.verb))
    throw new InternalError(`git ${request.verb} is not on the list of verbs`);
  const { operands = [] } = request;
  const text = [...request.options, ...operands].find((part) => part.includes('\0'));
  if (text !== undefined) throw new InternalError('a NUL character cannot be passed to git');
  const args = [request.verb, ...request.options];
  if (operands.length > 0) args.push('--end-of-options', ...operands);
  const call: Call = { args, cwd: request.cwd, environment: gitEnvironment(request.environment) };
  try {
    return await (request.input === undefined ? ask(call) : feed(call, request.input));
  } catch (error) {
    if (error instanceof InternalError) throw error;
    throw new AdapterError('GIT_UNAVAILABLE', explain(error), { cause: error });
  }
}

interface Call {
  readonly args: readonly string[];
  readonly cwd: string;
  readonly environment: Readonly<Record<string, string>>;
}

/**
 * Through simple-git, which is loaded only now because that takes 40 ms. Four of its habits are turned
 * off: it keeps the status to itself and takes a failure without text, or by a signal, for a success,
 * so the answer is taken from its `errors` hook, which sees every result; it stops listening 50 ms after
 * the exit, which could cut the output; it refuses the settings that make git safe, hence `unsafe`.
 */
async function ask(call: Call): Promise<GitAnswer> {
  const { simpleGit } = await import('simple-git');
  let answer: GitAnswer | undefined;
  const git = simpleGit({
    baseDir: call.cwd,
    binary: gitBinary(),
    config: [...SETTINGS],
    completion: { onClose: true, onExit: false },
    timeout: { block: TIMEOUT },
    allowEnvironment: Object.keys(call.environment),
    unsafe: {
      allowUnsafeCustomBinary: true,
      allowUnsafeFsMonitor: true,
      allowUnsafeHooksPath: true,
      allowUnsafePager: true,
      allowUnsafeProtocolOverride: true,
    },
    errors: (error, { exitCode, stdOut, stdErr }) => {
      // Anything else is not git's own status: it was not started, or it was ended.
      if (!GIT_STATUS.test(String(exitCode))) return error ?? new Error('git ended without a status');
      answer = { status: exitCode, stdout: Buffer.concat(stdOut), stderr: Buffer.concat(stdErr).toString() };
      return undefined;
    },
  });
  await git.env({ ...call.environment }).raw([...call.args]);
  if (!answer) throw new InternalError('simple-git ended without a result');
  return answer;
}

const GIT_STATUS = /^\d{1,3}$/;

/** Started directly: bytes go in and come out, and a signal or a closed pipe is seen as what it is. */
function feed(call: Call, input: string): Promise<GitAnswer> {
  return new Promise((resolve, reject) => {
    const settings = SETTINGS.flatMap((setting) => ['-c', setting]);
    const git = spawn(gitBinary(), [...settings, ...call.args], {
      cwd: call.cwd,
      env: { ...call.environment },
      stdio: ['pipe', 'pipe', 'pipe'],
      windowsHide: true,
    });
    const silence = setTimeout(() => git.kill('SIGKILL'), TIMEOUT);
    const stdout: Buffer[] = [];
    const stderr: Buffer[] = [];
    git.stdout.on('data', (chunk: Buffer) => {
      silence.refresh();
      stdout.push(chunk);
    });
    git.stderr.on('data', (chunk: Buffer) => stderr.push(chunk));
    git.on('error', (error) => {
      clearTimeout(silence);
      reject(error);
    });
    git.on('close', (status, signal) => {
      clearTimeout(silence);
      if (status === null) reject(new Error(`git was ended by ${signal ?? 'a signal'}`));
      else resolve({ status, stdout: Buffer.concat(stdout), stderr: Buffer.concat(stderr).toString() });
    });
    // Git may end before it has read everything; its status tells why.
    git.stdin.on('error', () => undefined);
    git.stdin.end(input);
  });
}

function explain(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.includes('ENOENT')
    ? 'Git was not found. Install git 2.31 or newer and put it on PATH.'
    : `Git could not be run: ${message.split('\n')[0] ?? ''}`;
}
