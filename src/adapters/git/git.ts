import { InternalError } from '../../diagnostics/internal-error.ts';
import { AdapterError } from '../../model/ports.ts';
import { startGit, type GitCall } from './git-process.ts';
import { gitBinary, gitEnvironment, REMOTE_SETTINGS, SETTINGS, TIMEOUT } from './git-settings.ts';

/** Verbs that neither run a program of the repository nor ask a remote. */
const LOCAL_VERBS = [
  'rev-parse',
  'ls-tree',
  'cat-file',
  'config',
  'diff-tree',
  'index-pack',
  'rev-list',
  'status',
  'update-ref',
  'version',
] as const;
/** Verbs that reach a remote or a key, and get the variables this needs. */
const REMOTE_VERBS = ['ls-remote', 'fetch', 'push', 'commit-tree'] as const;

/** A verb on the list. */
export type GitVerb = (typeof LOCAL_VERBS)[number] | (typeof REMOTE_VERBS)[number];

/** One git process: what to run, where, and what to feed it. */
export interface GitRequest {
  readonly verb: GitVerb;
  /** Written by us; never holds text of a user. */
  readonly options: readonly string[];
  /** May hold text of a user: they stand behind `--end-of-options`. */
  readonly operands?: readonly string[];
  readonly cwd: string;
  /** Variables of ours besides the allow-list, such as GIT_DIR. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Fed through stdin. */
  readonly input?: string | Uint8Array;
  /** Settings of ours besides the fixed ones, as `key=value`; never text of a user. */
  readonly settings?: readonly string[];
  /** Ends the process when it fires. */
  readonly signal?: AbortSignal | undefined;
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
 * @throws AdapterError GIT_UNAVAILABLE when git cannot be started or does not answer in time; TIMEOUT
 * when a remote is silent for a minute
 */
export async function runGit(request: GitRequest): Promise<GitAnswer> {
  const call = toCall(request);
  try {
    return await (request.input === undefined && !call.isRemote ? ask(call) : collect(call, request));
  } catch (error) {
    if (error instanceof InternalError || error instanceof AdapterError) throw error;
    throw new AdapterError('GIT_UNAVAILABLE', explain(error), { cause: error });
  }
}

/** The process that a request stands for, checked. */
export function toCall(request: GitRequest): GitCall {
  const { verb, options, operands = [], settings = [] } = request;
  const isRemote = (REMOTE_VERBS as readonly string[]).includes(verb);
  if (!isRemote && !(LOCAL_VERBS as readonly string[]).includes(verb))
    throw new InternalError(`git ${verb} is not on the list of verbs`);
  const text = [...options, ...operands, ...settings].find((part) => part.includes('\0'));
  if (text !== undefined) throw new InternalError('a NUL character cannot be passed to git');
  const args = [verb, ...options];
  if (operands.length > 0) args.push('--end-of-options', ...operands);
  return {
    args,
    cwd: request.cwd,
    settings: [...(isRemote ? REMOTE_SETTINGS : SETTINGS), ...settings],
    environment: gitEnvironment(request.environment, isRemote ? 'remote' : 'local'),
    isRemote,
  };
}

/**
 * Through simple-git, which is loaded only now because that takes 20 ms. Four of its habits are turned
 * off: it keeps the status to itself and takes a failure without text, or by a signal, for a success,
 * so the answer is taken from its `errors` hook, which sees every result; it stops listening 50 ms after
 * the exit, which could cut the output; it refuses the settings that make git safe, hence `unsafe`.
 */
async function ask(call: GitCall): Promise<GitAnswer> {
  const { simpleGit } = await import('simple-git');
  let answer: GitAnswer | undefined;
  const git = simpleGit({
    baseDir: call.cwd,
    binary: gitBinary(),
    config: [...call.settings],
    completion: { onClose: true, onExit: false },
    timeout: { block: TIMEOUT },
    allowEnvironment: Object.keys(call.environment),
    unsafe: {
      allowUnsafeConfigPaths: true,
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
async function collect(call: GitCall, { input, signal }: GitRequest): Promise<GitAnswer> {
  const git = startGit(call);
  const stop = (): void => git.kill();
  signal?.addEventListener('abort', stop);
  const silence = { isOver: false };
  const timer = setTimeout(() => {
    silence.isOver = true;
    git.kill();
  }, TIMEOUT);
  const stdout: Buffer[] = [];
  git.stdout.on('data', (chunk: Buffer) => {
    timer.refresh();
    stdout.push(chunk);
  });
  git.onStderr(() => timer.refresh());
  try {
    if (signal?.aborted === true) git.kill();
    git.stdin.end(input);
    const { status, stderr, killedBy } = await git.ended;
    if (silence.isOver && call.isRemote)
      throw new AdapterError('TIMEOUT', `The remote said nothing for ${String(TIMEOUT / 1000)} seconds.`);
    if (status === null) throw new Error(`git was ended by ${killedBy ?? 'a signal'}`);
    return { status, stdout: Buffer.concat(stdout), stderr };
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', stop);
  }
}

function explain(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.includes('ENOENT')
    ? 'Git was not found. Install git 2.31 or newer and put it on PATH.'
    : `Git could not be run: ${message.split('\n')[0] ?? ''}`;
}
