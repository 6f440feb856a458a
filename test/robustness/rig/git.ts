import { spawn, spawnSync } from 'node:child_process';

/** An environment that holds nothing of the machine's settings. */
export const PLAIN_ENVIRONMENT: Readonly<Record<string, string>> = {
  PATH: process.env['PATH'] ?? '',
  HOME: '/nonexistent',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_CONFIG_GLOBAL: '/dev/null',
};

const ENVIRONMENT = {
  ...PLAIN_ENVIRONMENT,
  GIT_AUTHOR_NAME: 'Ada',
  GIT_AUTHOR_EMAIL: 'ada@example.com',
  GIT_AUTHOR_DATE: '2026-01-02T03:04:05Z',
  GIT_COMMITTER_NAME: 'Ada',
  GIT_COMMITTER_EMAIL: 'ada@example.com',
  GIT_COMMITTER_DATE: '2026-01-02T03:04:05Z',
};

/** Runs git and gives its output without the last line break. */
export function git(cwd: string, args: readonly string[], input = ''): string {
  const ended = tryGit(cwd, args, input);
  if (ended.status !== 0) throw new Error(`git ${args.join(' ')}: ${ended.stderr}`);
  return ended.stdout;
}

/** What git answered, for calls that may fail. */
export interface GitResult {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs git; a failure is an answer. */
export function tryGit(cwd: string, args: readonly string[], input = ''): GitResult {
  const { status, stdout, stderr } = spawnSync('git', args, {
    cwd,
    env: ENVIRONMENT,
    input,
    encoding: 'utf8',
    maxBuffer: 1 << 30,
  });
  return { status, stdout: stdout.replace(/\n$/, ''), stderr };
}

/** Runs git beside other work; a failure is an answer. */
export function gitBeside(cwd: string, args: readonly string[]): Promise<GitResult> {
  return new Promise((done, failed) => {
    const child = spawn('git', args, { cwd, env: ENVIRONMENT, stdio: ['ignore', 'pipe', 'pipe'] });
    const output = { stdout: '', stderr: '' };
    for (const name of ['stdout', 'stderr'] as const) {
      child[name].setEncoding('utf8').on('data', (text: string) => (output[name] += text));
    }
    child.on('error', failed);
    child.on('close', (status) => done({ status, ...output }));
  });
}
