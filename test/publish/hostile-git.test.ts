import { chmodSync, existsSync } from 'node:fs';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { gitShim } from '../tools/git-shim.ts';
import { runGit } from '../tools/git-repo.ts';
import { app, publishedWorld, publishWorld, type Files, type PublishWorld } from '../tools/publish-world.ts';
import { tempFolder, writeTree } from '../tools/temp-folder.ts';

const [DEV, PROD] = ['rendered/dev', 'rendered/prod'];
const both = (state: string) => ({ [DEV]: state, [PROD]: state });
const NEW_TAG = { 'apps/cart/base/app.yaml': app('cart', [], '1.5.0') };
const config = (line: string) => ({ 'moorline.yaml': `publish:\n  ${line}\n` });

/** A file that a program of the attacker would make. */
function trap(): { readonly touch: string; readonly isSprung: () => boolean } {
  const file = join(tempFolder(), 'PWN');
  return { touch: `touch '${file}'`, isSprung: () => existsSync(file) };
}

/** Proves that nothing of a world was published. */
async function expectRefused(world: PublishWorld, exit: number, codes: readonly unknown[]): Promise<string> {
  const before = world.refs();
  const run = await world.publish();
  expect({ exit: run.code, codes: [...new Set(run.codes)] }).toEqual({ exit, codes });
  expect(world.refs()).toEqual(before);
  return run.diagnostics.map(({ detail }) => detail).join('\n');
}

const manifest = (namespace: string, name: string): Files => ({
  'apps/docs/dev/app.yaml': app('docs', [
    'accessories:',
    '  extra:',
    '    module: k8s_manifest',
    '    paths: [extra.yaml]',
  ]),
  'apps/docs/dev/extra.yaml': `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: ${JSON.stringify(name)}\n  namespace: ${JSON.stringify(namespace)}\n`,
});

describe('names', () => {
  it.each(['.git', '.GIT', 'git~1', '.g\u200cit', '..', '.', '.github', 'con', 'a/b', '../../x'])(
    'S-04, S-58: an object in the namespace %j plants no folder',
    async (name) => {
      const world = publishWorld(manifest(name, name));
      const run = await world.publish();
      expect(run.code).not.toBe(1);
      if (run.code === 0) {
        expect(world.remote.git('fsck', '--strict')).toBe('');
        expect(
          world
            .ls(DEV)
            .filter(
              (path) =>
                !/^(?:\.gitattributes|hydrator\.metadata|(?:cart|docs|shop)\/dev\/[a-z0-9%][^/]*(?:\/[a-z0-9%][^/]*)?)$/.test(
                  path,
                ),
            ),
        ).toEqual([]);
        expect(world.ls(DEV).join('\n')).not.toMatch(/(?:^|\/)(?:con|aux)(?:\/|$)/m);
      } else expect(Object.keys(world.refs())).toEqual(['refs/heads/main']);
    },
  );

  it('S-58: a path template cannot plant a workflow', async () => {
    await expectRefused(publishWorld(config('path: ".github/workflows/{project}/{stack}"')), 3, [
      expect.stringMatching(/^(?:REF|TEMPLATE)_INVALID$/),
    ]);
  });

  it.each(['--mirror', '$(id)', '`id`', "';id", 'a|b', 'a..b', 'a//b', 'a.lock/', 'a@{1}', 'HEAD', '/x'])(
    'S-13, S-15: the branch %s is refused',
    async (branch) => {
      await expectRefused(
        publishWorld(
          config(`branch: ${JSON.stringify(`${branch}{workspace}`.replace('HEAD{workspace}', 'HEAD'))}`),
        ),
        3,
        [expect.stringMatching(/^(?:REF|TEMPLATE)_INVALID$/)],
      );
    },
  );

  it.each([
    '--output=PWN',
    '--upload-pack=touch PWN',
    '--exec=touch PWN',
    '-c',
    '--all',
    '@{-1}',
    'main..main',
    '$(touch PWN)',
    'main\n--all',
  ])('S-14: the revision %j is data', async (revision) => {
    const world = publishWorld();
    const run = await world.publish(`--source=${revision}`);
    expect({ code: run.code, codes: run.codes }).toEqual({ code: 3, codes: ['REVISION_UNKNOWN'] });
    expect(world.source.git('status', '--porcelain')).toBe('');
    expect(Object.keys(world.refs())).toEqual(['refs/heads/main']);
  });
});

