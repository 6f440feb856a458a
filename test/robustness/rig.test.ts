import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { tempFolder } from '../tools/temp-folder.ts';
import { random } from './random.ts';
import { git, gitBeside } from './rig/git.ts';
import { startGitDaemon, type Server } from './rig/git-daemon.ts';
import { startHttpGitServer } from './rig/http-git-server.ts';
import { startGroup } from './rig/process-group.ts';
import { startTcpProxy } from './rig/tcp-proxy.ts';
import { makeWorld, type World } from './world/world.ts';

function smallWorld(): World {
  const folder = mkdtempSync(join(tmpdir(), 'moorline-world-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return makeWorld(folder, random(1), { layout: 'branches', workspaces: ['dev', 'prod'], commits: 5 });
}

/** A served copy of a world, and a clone of it by path. */
function served(): { readonly root: string; readonly clone: string; readonly commits: readonly string[] } {
  const world = smallWorld();
  const root = tempFolder();
  world.makeRemote(join(root, 'remote.git'));
  const clone = tempFolder();
  git(clone, ['clone', '--quiet', join(root, 'remote.git'), '.']);
  return { root, clone, commits: world.commits };
}

async function stopped<T extends { readonly stop: () => Promise<void> }>(server: Promise<T>): Promise<T> {
  const started = await server;
  onTestFinished(() => started.stop());
  return started;
}

const push = (clone: string, url: string): ReturnType<typeof gitBeside> =>
  gitBeside(clone, ['push', url, 'HEAD:refs/heads/copy']);

describe('a world', () => {
  it('is the same for the same seed', () => {
    const [first, second] = [smallWorld(), smallWorld()];
    expect(first.commits).toHaveLength(5);
    expect(second.commits).toEqual(first.commits);
  });
});

describe('servers', () => {
  it.each<[string, (root: string) => Promise<Server>]>([
    ['git daemon', startGitDaemon],
    ['git http-backend', startHttpGitServer],
  ])('of %s take fetches and pushes', async (_, start) => {
    const { root, clone, commits } = served();
    const server = await stopped(start(root));
    const url = server.url('remote.git');
    expect((await gitBeside(clone, ['ls-remote', url, 'main'])).stdout).toContain(commits.at(-1));
    expect(await push(clone, url)).toMatchObject({ status: 0 });
    expect(git(join(root, 'remote.git'), ['rev-parse', 'copy'])).toBe(commits.at(-1));
  });

  it('over HTTP refuse and die as they are told', async () => {
    const { root, clone } = served();
    const server = await stopped(startHttpGitServer(root));
    const url = server.url('remote.git');
    server.fault = () => ({ kind: 'status', status: 503, retryAfter: 1 });
    expect((await gitBeside(clone, ['ls-remote', url])).stderr).toContain('503');
    server.fault = () => ({ kind: 'die', afterBytes: 40 });
    expect((await gitBeside(clone, ['ls-remote', url])).status).not.toBe(0);
    server.fault = () => undefined;
    expect((await gitBeside(clone, ['ls-remote', url])).status).toBe(0);
    expect(server.seen).toHaveLength(4);
  });
});

describe('a proxy', () => {
  it('passes everything on, or cuts at the byte that it is told', async () => {
    const { root, clone } = served();
    const daemon = await stopped(startGitDaemon(root));
    const proxy = await stopped(startTcpProxy(daemon.port));
    const url = `git://127.0.0.1:${String(proxy.port)}/remote.git`;
    expect((await gitBeside(clone, ['ls-remote', url])).status).toBe(0);
    const total = proxy.traffic[0]?.down ?? 0;
    expect(total).toBeGreaterThan(100);
    for (const [direction, afterBytes] of [
      ['down', total - 1],
      ['down', 0],
      ['up', 10],
    ] as const) {
      proxy.fault = () => ({ kind: 'cut', direction, afterBytes });
      expect((await gitBeside(clone, ['ls-remote', url])).status).not.toBe(0);
    }
    expect(proxy.cuts()).toBe(3);
  });

  it('swallows and drips', async () => {
    const { root, clone } = served();
    const daemon = await stopped(startGitDaemon(root));
    const proxy = await stopped(startTcpProxy(daemon.port));
    const url = `git://127.0.0.1:${String(proxy.port)}/remote.git`;
    for (const fault of [{ kind: 'black-hole' }, { kind: 'drip', bytesPerSecond: 10 }] as const) {
      proxy.fault = () => fault;
      const env = { PATH: process.env['PATH'] ?? '' };
      const run = startGroup({ program: 'git', args: ['ls-remote', url], cwd: clone, env });
      setTimeout(() => run.signal('SIGKILL', 'group'), 400);
      expect(await run.ended).toMatchObject({ signal: 'SIGKILL', leftBehind: false });
    }
    expect(proxy.traffic[1]?.down).toBeLessThan(10);
  });
});

describe('a process group', () => {
  it('is rid of what its leader leaves behind', async () => {
    const args = ['-c', 'sleep 30 & echo started'];
    const run = startGroup({ program: 'sh', args, env: { PATH: process.env['PATH'] ?? '' } });
    expect(await run.ended).toMatchObject({ code: 0, stdout: 'started\n', leftBehind: true });
  });
});
