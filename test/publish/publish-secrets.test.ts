import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { readTree } from '../tools/read-tree.ts';
import { app, publishWorld, recordOf, type Files, type PublishWorld } from '../tools/publish-world.ts';
import { tempFolder } from '../tools/temp-folder.ts';

const [DEV, PROD] = ['rendered/dev', 'rendered/prod'];
const both = (state: string) => ({ [DEV]: state, [PROD]: state });
const CANARY = 'canary-7f3a';

const SECRET: Files = {
  'apps/docs/dev/app.yaml': app('docs', [
    'accessories:',
    '  extra:',
    '    module: k8s_manifest',
    '    paths: [secret.yaml]',
  ]),
  'apps/docs/dev/secret.yaml': `apiVersion: v1\nkind: Secret\nmetadata:\n  name: token\n  namespace: docs\nstringData:\n  token: ${CANARY}\n`,
};
const PLAINTEXT = { 'workspaces/dev.yaml': 'secretStore:\n  backend: plaintext\n' };
const ALLOWED = { 'moorline.yaml': 'policy:\n  secrets: workspace\n' };

describe('a secret value', () => {
  it.each([
    ['by default', {}],
    ['in a plaintext workspace alone', PLAINTEXT],
    ['by the policy alone', ALLOWED],
  ])('is not published %s, and nothing is written before that is known', async (_, files: Files) => {
    const world = publishWorld({ ...SECRET, ...files });
    const [before, git] = [world.refs(), readTree(join(world.source.dir, '.git'))];
    const run = await world.publish();
    expect({ code: run.code, codes: run.codes }).toEqual({ code: 5, codes: ['SECRET_PLAINTEXT'] });
    expect(run.diagnostics[0]?.detail).toContain('docs/Secret/token of docs/dev holds values.');
    expect(world.refs()).toEqual(before);
    const after = Object.entries(readTree(join(world.source.dir, '.git')));
    expect(
      Object.fromEntries(after.filter(([path]) => !path.startsWith('moorline/') || !path.endsWith('/'))),
    ).toEqual(git);
    const text = await world.publishText('--verbose');
    expect(run.stdout + text.stdout + text.stderr).not.toContain(CANARY);
  });

  it('may be a private key in any object', async () => {
    const key = '-----BEGIN EC PRIVATE KEY-----\n    not a real one\n    -----END EC PRIVATE KEY-----\n';
    const world = publishWorld({
      ...SECRET,
      'apps/docs/dev/secret.yaml': `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: tls\n  namespace: docs\ndata:\n  tls.key: |\n    ${key}`,
    });
    const run = await world.publish();
    expect({ code: run.code, codes: run.codes }).toEqual({ code: 5, codes: ['SECRET_PLAINTEXT'] });
    expect(run.diagnostics[0]?.detail).toContain('docs/ConfigMap/tls of docs/dev holds a private key.');
    expect(run.stdout).not.toContain('not a real one');
  });

  it('is published where both say so, and printed nowhere', async () => {
    const world = publishWorld({ ...SECRET, ...PLAINTEXT, ...ALLOWED });
    const run = await world.publish();
    expect(run.states).toEqual(both('pushed'));
    expect(world.show(`${DEV}:docs/dev/secret_token.yaml`)).toContain(CANARY);
    expect(run.stdout + world.show(DEV) + world.show(`${DEV}:hydrator.metadata`)).not.toContain(CANARY);
  });
});

/** Makes a key and gives its path, with what a verifier needs. */
function sshKey(): { readonly key: string; readonly signers: string } {
  const folder = tempFolder();
  const key = join(folder, 'key');
  const made = spawnSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', '', '-f', key]);
  expect(made.status).toBe(0);
  const signers = join(folder, 'signers');
  spawnSync('sh', ['-c', `printf 'noreply@moorline.dev %s\\n' "$(cat '${key}.pub')" > '${signers}'`]);
  return { key, signers };
}