describe('names of devices on Windows', () => {
  it('S-05: are escaped as namespaces', async () => {
    const world = publishWorld(manifest('aux', 'con'));
    expect((await world.publish()).states).toEqual(both('pushed'));
    expect(world.ls(DEV)).toContain('docs/dev/%61ux/configmap_con.yaml');
  });

  it('S-05: are refused as projects', async () => {
    const world = publishWorld({ 'apps/docs/project.yaml': 'name: con\n' });
    const run = await world.publish();
    expect(run.code).toBe(3);
    expect(Object.keys(world.refs())).toEqual(['refs/heads/main']);
  });
});

describe('the tree of the source', () => {
  it('S-11: .gitattributes changes no byte and runs no filter', async () => {
    const plain = await publishedWorld();
    const { touch, isSprung } = trap();
    const world = publishWorld({
      '.gitattributes': '* filter=evil ident eol=crlf export-subst diff=evil merge=evil\n',
      'apps/.gitattributes': '*.yaml filter=evil text eol=crlf\n',
    });
    for (const [key, value] of [
      ['filter.evil.clean', touch],
      ['filter.evil.smudge', touch],
      ['filter.evil.process', touch],
      ['filter.evil.required', 'true'],
      ['core.autocrlf', 'true'],
      ['core.attributesFile', '.gitattributes'],
    ] as const)
      world.source.git('config', key, value);
    writeTree(world.source.dir, { 'apps/cart/base/app.yaml': app('cart', [], '9.9.9') });
    const run = await world.publish();
    expect({ codes: run.codes, states: run.states }).toEqual({
      codes: ['WORK_TREE_DIRTY'],
      states: both('pushed'),
    });
    for (const unit of ['cart', 'docs', 'shop']) {
      expect(world.tip(`${DEV}:${unit}`)).toBe(plain.tip(`${DEV}:${unit}`));
    }
    expect(isSprung()).toBe(false);
  });

  it('S-12: .gitmodules is not read', async () => {
    const { touch, isSprung } = trap();
    const world = publishWorld({
      '.gitmodules': `[submodule "x"]\n\tpath = .git/hooks\n\turl = ext::sh -c ${touch}\n\tupdate = !${touch}\n`,
    });
    world.source.git('config', 'submodule.recurse', 'true');
    world.source.git('config', 'submodule.x.update', `!${touch}`);
    expect((await world.publish()).states).toEqual(both('pushed'));
    expect(isSprung()).toBe(false);
  });

  it('S-21: a bare repository in the tree is no repository', async () => {
    const { touch, isSprung } = trap();
    const world = publishWorld({
      'x.git/HEAD': 'ref: refs/heads/main\n',
      'x.git/config': `[core]\n\trepositoryformatversion = 0\n\tbare = false\n\tworktree = .\n\tfsmonitor = ${touch}\n\thooksPath = .\n`,
      'x.git/objects/info/x': '',
      'x.git/refs/heads/x': '',
    });
    const run = await world.run('-C', join(world.source.dir, 'x.git'), 'publish');
    expect(run.code).not.toBe(1);
    expect(isSprung()).toBe(false);
    expect((await world.publish()).code).toBe(0);
  });
});

