import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it, vi } from 'vitest';
import { gitShim } from '../tools/git-shim.ts';
import { runGit } from '../tools/git-repo.ts';
import {
  app,
  publishedWorld,
  publishWorld,
  recordOf,
  type PublishRun,
  type PublishWorld,
} from '../tools/publish-world.ts';
import { tempFolder, writeTree } from '../tools/temp-folder.ts';

const [DEV, PROD] = ['rendered/dev', 'rendered/prod'];
const NEW_TAG = { 'apps/cart/base/app.yaml': app('cart', [], '1.5.0') };
const both = (state: string) => ({ [DEV]: state, [PROD]: state });
const config = (...lines: readonly string[]) => ({
  'moorline.yaml': `publish:\n${lines.map((line) => `  ${line}\n`).join('')}`,
});
/** A port at which nothing listens. */
const NOBODY = '127.0.0.1:1';

/** Runs a publish and proves that no ref of the remote moved. */
async function expectStopped(
  world: PublishWorld,
  code: string,
  { exit, args = [] }: { readonly exit: number; readonly args?: readonly string[] },
): Promise<PublishRun> {
  const before = world.refs();
  const run = await world.publish(...args);
  expect({ exit: run.code, codes: run.codes }).toEqual({ exit, codes: [code] });
  expect(Object.values(run.states)).not.toContain('pushed');
  expect(world.refs()).toEqual(before);
  return run;
}

/** Writes a hook of the bare repository. */
function hook(world: PublishWorld, name: string, script: string): void {
  writeTree(world.remote.dir, { [`hooks/${name}`]: `#!/bin/sh\n${script}\n` });
  chmodSync(join(world.remote.dir, 'hooks', name), 0o755);
}

describe('the source branch', () => {
  it('has to hold the source commit', async () => {
    const world = publishWorld();
    const id = world.commit(NEW_TAG);
    const { diagnostics } = await expectStopped(world, 'SOURCE_NOT_PUSHED', { exit: 6 });
    expect(diagnostics[0]?.detail).toContain(`${id.slice(0, 7)} is not on "main" of the remote`);
    expect(diagnostics[0]?.detail).toContain('Push the source first');
  });

  it('does not count because another branch holds the commit', async () => {
    const world = publishWorld();
    world.commit(NEW_TAG);
    world.source.git('push', '--quiet', 'origin', 'HEAD:refs/heads/feature');
    await expectStopped(world, 'SOURCE_NOT_PUSHED', { exit: 6 });
  });

  it('may hold more than the source commit, which may come from a merge', async () => {
    const world = publishWorld();
    world.source.git('checkout', '--quiet', '-b', 'feature');
    const change = world.commit(NEW_TAG);
    world.source.git('checkout', '--quiet', 'main');
    world.commit({ 'README.md': 'Read me\n' });
    world.source.git('merge', '--quiet', '--no-ff', '--message=Merge', 'feature');
    world.source.git('push', '--quiet', 'origin', 'main');
    expect((await world.publish('--source', change)).states).toEqual(both('pushed'));
    expect((await world.publish()).states).toEqual(both('noop'));
  });

  it('is missing in an empty remote', async () => {
    const world = publishWorld();
    const empty = tempFolder();
    runGit(empty, ['init', '--quiet', '--bare', '--initial-branch=main']);
    world.source.git('remote', 'set-url', 'origin', empty);
    const { diagnostics } = await expectStopped(world, 'SOURCE_NOT_PUSHED', { exit: 6 });
    expect(diagnostics[0]?.detail).toContain('Push the source first');
    expect(runGit(empty, ['for-each-ref'])).toBe('');
  });

  it('is the one that publish.source names', async () => {
    const world = publishWorld();
    world.push(config('source: release'));
    await expectStopped(world, 'SOURCE_NOT_PUSHED', { exit: 6 });
    world.source.git('push', '--quiet', 'origin', 'HEAD:refs/heads/release');
    expect((await world.publish()).states).toEqual(both('pushed'));
  });

  it('is the default branch of the remote', async () => {
    const world = publishWorld();
    world.remote.git('branch', '-m', 'main', 'trunk');
    expect((await world.publish()).states).toEqual(both('pushed'));
  });

  it('is main or master where the remote names none', async () => {
    const world = publishWorld();
    world.remote.git('symbolic-ref', 'HEAD', 'refs/heads/none');
    expect((await world.publish()).states).toEqual(both('pushed'));
    world.remote.git('branch', 'master', 'main');
    world.push(NEW_TAG);
    await expectStopped(world, 'SOURCE_BRANCH_UNKNOWN', { exit: 4 });
  });

  it('is never written over', async () => {
    const world = publishWorld(config('branch: main', 'path: "{workspace}/{project}/{stack}"'));
    await expectStopped(world, 'BRANCH_IS_SOURCE', { exit: 3, args: ['--adopt', '--allow-prune'] });
    world.push(config('branch: trunk', 'path: "{workspace}/{project}/{stack}"', 'review: pull-request'));
    world.source.git('push', '--quiet', 'origin', 'HEAD:refs/heads/trunk-next');
    world.remote.git('symbolic-ref', 'HEAD', 'refs/heads/trunk-next');
    await expectStopped(world, 'BRANCH_IS_SOURCE', { exit: 3 });
  });
});

