import { spawn } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync } from 'node:fs';
import type { ServerName } from './catalog.mjs';

/** What to start, and the file that gets what it prints. */
export interface ServerCommand {
  readonly program: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly log: string;
  /** Goes away with the server, also when nobody is left to stop it. */
  readonly removes?: string;
}

/** A server that runs no longer than this process. */
export interface RunningServer {
  /** Whether it ended, by itself or not. */
  readonly hasEnded: () => boolean;
  /** The end of what it printed. */
  readonly lastWords: () => string;
  /** Ends it at once: what a server of a test holds is thrown away. */
  readonly stop: () => Promise<void>;
}

/** Starts a server in the folder of a cluster; `log` names its log there, when not the server. */
export type RunInCluster = (
  name: ServerName,
  args: readonly string[],
  options?: { readonly env?: Readonly<Record<string, string>>; readonly log?: string },
) => RunningServer;

/**
 * Starts a server. A shell stands between: it ends the server when its own input ends, which also happens
 * when this process is killed. The session of its own keeps a Ctrl-C away from what is stopped in order.
 */
export function runServer({ program, args, env, log, removes = '' }: ServerCommand): RunningServer {
  const output = openSync(log, 'a');
  const child = spawn('/bin/sh', ['-c', KEEPER, 'sh', removes, program, ...args], {
    env: { PATH: process.env['PATH'], ...env },
    stdio: ['pipe', output, output],
    detached: true,
  });
  closeSync(output);
  let hasEnded = false;
  const ended = new Promise<void>((done) => {
    child.once('error', () => done());
    child.once('exit', () => done());
  }).then(() => void (hasEnded = true));
  // The shell may be gone when its input ends.
  child.stdin?.on('error', () => undefined);
  return {
    hasEnded: () => hasEnded,
    lastWords: () => (existsSync(log) ? readFileSync(log, 'utf8').slice(-2000) : ''),
    stop: () => {
      child.stdin?.end();
      return ended;
    },
  };
}

const KEEPER = `
removes=$1; shift
exec 3<&0
"$@" 3<&- &
server=$!
{ read -r _ <&3; kill -KILL "$server"; } 2>/dev/null &
keeper=$!
wait "$server" 2>/dev/null
code=$?
kill "$keeper" 2>/dev/null
[ -z "$removes" ] || rm -rf "$removes"
exit "$code"
`;
