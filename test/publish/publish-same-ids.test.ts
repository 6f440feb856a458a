import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { moorlineHere } from '../tools/cli.ts';
import { GIT_ENVIRONMENT, runGit } from '../tools/git-repo.ts';
import {
  APPS,
  jsonRun,
  newWorld,
  publishRun,
  publishWorld,
  type PublishRun,
  type PublishWorld,
} from '../tools/publish-world.ts';
import { tempFolder } from '../tools/temp-folder.ts';

const BIN = join(import.meta.dirname, '..', '..', 'dist', 'bin.js');
const [DEV, PROD] = ['rendered/dev', 'rendered/prod'];
const idsOf = ({ branches }: PublishRun) => branches.map(({ branch, commit }) => [branch, commit]);

const planIn = async (dir: string): Promise<PublishRun> =>
  publishRun(jsonRun(await moorlineHere(['-C', dir, 'publish', '--dry-run', '--output', 'json'])));

/** A clone of the world's remote; `options` such as `--depth=1`. */
function cloneOf({ url }: PublishWorld, ...options: readonly string[]): string {
  const dir = tempFolder();
  runGit(dir, ['clone', '--quiet', ...options, url, '.']);
  return dir;
}

describe('the same source commit gives the same ids', () => {
  it('from every kind of clone', async () => {
    const world = publishWorld({ 'README.md': 'Read me\n' });
    world.remote.git('config', 'uploadpack.allowAnySHA1InWant', 'true');
    const wanted = await planIn(world.source.dir);
    expect(wanted.code).toBe(0);
    const tree = join(world.source.dir, '..', 'linked');
    world.source.git('worktree', 'add', '--quiet', '--detach', tree);
    const dirs = [
      tree,
      join(world.source.dir, 'apps', 'shop'),
      cloneOf(world, '--depth=1'),
      cloneOf(world, '--filter=blob:none', '--no-checkout'),
      cloneOf(world, '--filter=blob:none', '--depth=1', '--no-checkout'),
      cloneOf(world, '--filter=tree:0', '--no-checkout'),
    ];
    for (const dir of dirs) {
      const run = await planIn(dir);
      expect(idsOf(run), dir).toEqual(idsOf(wanted));
    }
    const shallow = dirs[4] ?? '';
    expect(runGit(shallow, ['rev-list', '--count', 'HEAD'])).toBe('1');
    const pushed = publishRun(jsonRun(await moorlineHere(['-C', shallow, 'publish', '--output', 'json'])));
    expect(idsOf(pushed)).toEqual(idsOf(wanted));
    expect((await world.publish()).states).toEqual({ [DEV]: 'already', [PROD]: 'already' });
    expect(world.remote.git('fsck', '--strict')).toBe('');
  });

  it('in every environment', () => {
    const world = publishWorld();
    const home = tempFolder({
      '.gitconfig':
        '[user]\n\tname = Somebody\n\temail = s@example.com\n[core]\n\tautocrlf = true\n[commit]\n\tgpgSign = true\n[i18n]\n\tcommitEncoding = ISO-8859-1\n',
    });
    const cases = [
      { umask: '022', env: {}, cwd: world.source.dir },
      {
        umask: '077',
        env: { TZ: 'Asia/Kathmandu', LANG: 'tr_TR.UTF-8', LC_ALL: 'tr_TR.UTF-8' },
        cwd: join(world.source.dir, 'apps'),
      },
      {
        umask: '002',
        env: {
          HOME: home,
          USER: 'somebody',
          TZ: 'America/St_Johns',
          GIT_AUTHOR_NAME: 'Somebody',
          GIT_AUTHOR_DATE: '2001-01-01T00:00:00Z',
          GIT_COMMITTER_DATE: '2001-01-01T00:00:00Z',
        },
        cwd: world.source.dir,
      },
    ];
    const runs = cases.map(({ umask, env, cwd }) => {
      const script = `umask ${umask}; exec "$0" "$@"`;
      const args = ['-c', script, process.execPath, BIN, 'publish', '--dry-run', '--output', 'json'];
      const { PATH } = GIT_ENVIRONMENT;
      const ended = spawnSync('sh', args, {
        cwd,
        env: { PATH, HOME: '/nonexistent', GIT_CONFIG_NOSYSTEM: '1', ...env },
        encoding: 'utf8',
      });
      return publishRun(jsonRun({ ...ended, code: ended.status }));
    });
    expect(runs.map(({ code }) => code)).toEqual([0, 0, 0]);
    expect(idsOf(runs[1]!)).toEqual(idsOf(runs[0]!));
    expect(idsOf(runs[2]!)).toEqual(idsOf(runs[0]!));
  });

  it('in a repository with SHA-256', async () => {
    const world = newWorld(APPS, '--object-format=sha256');
    const run = await world.publish();
    expect(run.states).toEqual({ [DEV]: 'pushed', [PROD]: 'pushed' });
    expect(run.branches[0]?.commit).toMatch(/^[0-9a-f]{64}$/);
    expect(world.remote.git('fsck', '--strict', '--full')).toBe('');
    expect(idsOf(await planIn(cloneOf(world, '--depth=1')))).toEqual(idsOf(run));
    world.push({ 'apps/docs': null });
    expect((await world.publish()).states).toEqual({ [DEV]: 'pushed', [PROD]: 'noop' });
  });

  it('below a folder of a larger repository', async () => {
    const files = Object.entries(APPS).map(([path, text]) => [`deploy/${path}`, text] as const);
    const world = newWorld(Object.fromEntries(files));
    const run = await planIn(join(world.source.dir, 'deploy', 'apps', 'shop'));
    expect({ code: run.code, branches: Object.keys(run.states) }).toEqual({
      code: 0,
      branches: [DEV, PROD],
    });
  });
});

describe('a clone', () => {
  it('stays shallow and partial as it was', async () => {
    const world = publishWorld({ 'README.md': 'Read me\n' });
    await world.publish();
    world.push({ 'apps/docs': null });
    const dir = cloneOf(world, '--depth=1', '--filter=blob:none', '--no-checkout');
    const look = () => ({
      refs: runGit(dir, ['for-each-ref']),
      config: runGit(dir, ['config', '--list', '--local']),
      shallow: runGit(dir, ['hash-object', '.git/shallow']),
      packs: runGit(dir, ['count-objects', '-v']),
    });
    const before = look();
    const run = publishRun(jsonRun(await moorlineHere(['-C', dir, 'publish', '--output', 'json'])));
    expect(run.states).toEqual({ [DEV]: 'pushed', [PROD]: 'noop' });
    expect(look()).toEqual(before);
    expect(existsSync(join(dir, '.git', 'FETCH_HEAD'))).toBe(false);
  });

  it('may be read-only', async () => {
    const world = publishWorld();
    mkdirSync(join(world.source.dir, '.git', 'moorline'));
    // a file where the folder of kept objects would be
    runGit(world.source.dir, ['config', '--file', '.git/moorline/objects', 'a.b', 'c']);
    expect((await world.publish()).states).toEqual({ [DEV]: 'pushed', [PROD]: 'pushed' });
  });
});
