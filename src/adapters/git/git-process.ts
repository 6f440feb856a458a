import { spawn, type ChildProcess } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import { gitBinary } from './git-settings.ts';

/** The command line, settings and whole environment of one git process. */
export interface GitCall {
  readonly args: readonly string[];
  readonly cwd: string;
  /** As `key=value`. */
  readonly settings: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  /** True for a verb that reaches a remote or a key. */
  readonly isRemote: boolean;
}

/** A git process that runs. */
export interface GitProcess {
  readonly stdin: Writable;
  readonly stdout: Readable;
  readonly onStderr: (heard: () => void) => void;
  readonly kill: () => void;
  /** Fails when the process could not be started. `status` is null after a signal, and after `kill`. */
  readonly ended: Promise<{
    readonly status: number | null;
    readonly killedBy: string | null;
    readonly stderr: string;
  }>;
}

/** Most of stderr that is kept: a remote decides how much it sends. */
const STDERR_LIMIT = 64 * 1024;

/** Starts git directly, without a shell. The only place that starts a process of git itself. */
export function startGit(call: GitCall): GitProcess {
  // git starts helpers that reach a remote; in a group of their own they can be ended with it
  const isGroup = call.isRemote && process.platform !== 'win32';
  const settings = call.settings.flatMap((setting) => ['-c', setting]);
  const git = spawn(gitBinary(), [...settings, ...call.args], {
    cwd: call.cwd,
    env: { ...call.environment },
    stdio: ['pipe', 'pipe', 'pipe'],
    windowsHide: true,
    detached: isGroup,
  });
  let stderr = '';
  let isEnding = false;
  git.stderr.setEncoding('utf8').on('data', (text: string) => {
    if (stderr.length < STDERR_LIMIT) stderr += text;
  });
  // Git may end before it has read everything; its status tells why.
  git.stdin.on('error', () => undefined);
  const ended = new Promise<Awaited<GitProcess['ended']>>((resolve, reject) => {
    git.on('error', reject);
    git.on('close', (status, killedBy) => {
      // a process that was done before it was ended had not handed over all of its output
      resolve(isEnding ? { status: null, killedBy: 'SIGKILL', stderr } : { status, killedBy, stderr });
    });
  });
  return {
    stdin: git.stdin,
    stdout: git.stdout,
    onStderr: (heard) => git.stderr.on('data', heard),
    kill: () => {
      if (isEnding) return;
      isEnding = true;
      signalAll(git, isGroup);
      // a helper that outlives git would keep these open
      git.stdout.destroy();
      git.stderr.destroy();
    },
    ended,
  };
}

/** Ends a process, and the helpers that are in its group. */
function signalAll(git: ChildProcess, isGroup: boolean): void {
  if (!isGroup || git.pid === undefined) {
    git.kill('SIGKILL');
    return;
  }
  try {
    process.kill(-git.pid, 'SIGKILL');
  } catch {
    // it has ended by itself
  }
}