describe('the remote', () => {
  it('may be another repository, which gets the rendered branches alone', async () => {
    const world = publishWorld();
    const other = tempFolder();
    runGit(other, ['init', '--quiet', '--bare', '--initial-branch=main']);
    world.push(config(`remote: ${pathToFileURL(other).href}`));
    const run = await world.publish();
    expect({ states: run.states, remote: run.remote }).toEqual({
      states: both('pushed'),
      remote: pathToFileURL(other).href,
    });
    expect(Object.keys(world.refs())).toEqual(['refs/heads/main']);
    expect(runGit(other, ['for-each-ref', '--format=%(refname)']).split('\n')).toEqual([
      `refs/heads/${DEV}`,
      `refs/heads/${PROD}`,
      recordOf(DEV),
      recordOf(PROD),
    ]);
    world.push({ ...NEW_TAG, ...config(`remote: ${pathToFileURL(other).href}`) });
    expect((await world.publish()).states).toEqual(both('pushed'));
  });

  it('may be another remote of the clone, by its name', async () => {
    const world = publishWorld();
    const other = tempFolder();
    runGit(other, ['init', '--quiet', '--bare', '--initial-branch=main']);
    world.source.git('remote', 'add', 'delivery', other);
    world.source.git('push', '--quiet', 'delivery', 'main');
    world.push(config('remote: delivery'));
    world.source.git('push', '--quiet', 'delivery', 'main');
    expect((await world.publish()).states).toEqual(both('pushed'));
    expect(Object.keys(world.refs())).toEqual(['refs/heads/main']);
  });

  it('has to exist', async () => {
    const world = publishWorld(config('remote: upstream'));
    const { diagnostics } = await expectStopped(world, 'REMOTE_UNKNOWN', { exit: 4 });
    expect(diagnostics[0]?.detail).toBe('There is no remote "upstream". There are: origin.');
    world.push(config('remote: origin'));
    world.source.git('remote', 'remove', 'origin');
    await expectStopped(world, 'REMOTE_UNKNOWN', { exit: 4 });
  });

  it.each(['ext::sh -c "touch PWN"', 'fd::7', 'ssh://-oProxyCommand=x/r', 'hg://host/r', '-oX@host:r'])(
    'is refused as %s',
    async (url) => {
      const world = publishWorld(config(`remote: '${url}'`));
      await expectStopped(world, 'REMOTE_INVALID', { exit: 3 });
    },
  );

  it.each([`http://${NOBODY}/r.git`, `git://${NOBODY}/r.git`])(
    'gives a warning for %s, and an error because nothing listens there',
    async (url) => {
      const world = publishWorld(config(`remote: ${url}`));
      const run = await world.publish();
      expect({ code: run.code, codes: run.codes.toSorted() }).toEqual({
        code: 7,
        codes: ['REMOTE_INSECURE', 'REMOTE_UNREACHABLE'],
      });
    },
  );

  it('that is not there is unreachable', async () => {
    const world = publishWorld();
    world.source.git('remote', 'set-url', 'origin', join(world.remote.dir, 'nothing'));
    const { diagnostics } = await expectStopped(world, 'REMOTE_UNREACHABLE', { exit: 7 });
    expect(diagnostics[0]?.detail).toContain('Check publish.remote in moorline.yaml');
  });

  it('that refuses by a hook is shown with its words, and asked once', async () => {
    const world = publishWorld();
    hook(
      world,
      'pre-receive',
      `echo "policy: \u001b[31mno pushes on Friday" >&2; echo x >> "${world.source.dir}/../asked"; exit 1`,
    );
    const { diagnostics, states } = await expectStopped(world, 'REMOTE_REFUSED', { exit: 7 });
    expect(states).toEqual(both('planned'));
    expect(diagnostics[0]?.detail).toContain('remote: policy:  [31mno pushes on Friday');
    expect(diagnostics[0]?.detail).toContain('No branch moved.');
    expect(runGit(world.source.dir, ['hash-object', '../asked'])).toBe(
      runGit(world.source.dir, ['hash-object', '--stdin'], 'x\n'),
    );
  });

  it('that refuses one branch moves none', async () => {
    const world = await publishedWorld(NEW_TAG);
    hook(world, 'update', `case "$1" in */prod) echo "GH006: Protected branch" >&2; exit 1;; esac`);
    const { diagnostics } = await expectStopped(world, 'REMOTE_REFUSED', { exit: 7 });
    expect(diagnostics[0]?.detail).toContain('GH006: Protected branch');
  });

  it('may check every object and deny what is no fast-forward', async () => {
    const world = publishWorld();
    world.remote.git('config', 'receive.fsckObjects', 'true');
    world.remote.git('config', 'receive.denyNonFastForwards', 'true');
    world.remote.git('config', 'receive.denyDeletes', 'true');
    expect((await world.publish()).states).toEqual(both('pushed'));
    world.push({ ...NEW_TAG, 'apps/docs': null });
    expect((await world.publish()).states).toEqual(both('pushed'));
  });

  it('that cannot move branches together gets nothing', async () => {
    const world = publishWorld();
    world.remote.git('config', 'receive.advertiseAtomic', 'false');
    await expectStopped(world, 'REMOTE_NOT_ATOMIC', { exit: 7 });
  });

  it('may hold a branch where a folder of branches has to be: refused, not retried', async () => {
    const world = publishWorld();
    world.remote.git('branch', 'rendered', 'main');
    const { diagnostics } = await expectStopped(world, 'REMOTE_REFUSED', { exit: 7 });
    expect(diagnostics[0]?.detail).toContain("'refs/heads/rendered' exists");
  });
});

