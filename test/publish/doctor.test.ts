import { mkdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { moorlineHere } from '../tools/cli.ts';
import { gitClone, gitRepo, runGit } from '../tools/git-repo.ts';
import {
  jsonRun,
  newWorld,
  publishedWorld,
  publishWorld,
  recordOf,
  type JsonRun,
  type PublishWorld,
} from '../tools/publish-world.ts';
import { readTimes, readTree } from '../tools/read-tree.ts';
import { tempFolder } from '../tools/temp-folder.ts';

/** The program that makes keys. */
const KEYGEN = 'ssh-keygen';

interface CheckJson {
  readonly id: string;
  readonly group: string;
  readonly state: string;
  readonly summary: string;
  readonly fix: string | null;
}

beforeEach(() => {
  for (const name of Object.keys(process.env).filter((each) => each.startsWith('GIT_')))
    vi.stubEnv(name, undefined);
  vi.stubEnv('HOME', '/nonexistent');
  vi.stubEnv('KUBECONFIG', undefined);
  vi.stubEnv('GIT_CONFIG_NOSYSTEM', '1');
  vi.stubEnv('GIT_CONFIG_GLOBAL', '/dev/null');
});

function checksOf({ data }: JsonRun): readonly CheckJson[] {
  return data['checks'] as readonly CheckJson[];
}

/** The row of an id; several that begin so are told apart by the rest of it. */
function row(run: JsonRun, id: string): CheckJson {
  const found = checksOf(run).find((check) => check.id === id);
  if (!found)
    throw new Error(
      `no row ${id}: ${checksOf(run)
        .map((check) => check.id)
        .join(' ')}`,
    );
  return found;
}

async function doctorIn(dir: string, ...args: readonly string[]): Promise<JsonRun> {
  return jsonRun(await moorlineHere(['-C', dir, 'doctor', ...args, '--output', 'json']));
}

const doctor = (world: PublishWorld, ...args: readonly string[]): Promise<JsonRun> =>
  doctorIn(world.source.dir, ...args);

describe('moorline doctor', () => {
  it('finds nothing to mend where publish works', async () => {
    const run = await doctor(publishWorld());
    expect([run.code, run.codes]).toEqual([0, []]);
    expect(checksOf(run).map(({ id, state }) => `${state} ${id}`)).toEqual([
      'ok node',
      'ok git',
      'ok git-variables',
      'ok git-programs',
      'ok configuration',
      'ok units',
      'ok branches',
      'ok clone',
      'ok locks',
      'ok leftovers',
      'ok object-cache',
      'ok remote-url',
      'ok remote-reach',
      'ok remote-filter',
      'ok remote-push',
      'ok source-branch',
      'ok rendered-branch:rendered/dev',
      'ok rendered-branch:rendered/prod',
      'skip branch-protection',
      'skip signing',
      'skip cluster',
    ]);
    expect(checksOf(run).filter(({ state, fix }) => (state === 'ok') !== (fix === null))).toMatchObject([
      { id: 'signing' },
    ]);
    expect(row(run, 'units').summary).toBe('3 projects, 5 stacks, 2 workspaces, 5 units');
    expect(row(run, 'remote-push').summary).toContain(
      'hooks, branch protection and quotas show at a real push',
    );
  });

  it('prints a row each, the fix below it, and the counts to stderr', async () => {
    const world = publishWorld();
    world.remote.git('config', 'uploadpack.allowFilter', 'false');
    const run = await moorlineHere(['-C', world.source.dir, 'doctor', 'remote']);
    expect(run.code).toBe(0);
    expect(run.stdout).toContain(
      'warn  protocol version 2; the remote cannot leave files out of a fetch, so that more is transferred\n' +
        '        fix: on the server: git config uploadpack.allowFilter true\n' +
        'ok    the remote takes atomic pushes from here',
    );
    expect(run.stderr).toBe('8 checks: 6 ok, 1 warn, 0 failed, 1 skipped\n');
  });

  it('runs the groups that are named', async () => {
    const world = publishWorld();
    const run = await doctor(world, 'signing', 'git');
    expect([...new Set(checksOf(run).map(({ group }) => group))]).toEqual(['git', 'signing']);
    const wrong = await moorlineHere(['-C', world.source.dir, 'doctor', 'clusters']);
    expect(wrong.code).toBe(4);
  });

  it('gives the same answer twice and writes nothing, neither here nor at the remote', async () => {
    const world = await publishedWorld();
    world.edit('rendered/dev', { 'shop/dev/extra.yaml': 'kind: ConfigMap\n' });
    world.source.git('config', 'user.signingKey', signingKey());
    world.push({ 'moorline.yaml': 'publish: { sign: ssh }\n' });
    const state = () =>
      [world.source.dir, world.remote.dir].map((folder) => [readTree(folder), readTimes(folder)]);
    const before = state();
    const first = await doctor(world);
    expect(state()).toEqual(before);
    expect(await doctor(world)).toEqual(first);
    expect(row(first, 'signing-test').state).toBe('ok');
    expect(row(first, 'rendered-branch:rendered/dev').state).toBe('warn');
  });

  it('shows no secret, host or path of the machine', async () => {
    const world = publishWorld();
    const { git } = world.source;
    git(
      'remote',
      'set-url',
      'origin',
      'https://canary-user:canary-pass@canary.invalid/a/b?token=canary-query',
    );
    git('config', 'http.https://canary.invalid/.extraHeader', 'AUTHORIZATION: basic canary-header');
    git('config', 'credential.https://canary-user2:canary-pass2@canary.invalid.helper', '!canary-program');
    git('config', 'core.sshCommand', 'canary-ssh -i /canary/key');
    vi.stubEnv('GIT_SSH_COMMAND', 'canary-env');
    vi.stubEnv('GIT_EXTERNAL_DIFF', 'canary-diff');
    const run = await doctor(world);
    const shown = run.stdout
      .replaceAll('https://***@canary.invalid/a/b?***', '')
      .replaceAll('git remote set-url origin https://canary.invalid/a/b', '');
    expect(shown.replaceAll('credential.https://***@canary.invalid.helper', '')).not.toMatch(/canary/);
    expect(run.stdout).not.toContain(world.source.dir);
    expect(run.code).toBe(7);
  });
});

describe('group git', () => {
  it('tells which variables of git are passed on and which are not', async () => {
    vi.stubEnv('GIT_SSH_COMMAND', 'ssh -4');
    vi.stubEnv('GIT_EXTERNAL_DIFF', 'touch PWN');
    vi.stubEnv('GIT_PAGER', 'less');
    const found = row(await doctor(publishWorld(), 'git'), 'git-variables');
    expect(found).toMatchObject({ state: 'warn', fix: 'unset GIT_EXTERNAL_DIFF' });
    expect(found.summary).toContain('passed to git: GIT_CONFIG_GLOBAL, GIT_CONFIG_NOSYSTEM, GIT_SSH_COMMAND');
    expect(found.summary).toContain('not passed: GIT_EXTERNAL_DIFF, GIT_PAGER');
  });

  it('warns of programs that the repository names, because they are not run', async () => {
    const world = publishWorld();
    world.source.git('config', 'core.sshCommand', 'touch PWN');
    world.source.git('config', 'credential.https://a.example.helper', '!touch PWN');
    world.source.git('config', 'core.hooksPath', '.husky');
    const run = await doctor(world, 'git');
    expect(row(run, 'git-programs:core.sshcommand')).toMatchObject({
      state: 'warn',
      fix: 'export GIT_SSH_COMMAND="$(git config core.sshCommand)"',
    });
    const key = "'credential.https://a.example.helper'";
    expect(row(run, 'git-programs:credential.https://a.example.helper').fix).toBe(
      `git config --global ${key} "$(git config ${key})"`,
    );
    world.source.git('config', '--unset', 'core.sshCommand');
    world.source.git('config', '--unset', 'credential.https://a.example.helper');
    expect(row(await doctor(world, 'git'), 'git-programs')).toMatchObject({ state: 'ok' });
    expect(statSync(join(world.source.dir, 'PWN'), { throwIfNoEntry: false })).toBeUndefined();
  });

  it('fails where git is missing, and says of the rest that it was not looked at', async () => {
    const world = publishWorld();
    vi.stubEnv('PATH', '/nonexistent');
    const run = await doctor(world);
    expect([run.code, run.codes]).toEqual([3, ['ENVIRONMENT_UNFIT']]);
    expect(row(run, 'git')).toMatchObject({
      state: 'fail',
      fix: 'install git 2.31 or newer and put it on PATH',
    });
    expect(row(run, 'clone').state).toBe('skip');
    expect(row(run, 'remote').state).toBe('skip');
  });
});

describe('group repository', () => {
  it('fails for a configuration with errors, and does not ask a remote that it may not mean', async () => {
    const world = publishWorld();
    world.commit({ 'moorline.yaml': 'publish:\n  remot: other\n' });
    const run = await doctor(world);
    expect([run.code, run.codes]).toEqual([3, ['ENVIRONMENT_UNFIT']]);
    expect(row(run, 'configuration')).toMatchObject({
      state: 'fail',
      summary: 'moorline.yaml: 1 error, the first at moorline.yaml:2:3 FIELD_UNKNOWN',
      fix: 'moorline check',
    });
    expect(row(run, 'remote').state).toBe('skip');
  });

  it('tells which file counts', async () => {
    const world = publishWorld();
    const summary = async (...args: readonly string[]) =>
      row(await doctor(world, 'repository', ...args), 'configuration').summary;
    expect(await summary()).toBe('moorline.yaml is valid');
    world.commit({ 'other.yaml': 'publish: { branch: "other/{workspace}" }\n', 'moorline.yaml': null });
    expect(await summary()).toBe('there is no moorline.yaml, so every setting has its default');
    expect(await summary('--config', join(world.source.dir, 'other.yaml'))).toBe(
      'other.yaml is valid; --config names it',
    );
  });

  it('counts errors of other files', async () => {
    const world = publishWorld();
    world.commit({ 'apps/cart/dev/stack.yaml': 'name: dev\nworkspace: nowhere\n' });
    const found = row(await doctor(world, 'repository'), 'units');
    expect(found.state).toBe('fail');
    expect(found.summary).toMatch(
      /units; 1 error, the first at apps\/cart\/dev\/stack\.yaml:2:12 WORKSPACE_MISSING$/,
    );
  });

  it('fails for branches that Git cannot hold together', async () => {
    const world = publishWorld();
    world.commit({ 'moorline.yaml': 'publish: { branch: "r{project}/{workspace}" }\n' });
    expect(row(await doctor(world, 'repository'), 'branches')).toMatchObject({ state: 'ok' });
    world.commit({
      'moorline.yaml': 'publish: { branch: "rendered/{workspace}", review: { dev: pull-request } }\n',
      'workspaces/dev-next.yaml': '{}\n',
      'apps/cart/dev/stack.yaml': 'name: dev\nworkspace: [dev, dev-next]\n',
    });
    const found = row(await doctor(world, 'repository'), 'branches');
    expect(found.state).toBe('fail');
    expect(found.summary).toContain('rendered/dev-next');
  });

  it('tells what kind of clone it is, and that it is enough', async () => {
    const world = publishWorld();
    world.push({ 'docs/a.md': 'a\n' });
    const summary = async (dir: string) => row(await doctorIn(dir, 'repository'), 'clone');
    expect(await summary(world.source.dir)).toMatchObject({
      state: 'ok',
      summary: 'clone: complete, enough for publish',
    });
    const shallow = gitClone(world.source, '--depth=1', '--filter=blob:none');
    expect(await summary(shallow.dir)).toMatchObject({
      state: 'ok',
      summary:
        'clone: shallow (1 commit), partial (blob:none), enough for publish; what is missing is fetched into a place of its own',
    });
    const sha256 = gitRepo({ 'a.md': 'a\n' }, ['--object-format=sha256']);
    expect((await summary(sha256.dir)).summary).toBe('clone: SHA-256, enough for publish');
  });

  it('fails where publish cannot work: no repository, a bare one, one without a commit', async () => {
    const none = tempFolder();
    expect(row(await doctorIn(none), 'clone')).toMatchObject({ state: 'fail', fix: 'git init' });
    const bare = tempFolder();
    runGit(bare, ['init', '--quiet', '--bare']);
    expect(row(await doctorIn(bare), 'clone').summary).toContain('bare repository');
    const unborn = tempFolder();
    runGit(unborn, ['init', '--quiet']);
    const run = await doctorIn(unborn);
    expect(row(run, 'clone')).toMatchObject({ state: 'fail', fix: 'git add --all && git commit' });
    expect(row(run, 'units').fix).toBe('moorline init');
    expect(row(run, 'remote').state).toBe('skip');
  });

  it('warns of lock files that a killed git left, and not of index.lock', async () => {
    const world = publishWorld();
    const git = join(world.source.dir, '.git');
    const old = new Date(Date.now() - 3 * 3_600_000);
    for (const name of ['index.lock', 'shallow.lock', 'config.lock', 'packed-refs.lock']) {
      writeFileSync(join(git, name), '');
      utimesSync(join(git, name), old, old);
    }
    const run = await doctor(world, 'repository');
    expect(checksOf(run).filter(({ id }) => id.startsWith('locks'))).toMatchObject([
      { id: 'locks:config.lock', state: 'warn' },
      { id: 'locks:packed-refs.lock', state: 'warn' },
      {
        id: 'locks:shallow.lock',
        state: 'warn',
        summary: 'shallow.lock is 3 hours old and blocks git fetch and pull; publish works',
        fix: 'when no git command is running: rm "$(git rev-parse --git-common-dir)/shallow.lock"',
      },
    ]);
    expect(run.code).toBe(0);
  });

  it('tells what publish keeps, and what killed runs left', async () => {
    const temporary = tempFolder();
    vi.stubEnv('TMPDIR', temporary);
    const old = new Date(Date.now() - 48 * 3_600_000);
    mkdirSync(join(temporary, 'moorline-git-abc'));
    utimesSync(join(temporary, 'moorline-git-abc'), old, old);
    const run = await doctor(await publishedWorld(), 'repository');
    expect(row(run, 'object-cache').summary).toMatch(
      /^publish keeps [0-9.]+ KiB of objects .*: rm -r "\$\(git rev-parse --git-common-dir\)\/moorline\/objects"$/,
    );
    expect(row(run, 'leftovers').summary).toContain('1 folder of killed runs');
  });
});

describe('group remote', () => {
  it('ends with 7 when the remote cannot be reached', async () => {
    const world = publishWorld();
    rmSync(world.remote.dir, { recursive: true });
    const run = await doctor(world);
    expect([run.code, run.codes]).toEqual([7, ['REMOTE_UNREACHABLE']]);
    expect(row(run, 'remote-reach')).toMatchObject({ state: 'fail' });
    expect(row(run, 'remote-push').state).toBe('skip');
    expect(row(run, 'source-branch').state).toBe('skip');
  });

  it('ends with 3 when something else fails too', async () => {
    const world = publishWorld();
    rmSync(world.remote.dir, { recursive: true });
    world.commit({ 'apps/cart/dev/stack.yaml': 'name: dev\nworkspace: nowhere\n' });
    const run = await doctor(world);
    expect([run.code, run.codes]).toEqual([3, ['ENVIRONMENT_UNFIT']]);
  });

  it('fails without a remote, and for one that is never used', async () => {
    const world = publishWorld({ 'moorline.yaml': 'publish: { remote: nowhere }\n' });
    expect(row(await doctor(world, 'remote'), 'remote')).toMatchObject({
      state: 'fail',
      summary: 'There is no remote "nowhere". There are: origin.',
    });
    world.commit({ 'moorline.yaml': 'publish: { remote: "ext::sh -c id" }\n' });
    expect(row(await doctor(world, 'remote'), 'remote').summary).toContain('remote helpers are not allowed');
  });

  it('warns of credentials in a URL and of a transport without encryption', async () => {
    const world = publishWorld();
    world.source.git('remote', 'set-url', 'origin', 'http://ada:secret@127.0.0.1:1/shop.git');
    const run = await doctor(world, 'remote');
    expect(row(run, 'remote-url')).toMatchObject({
      state: 'warn',
      summary: 'origin is http://***@127.0.0.1:1/shop.git: the URL carries a password or token',
      fix: 'git remote set-url origin http://127.0.0.1:1/shop.git',
    });
    expect(row(run, 'remote-transport')).toMatchObject({
      state: 'warn',
      fix: 'git remote set-url origin https://127.0.0.1:1/shop.git',
    });
  });

  it('tells where insteadOf leads, and warns when the repository itself says so', async () => {
    const world = publishWorld();
    world.source.git('remote', 'set-url', 'origin', 'shop:apps');
    world.source.git('config', `url.${world.url}.insteadOf`, 'shop:apps');
    const own = await doctor(world, 'remote');
    expect(row(own, 'remote-rewritten')).toMatchObject({
      state: 'warn',
      summary:
        "url.<base>.insteadOf makes it a path on this machine; the rule stands in the repository's own settings",
    });
    world.source.git('config', '--remove-section', `url.${world.url}`);
    const home = tempFolder();
    const settings = join(home, '.gitconfig');
    runGit(world.source.dir, ['config', '--file', settings, `url.${world.url}.insteadOf`, 'shop:apps']);
    vi.stubEnv('GIT_CONFIG_GLOBAL', undefined);
    vi.stubEnv('HOME', home);
    const persons = await doctor(world, 'remote');
    expect(row(persons, 'remote-rewritten').state).toBe('ok');
    expect(row(persons, 'remote-reach').state).toBe('ok');
  });

  it('looks at both remotes when the rendered branches are elsewhere', async () => {
    const world = publishWorld();
    const other = tempFolder();
    runGit(other, ['init', '--quiet', '--bare']);
    world.commit({ 'moorline.yaml': `publish: { remote: "file://${other}" }\n` });
    const run = await doctor(world, 'remote');
    expect(row(run, 'remote-reach').summary).toBe('publish.remote answers and has 0 branches');
    expect(row(run, 'source-remote-reach').summary).toBe('origin answers and has 1 branch');
    expect(row(run, 'source-branch').summary).toContain('ahead of the source branch main');
    expect(run.stdout).not.toContain(other);
  });

  it('warns of a remote that speaks an old protocol', async () => {
    const settings = join(tempFolder(), 'settings');
    writeFileSync(settings, '[protocol]\n\tversion = 0\n');
    vi.stubEnv('GIT_CONFIG_GLOBAL', settings);
    expect(row(await doctor(publishWorld(), 'remote'), 'remote-filter')).toMatchObject({
      state: 'warn',
      summary: 'protocol version 0; with version 2 less is transferred',
      fix: 'git config --global protocol.version 2',
    });
  });

  it('fails for a remote that may only be read', async () => {
    const world = publishWorld();
    const ssh = join(tempFolder(), 'ssh');
    const denied = 'ERROR: acme/apps denied to deploy key of git.example.com';
    writeFileSync(
      ssh,
      `#!/bin/sh\ncase "$2" in *receive-pack*) echo '${denied}' >&2; exit 1;; esac\neval "$2"\n`,
      {
        mode: 0o755,
      },
    );
    vi.stubEnv('GIT_SSH_COMMAND', ssh);
    vi.stubEnv('GIT_SSH_VARIANT', 'simple');
    world.source.git('remote', 'set-url', 'origin', `ssh://git@git.example.com${world.remote.dir}`);
    const run = await doctor(world, 'remote');
    expect(row(run, 'remote-reach').state).toBe('ok');
    const found = row(run, 'remote-push');
    expect(found).toMatchObject({
      state: 'fail',
      fix: 'give the credentials the right to write, or use others that have it',
    });
    expect(found.summary).toContain(
      'takes no push from here (dry run): ERROR: acme/apps denied to deploy key of <host>',
    );
  });

  it('fails for a remote that takes no atomic push', async () => {
    const world = publishWorld();
    world.remote.git('config', 'receive.advertiseAtomic', 'false');
    const run = await doctor(world, 'remote');
    expect(row(run, 'remote-push').summary).toContain('cannot move several branches in one push');
    expect(run.code).toBe(7);
  });

  it('tells how HEAD stands to the source branch', async () => {
    const world = publishWorld();
    const standing = async () => row(await doctor(world, 'remote'), 'source-branch');
    world.commit({ 'docs/a.md': 'a\n' });
    expect(await standing()).toMatchObject({ state: 'warn', fix: 'git push origin HEAD:main' });
    world.push();
    world.source.git('checkout', '--quiet', '--detach', 'HEAD~1');
    expect(await standing()).toMatchObject({ state: 'ok' });
    world.commit({ 'docs/b.md': 'b\n' });
    expect(await standing()).toMatchObject({ state: 'warn', fix: 'git checkout main' });
    world.commit({ 'moorline.yaml': 'publish: { source: release }\n' });
    expect(await standing()).toMatchObject({ state: 'warn', fix: 'git push origin HEAD:release' });
  });

  it('tells when the source branch cannot be told or has the name of a rendered branch', async () => {
    const world = publishWorld();
    world.source.git('push', '--quiet', 'origin', 'main:master');
    world.remote.git('symbolic-ref', 'HEAD', 'refs/heads/nowhere');
    expect(row(await doctor(world, 'remote'), 'source-branch')).toMatchObject({
      state: 'fail',
      fix: 'set publish.source in moorline.yaml',
    });
    world.remote.git('symbolic-ref', 'HEAD', 'refs/heads/main');
    world.push({ 'moorline.yaml': 'publish: { branch: main, path: "{workspace}/{project}/{stack}" }\n' });
    expect(row(await doctor(world, 'remote'), 'source-branch').summary).toContain(
      'over the source branch main',
    );
    for (const branch of ['main', 'master']) world.remote.git('update-ref', '-d', `refs/heads/${branch}`);
    expect(row(await doctor(world, 'remote'), 'source-branch').summary).toBe('the remote has no branch yet');
  });

  it('fails when the remote has a branch that a rendered branch cannot stand beside', async () => {
    const world = publishWorld();
    world.source.git('push', '--quiet', 'origin', 'main:rendered');
    expect(row(await doctor(world, 'remote'), 'branch-conflict:rendered/dev')).toMatchObject({
      state: 'fail',
      summary: 'the remote has refs/heads/rendered, beside which Git cannot hold the branch rendered/dev',
    });
  });

  it('tells whose each rendered branch is', async () => {
    const world = await publishedWorld();
    const source = world.source.git('rev-parse', 'HEAD').slice(0, 7);
    const branch = async (name: string) =>
      row(await doctor(world, 'remote'), `rendered-branch:rendered/${name}`);
    expect((await branch('dev')).summary).toBe(`rendered/dev is as publish left it, from ${source}`);
    world.edit('rendered/dev', { 'shop/dev/extra.yaml': 'kind: ConfigMap\n' });
    world.remote.git('update-ref', '-d', 'refs/heads/rendered/prod');
    expect(await branch('dev')).toMatchObject({
      state: 'warn',
      summary:
        'rendered/dev was changed by hand since the last publish: shop/dev/extra.yaml; publish stops at it',
    });
    expect(await branch('prod')).toMatchObject({ state: 'warn', fix: 'moorline publish --adopt' });
    world.remote.git('update-ref', '-d', recordOf('rendered/prod'));
    world.source.git('push', '--quiet', 'origin', 'main:rendered/prod');
    expect((await branch('prod')).summary).toContain('which no publish wrote');
    const one = await doctor(world, 'remote', '--workspace', 'prod');
    expect(checksOf(one).filter(({ id }) => id.startsWith('rendered-branch:'))).toHaveLength(1);
  });

  it('names the branch whose record cannot be read, and shows the others', async () => {
    const world = await publishedWorld();
    world.remote.git('update-ref', recordOf('rendered/dev'), world.tip('main') ?? '');
    const run = await doctor(world, 'remote');
    const problems = checksOf(run).filter(({ id }) => id.startsWith('rendered-branches:'));
    expect(problems).toMatchObject([{ state: 'fail' }]);
    expect(problems[0]?.summary).toMatch(
      /^rendered\/dev: The record [0-9a-f]{7} of rendered\/dev cannot be read: /,
    );
    expect(row(run, 'rendered-branch:rendered/prod').state).toBe('ok');
  });

  it('looks at a repository with SHA-256 like at any other', async () => {
    const world = newWorld(undefined, '--object-format=sha256');
    expect((await world.publish()).code).toBe(0);
    const run = await doctor(world);
    expect([run.code, run.codes]).toEqual([0, []]);
    expect(row(run, 'rendered-branch:rendered/dev').state).toBe('ok');
  });
});

describe('group signing', () => {
  it('tries a signature', async () => {
    const world = publishWorld({ 'moorline.yaml': 'publish: { sign: ssh }\n' });
    world.source.git('config', 'user.signingKey', signingKey());
    const run = await doctor(world, 'signing');
    expect(checksOf(run).map(({ id, state }) => [id, state])).toEqual([
      ['signing-key', 'ok'],
      ['signing-test', 'ok'],
    ]);
  });

  it('fails without a key and for one that is gone', async () => {
    const world = publishWorld({ 'moorline.yaml': 'publish: { sign: ssh }\n' });
    const without = await doctor(world, 'signing');
    expect([without.code, without.codes]).toEqual([3, ['ENVIRONMENT_UNFIT']]);
    expect(row(without, 'signing-key').fix).toContain('git config --global user.signingKey');
    expect(row(without, 'signing-test').state).toBe('skip');
    const key = join(tempFolder(), 'gone');
    world.source.git('config', 'user.signingKey', key);
    const gone = await doctor(world, 'signing');
    expect(row(gone, 'signing-test').state).toBe('fail');
    expect(gone.stdout).not.toContain(key);
  });
});

/** A key for one test. */
function signingKey(): string {
  const key = join(tempFolder(), 'key');
  const ended = spawnSync(KEYGEN, ['-q', '-t', 'ed25519', '-N', '', '-C', 'test', '-f', key]);
  if (ended.status !== 0) throw new Error(ended.stderr.toString());
  return key;
}