async function expectSigned(world: PublishWorld, settings: readonly string[], args: readonly string[]) {
  const planned = await world.publish('--dry-run', '--sign', 'none');
  const run = await world.publish(...args);
  expect({ code: run.code, codes: run.codes, states: run.states }).toEqual({
    code: 0,
    codes: [],
    states: both('pushed'),
  });
  for (const branch of [DEV, PROD]) {
    world.remote.git(...settings, 'verify-commit', branch);
    expect(world.tip(`${branch}^{tree}`)).toMatch(/^[0-9a-f]{40}$/);
    expect(world.show(recordOf(branch))).toContain(`Rendered-Commit: ${world.tip(branch) ?? ''}`);
  }
  expect(run.branches.map(({ commit }) => commit)).toEqual([world.tip(DEV), world.tip(PROD)]);
  expect(run.branches[0]?.commit).not.toBe(planned.branches[0]?.commit);
  const names = ['%an <%ae> %at %cn <%ce> %ct'];
  expect(world.remote.git('log', '-1', `--format=${names[0] ?? ''}`, DEV)).toBe(
    'Moorline <noreply@moorline.dev> 1767323045 Moorline <noreply@moorline.dev> 1767323045',
  );
  expect((await world.publish(...args)).states).toEqual(both('already'));
}

describe('a signed commit', () => {
  it('is made with a key of ssh and verified by git', async () => {
    const { key, signers } = sshKey();
    const world = publishWorld();
    world.source.git('config', 'user.signingKey', key);
    await expectSigned(world, ['-c', `gpg.ssh.allowedSignersFile=${signers}`], ['--sign', 'ssh']);
  });

  it.skipIf(spawnSync('gpg', ['--version']).status !== 0)(
    'is made with a key of gpg, as publish.sign says',
    async () => {
      const home = tempFolder();
      vi.stubEnv('GNUPGHOME', home);
      vi.stubEnv('HOME', home);
      const env = { PATH: process.env['PATH'] ?? '', GNUPGHOME: home, HOME: home };
      const name = 'Moorline <noreply@moorline.dev>';
      const options = [
        '--batch',
        '--quiet',
        '--passphrase',
        '',
        '--quick-gen-key',
        name,
        'ed25519',
        'sign',
        'never',
      ];
      expect(spawnSync('gpg', options, { env }).status).toBe(0);
      try {
        const world = publishWorld({ 'moorline.yaml': 'publish:\n  sign: gpg\n' });
        const check = `exec env HOME='${home}' GNUPGHOME='${home}' gpg "$@"`;
        const program = join(tempFolder({ 'gpg.sh': `#!/bin/sh\n${check}\n` }), 'gpg.sh');
        spawnSync('chmod', ['+x', program]);
        await expectSigned(world, ['-c', `gpg.program=${program}`], []);
      } finally {
        spawnSync('gpgconf', ['--kill', 'all'], { env });
      }
    },
  );

  it('that cannot be signed is not pushed', async () => {
    const world = publishWorld();
    const home = tempFolder();
    vi.stubEnv('HOME', home);
    vi.stubEnv('GNUPGHOME', home);
    vi.stubEnv('SSH_AUTH_SOCK', '');
    const before = world.refs();
    for (const form of ['ssh', 'gpg']) {
      const run = await world.publish('--sign', form);
      expect({ code: run.code, codes: run.codes }).toEqual({ code: 3, codes: ['SIGNING_FAILED'] });
      expect(Object.values(run.states)).not.toContain('pushed');
    }
    expect(world.refs()).toEqual(before);
  });

  it('is never made by a program that the repository names', async () => {
    const { key } = sshKey();
    const world = publishWorld();
    const trap = join(world.source.dir, '..', 'PWN');
    world.source.git('config', 'user.signingKey', key);
    for (const name of ['gpg.program', 'gpg.ssh.program', 'gpg.openpgp.program', 'gpg.ssh.defaultKeyCommand'])
      world.source.git('config', name, `touch ${trap}`);
    expect((await world.publish('--sign', 'ssh')).states).toEqual(both('pushed'));
    expect(Object.keys(readTree(join(world.source.dir, '..')))).not.toContain('PWN');
  });
});