describe('a connection that breaks', () => {
  it('after the push landed is no failure, because the remote is read back', async () => {
    const world = publishWorld();
    const shim = gitShim(
      'push',
      `"$REAL" "$@" > /dev/null 2>&1; echo "fatal: the remote end hung up unexpectedly" >&2; exit 128`,
    );
    vi.stubEnv('PATH', shim.path);
    const run = await world.publish();
    expect({ code: run.code, states: run.states }).toEqual({ code: 0, states: both('pushed') });
    expect(run.branches[0]?.commit).toBe(world.tip(DEV));
  });

  it('before the push landed is tried again', async () => {
    const world = publishWorld();
    const shim = gitShim('push', `echo "fatal: the remote end hung up unexpectedly" >&2; exit 128`);
    vi.stubEnv('PATH', shim.path);
    expect((await world.publish()).states).toEqual(both('pushed'));
    expect(shim.calls().filter((call) => call.includes('push'))).toHaveLength(2);
  });

  it('for good leaves the outcome unknown, and says so', async () => {
    const world = publishWorld();
    const away = `${world.remote.dir}.away`;
    const shim = gitShim(
      'push',
      `mv '${world.remote.dir}' '${away}'; echo "fatal: the remote end hung up unexpectedly" >&2; exit 128`,
    );
    vi.stubEnv('PATH', shim.path);
    const run = await world.publish();
    expect({ code: run.code, codes: run.codes, states: run.states }).toEqual({
      code: 7,
      codes: ['PUSH_UNKNOWN'],
      states: both('unknown'),
    });
    expect(run.diagnostics[0]?.detail).toContain('Run the same command again.');
    const text = await world.publishText();
    expect(text.stderr).not.toContain('pushed 2');
  });
});

describe('an empty folder', () => {
  it('is no repository', async () => {
    const world = publishWorld();
    writeFileSync(join(world.source.dir, '.git', 'HEAD'), 'nonsense\n');
    const run = await world.publish();
    expect(run.code).not.toBe(0);
    expect(Object.keys(world.refs())).toEqual(['refs/heads/main']);
  });
});
