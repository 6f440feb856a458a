import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** What to start. */
export interface Launch {
  readonly program: string;
  readonly args: readonly string[];
  readonly cwd?: string;
  readonly env: Readonly<Record<string, string>>;
}

/** How a program ended. */
export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly millis: number;
  /** Processes that it started and left behind; they are gone now. */
  readonly leftBehind: boolean;
}

/** A program that runs in a process group of its own. */
export interface Running {
  readonly pid: number;
  readonly ended: Promise<Ended>;
  /** Sends a signal to the program alone, or to everything that it started as well. */
  readonly signal: (name: NodeJS.Signals, to: 'leader' | 'group') => void;
}

/** Starts a program whose whole process group can be signalled and is awaited. */
export function startGroup({ program, args, cwd, env }: Launch): Running {
  const start = performance.now();
  const child = spawn(program, args, {
    cwd,
    env: { ...env },
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8').on('data', (text: string) => (output[name] += text));
  }
  const pid = idOf(child);
  const exited = new Promise<Pick<Ended, 'code' | 'signal' | 'millis'>>((done, failed) => {
    child.on('error', failed);
    // Not `close`: a process that was left behind may hold the pipes.
    child.on('exit', (code, signal) => done({ code, signal, millis: performance.now() - start }));
  });
  const closed = new Promise<void>((done) => {
    child.on('close', () => {
      done();
    });
  });
  const ended = exited.then(async (how) => {
    const leftBehind = await awaitGroup(pid, how.signal === null ? GRACE : LONG_GRACE);
    await closed;
    return { ...how, ...output, leftBehind };
  });
  return { pid, ended, signal: (name, to) => signalGroup(to === 'group' ? -pid : pid, name) };
}

/** Ends every process of a group that somebody started with `detached`. */
export async function endGroup(pid: number): Promise<void> {
  signalGroup(-pid, 'SIGKILL');
  await awaitGroup(pid, GRACE);
}

/** A program that ends by itself may take this long to be rid of its children, in milliseconds. */
const GRACE = 1_000;
/** Children of a killed program may finish what they do. */
const LONG_GRACE = 20_000;

async function awaitGroup(pid: number, patience: number): Promise<boolean> {
  const until = performance.now() + patience;
  while (performance.now() < until) {
    if (!isAlive(pid)) return false;
    await sleep(5);
  }
  signalGroup(-pid, 'SIGKILL');
  while (isAlive(pid)) await sleep(5);
  return true;
}

/** A zombie that nobody has collected yet does nothing any more. */
function isAlive(pid: number): boolean {
  try {
    process.kill(-pid, 0);
  } catch {
    return false;
  }
  return !existsSync('/proc') || readdirSync('/proc').some((name) => /^\d+$/.test(name) && runsIn(name, pid));
}

function runsIn(name: string, group: number): boolean {
  try {
    const stat = readFileSync(join('/proc', name, 'stat'), 'latin1');
    const [state, , owner] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return state !== 'Z' && state !== 'X' && Number(owner) === group;
  } catch {
    return false;
  }
}

function signalGroup(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // It ended in the meantime.
  }
}

function idOf(child: ChildProcess): number {
  if (child.pid === undefined) throw new Error(`${child.spawnfile} was not started`);
  return child.pid;
}