describe('the repository of the user', () => {
  it('S-19: no program of its configuration runs, whatever publish does', async () => {
    const { touch, isSprung } = trap();
    const world = await publishedWorld(NEW_TAG);
    const run = `!${touch}`;
    const programs: Readonly<Record<string, string>> = {
      'core.fsmonitor': touch,
      'core.pager': touch,
      'core.editor': touch,
      'core.sshCommand': touch,
      'core.askPass': touch,
      'core.gitProxy': touch,
      'core.alternateRefsCommand': touch,
      'credential.helper': run,
      'diff.external': touch,
      'gpg.program': touch,
      'gpg.ssh.program': touch,
      'commit.gpgSign': 'true',
      'push.gpgSign': 'true',
      'uploadpack.packObjectsHook': touch,
      'remote.origin.uploadpack': touch,
      'remote.origin.receivepack': touch,
      'remote.origin.vcs': 'evil',
      'remote.origin.promisor': 'true',
      'sequence.editor': touch,
      'interactive.diffFilter': touch,
      'pager.status': touch,
      'protocol.ext.allow': 'always',
    };
    const verbs = ['push', 'fetch', 'status', 'config', 'rev-parse', 'ls-tree', 'cat-file', 'ls-remote'];
    for (const [key, value] of Object.entries(programs)) world.source.git('config', key, value);
    for (const verb of verbs) world.source.git('config', `alias.${verb}`, run);
    const more = join(tempFolder({ more: `[core]\n\tfsmonitor = "${touch}"\n` }), 'more');
    world.source.git('config', 'include.path', more);
    expect((await world.publish('--dry-run')).states).toEqual(both('planned'));
    expect((await world.publish('--no-push')).code).toBe(0);
    expect((await world.publish()).states).toEqual(both('pushed'));
    expect(isSprung()).toBe(false);
  });

  it('S-19: nor one for a remote over ssh, nor a helper for its password', async () => {
    const { touch, isSprung } = trap();
    const world = publishWorld();
    world.source.git('config', 'core.sshCommand', touch);
    world.source.git('config', 'credential.helper', `!${touch}`);
    const server = createServer((_, answer) => {
      answer.writeHead(401, { 'WWW-Authenticate': 'Basic realm="x"' }).end();
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    try {
      const { port } = server.address() as AddressInfo;
      for (const url of [`http://127.0.0.1:${port}/r.git`, 'ssh://git@127.0.0.1:1/r.git']) {
        world.source.git('remote', 'set-url', 'origin', url);
        expect((await world.publish()).code).toBe(7);
      }
    } finally {
      server.close();
    }
    expect(isSprung()).toBe(false);
  });

  it('S-20: no hook of it runs, also with --no-push', async () => {
    const { touch, isSprung } = trap();
    const world = await publishedWorld(NEW_TAG);
    const hooks = [
      'reference-transaction',
      'pre-push',
      'post-index-change',
      'pre-receive',
      'update',
      'post-receive',
      'post-update',
      'proc-receive',
      'push-to-checkout',
      'pre-auto-gc',
      'fsmonitor-watchman',
      'post-checkout',
      'pre-commit',
    ];
    for (const name of hooks) {
      writeTree(world.source.dir, { [`.git/hooks/${name}`]: `#!/bin/sh\n${touch}\n` });
      chmodSync(join(world.source.dir, '.git', 'hooks', name), 0o755);
    }
    world.source.git('config', 'core.hooksPath', join(world.source.dir, '.git', 'hooks'));
    expect((await world.publish('--no-push')).states).toEqual(both('planned'));
    expect((await world.publish()).states).toEqual(both('pushed'));
    expect(isSprung()).toBe(false);
  });

  it('S-16, S-18: its remote is refused where insteadOf makes a helper of it, and shown as it is reached', async () => {
    const { touch, isSprung } = trap();
    const world = publishWorld();
    world.source.git('config', 'protocol.ext.allow', 'always');
    world.source.git('config', `url.ext::sh -c "${touch}" #.insteadOf`, 'acme:');
    world.source.git('remote', 'set-url', 'origin', 'acme:apps');
    await expectRefused(world, 3, ['REMOTE_INVALID']);
    world.source.git('config', `url.${world.url.slice(0, -'remote.git'.length)}.insteadOf`, 'friend:');
    world.source.git('remote', 'set-url', 'origin', 'friend:remote.git');
    expect((await world.publish()).remote).toBe(world.url);
    expect(isSprung()).toBe(false);
  });

  it('S-22: variables of git in the environment point nowhere', async () => {
    const { touch, isSprung } = trap();
    const world = publishWorld();
    const other = publishWorld(NEW_TAG);
    const dir = join(other.source.dir, '.git');
    for (const [name, value] of Object.entries({
      GIT_DIR: dir,
      GIT_WORK_TREE: other.source.dir,
      GIT_COMMON_DIR: dir,
      GIT_INDEX_FILE: join(dir, 'index'),
      GIT_OBJECT_DIRECTORY: join(dir, 'objects'),
      GIT_ALTERNATE_OBJECT_DIRECTORIES: join(dir, 'objects'),
      GIT_NAMESPACE: 'other',
      GIT_EXTERNAL_DIFF: touch,
      GIT_PAGER: touch,
      GIT_EDITOR: touch,
      GIT_PROXY_COMMAND: touch,
      GIT_CONFIG_COUNT: '1',
      GIT_CONFIG_KEY_0: 'core.fsmonitor',
      GIT_CONFIG_VALUE_0: touch,
      GIT_CONFIG_PARAMETERS: `'core.fsmonitor'='${touch}'`,
      GIT_CONFIG: join(dir, 'config'),
      GIT_CEILING_DIRECTORIES: '/',
      GIT_DEFAULT_HASH: 'sha256',
      GIT_REPLACE_REF_BASE: 'refs/heads/',
      GIT_SHALLOW_FILE: join(dir, 'index'),
      GIT_TRACE: join(dir, 'trace'),
      GIT_TRACE2_EVENT: join(dir, 'trace'),
      GIT_EXEC_PATH: '/nonexistent',
      GIT_TEMPLATE_DIR: '/nonexistent',
    }))
      vi.stubEnv(name, value);
    const run = await world.publish();
    expect({ states: run.states, source: run.source }).toEqual({
      states: both('pushed'),
      source: world.tip('main'),
    });
    expect(isSprung()).toBe(false);
    expect(existsSync(join(dir, 'trace'))).toBe(false);
  });

  it('S-23: replacements, grafts and names that mean two things change nothing', async () => {
    const plain = publishWorld();
    const wanted = await plain.publish('--dry-run');
    const world = publishWorld();
    const head = world.source.git('rev-parse', 'HEAD');
    const other = world.commit(NEW_TAG);
    world.source.git('reset', '--quiet', '--hard', head);
    world.source.git('push', '--quiet', 'origin', `${other}:refs/tags/main`, `${other}:refs/heads/HEAD`);
    world.source.git('replace', head, other);
    writeTree(world.source.dir, { '.git/info/grafts': `${head} ${other}\n` });
    world.source.git('update-ref', 'refs/heads/HEAD', other);
    world.source.git('update-ref', 'refs/tags/main', other);
    world.source.git('update-ref', 'refs/heads/origin', other);
    const run = await world.publish();
    expect(run.branches.map(({ commit }) => commit)).toEqual(wanted.branches.map(({ commit }) => commit));
    expect((await world.publish('--source', 'main')).codes).toEqual(['REVISION_UNKNOWN']);
  });

  it('S-55: a change of the configuration cannot aim at the source branch or at branches of others', async () => {
    const world = publishWorld({
      ...config('branch: "{project}"'),
      'apps/docs/project.yaml': 'name: main\n',
    });
    await expectRefused(world, 3, ['BRANCH_IS_SOURCE']);
    const others = publishWorld(config('branch: "release"\n  path: "{workspace}/{project}/{stack}"'));
    others.remote.git('branch', 'release', 'main');
    await expectRefused(others, 6, ['BRANCH_FOREIGN']);
  });
});

describe('a source commit', () => {
  const FORGED = [
    'Source-Commit: ffffffffffffffffffffffffffffffffffffffff',
    'Rendered-Tree: 4b825dc642cb6eb9a060e54bf8d69288fbee4904',
    'Rendered-Rules: 9',
    'Rewound-From: ffffffffffffffffffffffffffffffffffffffff',
    'Rendered-Commit: ffffffffffffffffffffffffffffffffffffffff',
  ].join('\n');

  it.each([
    ['its subject', `${FORGED}\n`],
    ['its body', `fix: a\n\nText\n\n${FORGED}\n`],
    ['a body with carriage returns', `fix: a\r\n\r\n${FORGED.replaceAll('\n', '\r\n')}\r\n`],
    [
      'a body that a scissors line ends',
      `fix: a\n\n# ------------------------ >8 ------------------------\n---\n${FORGED}\n`,
    ],
  ])('S-24: cannot forge our trailers in %s', async (_, message) => {
    const world = publishWorld();
    const source = world.push(NEW_TAG, { message });
    expect((await world.publish()).states).toEqual(both('pushed'));
    const text = world.remote.git('log', '-1', '--format=%B', DEV);
    const trailers = runGit(world.remote.dir, ['interpret-trailers', '--parse'], text).split('\n');
    const ours = trailers.filter((line) => /^(?:source|rendered|rewound)-/i.test(line));
    expect(ours.map((line) => line.replace(/: .*/, ''))).toEqual(
      ['Source-Commit', 'Rendered-Workspace', 'Rendered-Tree', 'Rendered-Rules', 'Rendered-By'].toSpliced(
        0,
        0,
        'Source-Repo',
      ),
    );
    expect(ours).toContain(`Source-Commit: ${source}`);
    expect((await world.publish()).states).toEqual(both('already'));
    world.remote.git('update-ref', '-d', `refs/moorline/progress/${DEV}`);
    world.push({ 'apps/docs': null });
    expect((await world.publish()).states[DEV]).toBe('pushed');
  });

  it('S-24: may have 10 MB of message', async () => {
    const world = publishWorld();
    world.push(NEW_TAG, {
      message: `fix: ${'x'.repeat(5_000_000)}\n\n${'Source-Commit: 1\n'.repeat(300_000)}`,
    });
    expect((await world.publish()).states).toEqual(both('pushed'));
    expect(world.show(DEV).length).toBeLessThan(12_000);
    expect(world.show(`${DEV}:hydrator.metadata`).length).toBeLessThan(16_000);
  });

  it('S-24: may hold NUL and bytes that are no text', async () => {
    const world = publishWorld();
    const { git, dir } = world.source;
    const head = 'author A <a@b> 1 +0000\ncommitter A <a@b> 1 +0000\n\n';
    const text = `tree ${git('rev-parse', 'HEAD^{tree}')}\nparent ${git('rev-parse', 'HEAD')}\n${head}fix: a\0b\u001b[2J\n\nRendered-By: x\0\n`;
    const id = runGit(dir, ['hash-object', '-t', 'commit', '-w', '--literally', '--stdin'], text);
    git('push', '--quiet', 'origin', `${id}:refs/heads/main`);
    const run = await world.publish('--source', id);
    expect({ code: run.code, states: run.states }).toEqual({ code: 0, states: both('pushed') });
    for (const character of ['\0', '\u001b']) expect(world.show(DEV)).not.toContain(character);
  });

  it('S-25: cannot be claimed by a commit that somebody made by hand', async () => {
    const world = await publishedWorld();
    const message = `${world.remote.git('log', '-1', '--format=%B', DEV).trimEnd()}\n`;
    world.edit(DEV, { 'cart/dev/extra.yaml': 'x\n' }, { message });
    expect(await expectRefused(world, 6, ['BRANCH_EDITED'])).toContain('+ cart/dev/extra.yaml');
    world.remote.git('update-ref', '-d', `refs/moorline/progress/${DEV}`);
    await expectRefused(world, 6, ['BRANCH_FOREIGN']);
  });
});

describe('secrets', () => {
  const CANARY = 'canary-51c9e';

  it('S-17, S-49: in a URL, a header and the environment reach the server and nothing else', async () => {
    const heard: (string | undefined)[] = [];
    const server = createServer((question, answer) => {
      heard.push(question.headers['x-canary'] as string | undefined);
      answer.writeHead(403).end();
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    try {
      const { port } = server.address() as AddressInfo;
      const world = publishWorld();
      const shim = gitShim();
      vi.stubEnv('PATH', shim.path);
      vi.stubEnv('GITHUB_TOKEN', `${CANARY}-env`);
      world.source.git('config', 'http.extraheader', `X-Canary: ${CANARY}-header`);
      const urls = [
        `http://user:${CANARY}-password@127.0.0.1:${port}/r.git`,
        `http://${CANARY}-token@127.0.0.1:${port}/r.git?token=${CANARY}-query`,
        `http://user:${CANARY}-password@127.0.0.1:1/r.git`,
        `ext::sh -c ${CANARY}`,
      ];
      for (const url of urls) {
        world.source.git('remote', 'set-url', 'origin', url);
        const json = await world.publish('--verbose');
        const text = await world.publishText('--verbose');
        expect(json.code).toBeGreaterThan(2);
        expect(json.stdout + text.stdout + text.stderr).not.toContain(CANARY);
      }
      expect(shim.calls().length).toBeGreaterThan(10);
      expect(JSON.stringify(shim.calls())).not.toContain(CANARY);
      expect(heard).toContain(`${CANARY}-header`);
    } finally {
      server.close();
    }
  });

  it.each([
    ['a value', `data:\n  token: ${Buffer.from(CANARY).toString('base64')}\n`],
    ['a number where text is wanted', `stringData:\n  ${CANARY}: 7\n  token: ${CANARY}\n`],
    ['a copy in an annotation', `stringData:\n  token: ${CANARY}\n`],
  ])('S-48: in a Secret with %s are not printed', async (_, lines) => {
    const annotation = `  annotations:\n    kubectl.kubernetes.io/last-applied-configuration: '{"stringData":{"token":"${CANARY}"}}'\n`;
    const world = publishWorld({
      ...manifest('docs', 'x'),
      'apps/docs/dev/extra.yaml': `apiVersion: v1\nkind: Secret\nmetadata:\n  name: token\n  namespace: docs\n${lines.startsWith('stringData:\n  token') ? annotation : ''}${lines}`,
    });
    const [json, text] = [await world.publish('--verbose'), await world.publishText('--verbose')];
    expect([3, 5]).toContain(json.code);
    const shown = json.stdout + text.stdout + text.stderr;
    expect(shown).not.toContain(CANARY);
    expect(shown).not.toContain(Buffer.from(CANARY).toString('base64'));
    expect(Object.keys(world.refs())).toEqual(['refs/heads/main']);
  });
});
