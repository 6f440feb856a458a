import { spawn } from 'node:child_process';
import { connect, createServer, type AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { PLAIN_ENVIRONMENT } from './git.ts';
import { endGroup } from './process-group.ts';

/** A server on loopback. */
export interface Server {
  readonly port: number;
  /** Where `path` below the served folder is reached. */
  readonly url: (path: string) => string;
  /** Ends the server and everything that it started. */
  readonly stop: () => Promise<void>;
}

/** A real `git daemon` that serves and accepts every repository below a folder. */
export async function startGitDaemon(root: string): Promise<Server> {
  for (let attempt = 0; attempt < 5; attempt++) {
    const port = await freePort();
    const child = spawn(
      'git',
      ['daemon', ...OPTIONS, `--port=${String(port)}`, `--base-path=${root}`, root],
      {
        env: PLAIN_ENVIRONMENT,
        detached: true,
        stdio: 'ignore',
      },
    );
    const pid = child.pid ?? 0;
    // Somebody may have taken the port in between.
    if (await answers(port, () => child.exitCode !== null))
      return { port, url: (path) => `git://127.0.0.1:${String(port)}/${path}`, stop: () => endGroup(pid) };
    await endGroup(pid);
  }
  throw new Error('git daemon did not start');
}

const OPTIONS = [
  '--reuseaddr',
  '--listen=127.0.0.1',
  '--export-all',
  '--enable=receive-pack',
  '--log-destination=none',
];

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((done) => probe.listen(0, '127.0.0.1', () => done()));
  const { port } = probe.address() as AddressInfo;
  await new Promise<void>((done) => probe.close(() => done()));
  return port;
}

async function answers(port: number, hasEnded: () => boolean): Promise<boolean> {
  for (let wait = 0; wait < 500 && !hasEnded(); wait++) {
    const isOpen = await new Promise<boolean>((done) => {
      const socket = connect(port, '127.0.0.1');
      socket.on('error', () => done(false));
      socket.on('connect', () => {
        socket.destroy();
        done(true);
      });
    });
    if (isOpen) return true;
    await sleep(10);
  }
  return false;
}
