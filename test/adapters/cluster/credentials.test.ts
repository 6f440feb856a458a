import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startFakeServer, type FakeServer, type Seen } from './tools/fake-server.ts';
import { makeCertificate } from './tools/make-certificate.ts';
import { CONFIG_MAPS, fakeClock, openFake, status, type FakeClock } from './tools/open-fake.ts';
import { problem } from './tools/problem.ts';

const FOUND = { json: { kind: 'ConfigMap', metadata: { name: 'a' } } };
let server: FakeServer;
let allowed: (seen: Seen) => boolean;
let clock: FakeClock;

beforeEach(async () => {
  allowed = () => true;
  clock = fakeClock();
  server = await startFakeServer((seen) => (allowed(seen) ? FOUND : status(401, 'Unauthorized')));
});

afterEach(() => server.stop());

/** Opens the server as a user, asks `times` times, and gives what the server saw. */
async function askAs(
  user: Record<string, unknown>,
  times = 1,
  between?: () => void,
): Promise<readonly Seen[]> {
  const cluster = await openFake(server, { clock, change: { user } });
  try {
    for (let i = 0; i < times; i++) {
      if (i > 0) between?.();
      await cluster.get(CONFIG_MAPS, 'shop', 'a');
    }
    return server.seen;
  } finally {
    cluster.close();
  }
}

const authorizations = (seen: readonly Seen[]): unknown[] => seen.map(({ headers }) => headers.authorization);

/** A plugin that counts its runs in a file and prints what `status` of that number is. */
function plugin(body: string, more: Record<string, unknown> = {}): { exec: Record<string, unknown> } {
  const file = join(server.folder, 'plugin.mjs');
  writeFileSync(
    file,
    `import { appendFileSync, readFileSync } from 'node:fs';
const log = ${JSON.stringify(join(server.folder, 'runs'))};
appendFileSync(log, 'x');
const run = readFileSync(log, 'utf8').length;
const info = JSON.parse(process.env.KUBERNETES_EXEC_INFO);
const give = (status) => console.log(JSON.stringify({ kind: 'ExecCredential', apiVersion: info.apiVersion, status }));
${body}`,
  );
  const apiVersion = 'client.authentication.k8s.io/v1';
  return { exec: { apiVersion, command: process.execPath, args: [file], ...more } };
}

const runs = (): number => {
  const log = join(server.folder, 'runs');
  return existsSync(log) ? readFileSync(log, 'utf8').length : 0;
};

describe('credentials', () => {
  it('may be a name and a password', async () => {
    const seen = await askAs({ username: 'ann', password: 'sésame' });
    expect(authorizations(seen)).toEqual([`Basic ${Buffer.from('ann:sésame').toString('base64')}`]);
  });

  it('may be a certificate', async () => {
    const own = makeCertificate({ name: 'ann', issuer: server.authority });
    writeFileSync(join(server.folder, 'key.pem'), own.key);
    const user = {
      'client-certificate-data': Buffer.from(own.cert).toString('base64'),
      'client-key': 'key.pem',
    };
    expect(await askAs(user)).toMatchObject([{ client: 'ann' }]);
  });

  it('may be a file beside the kubeconfig, which is read again after a minute', async () => {
    const file = join(server.folder, 'token');
    writeFileSync(file, 'first\n');
    const seen = await askAs({ tokenFile: 'token', token: 'not this one' }, 3, () => {
      writeFileSync(file, 'second\n');
      clock.advance(40_000);
    });
    expect(authorizations(seen)).toEqual(['Bearer first', 'Bearer first', 'Bearer second']);
  });

  it('can act for somebody else', async () => {
    const [seen] = await askAs({
      token: 't',
      as: 'ann',
      'as-groups': ['a', 'b'],
      'as-user-extra': { 'x y': ['1'] },
    });
    expect(seen?.headers).toMatchObject({
      'impersonate-user': 'ann',
      'impersonate-group': 'a, b',
      'impersonate-extra-x%20y': '1',
    });
  });

  it('are not needed', async () => {
    expect(authorizations(await askAs({}))).toEqual([undefined]);
  });

  it('are read anew once when they are refused', async () => {
    const file = join(server.folder, 'token');
    writeFileSync(file, 'old');
    allowed = ({ headers }) => {
      writeFileSync(file, 'new');
      return headers.authorization === 'Bearer new';
    };
    expect(authorizations(await askAs({ tokenFile: file }))).toEqual(['Bearer old', 'Bearer new']);
  });

  it('that are refused again end the run', async () => {
    allowed = () => false;
    expect(await problem(askAs({ token: 'sesame' }))).toEqual([
      'CLUSTER_REFUSED',
      'The server does not take the credentials of the user "ci" of context "staging" (401). They may have expired.',
    ]);
    expect(server.seen).toHaveLength(2);
  });

  it.each([
    [
      'a file that is not there',
      { tokenFile: 'nowhere' },
      /^The token .*nowhere cannot be read \(ENOENT\)\.$/,
    ],
    [
      'a certificate that is none',
      { 'client-certificate-data': 'eHh4', 'client-key-data': 'eHh4' },
      /cannot be used/,
    ],
    [
      'a token with a line break',
      { token: 'secret\nvalue' },
      /^The token holds a character that no header can carry/,
    ],
    [
      'an auth-provider without a token',
      { 'auth-provider': { name: 'oidc', config: {} } },
      /gave no token\. Log in/,
    ],
  ])('are %s: nothing is shown of them', async (_, user, message) => {
    const said = await problem(askAs(user));
    expect(said).toEqual(['CLUSTER_CREDENTIALS', expect.stringMatching(message)]);
    expect(said[1]).not.toContain('value');
    expect(server.seen).toEqual([]);
  });

  it('may be an identity token of OIDC', async () => {
    const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
    const token = `${part({ alg: 'none' })}.${part({ exp: Date.now() / 1000 + 600 })}.x`;
    const seen = await askAs({ 'auth-provider': { name: 'oidc', config: { 'id-token': token } } });
    expect(authorizations(seen)).toEqual([`Bearer ${token}`]);
  });
});

describe('a credential plugin', () => {
  it('runs once for many requests, also without an end', async () => {
    const seen = await askAs(plugin('give({ token: `t${run}` });'), 20, () => clock.advance(60_000));
    expect(new Set(authorizations(seen))).toEqual(new Set(['Bearer t1']));
    expect(runs()).toBe(1);
  });

  it('runs once for many requests at a time', async () => {
    const { exec } = plugin('give({ token: `t${run}` });');
    const cluster = await openFake(server, { clock, change: { user: { exec } } });
    allowed = ({ headers }) => headers.authorization !== 'Bearer t1';
    await Promise.all(Array.from({ length: 20 }, () => cluster.get(CONFIG_MAPS, 'shop', 'a')));
    expect(runs()).toBe(2);
    cluster.close();
  });

  it('runs again when its credential has ended, at most once a minute', async () => {
    const end = new Date(clock.now() + 1000).toISOString();
    const seen = await askAs(plugin(`give({ token: 't' + run, expirationTimestamp: '${end}' });`), 4, () =>
      clock.advance(25_000),
    );
    expect(authorizations(seen)).toEqual(['Bearer t1', 'Bearer t1', 'Bearer t1', 'Bearer t2']);
  });

  it('runs again when the server refuses its credential', async () => {
    allowed = ({ headers }) => headers.authorization === 'Bearer t2';
    expect(authorizations(await askAs(plugin('give({ token: `t${run}` });')))).toEqual([
      'Bearer t1',
      'Bearer t2',
    ]);
  });

  it('gives certificates, and connections follow when they change', async () => {
    const both = ['one', 'two'].map((name) => {
      const { cert, key } = makeCertificate({ name, issuer: server.authority });
      return { clientCertificateData: cert, clientKeyData: key };
    });
    allowed = ({ client }) => server.seen.length < 3 || client === 'two';
    const user = plugin(`give(${JSON.stringify(both)}[run - 1]);`);
    const seen = await askAs(user, 3);
    expect(seen.map(({ client }) => client)).toEqual(['one', 'one', 'one', 'two']);
    expect(server.connections()).toBe(2);
  });

  it('is told of the cluster when it wants to be, and gets its variables', async () => {
    const body = `const { server, ...rest } = info.spec.cluster;
give({ token: [info.kind, info.spec.interactive, server, process.env.REGION, Object.keys(rest)].join(' ') });`;
    const seen = await askAs(
      plugin(body, { provideClusterInfo: true, env: [{ name: 'REGION', value: 'eu' }] }),
    );
    expect(authorizations(seen)).toEqual([
      `Bearer ExecCredential false ${server.url} eu certificate-authority-data`,
    ]);
  });

  it.skipIf(process.platform === 'win32')('may be a program beside the kubeconfig', async () => {
    const file = join(server.folder, 'login.sh');
    writeFileSync(file, `#!/bin/sh\necho '{"kind":"ExecCredential","status":{"token":"near"}}'\n`);
    chmodSync(file, 0o755);
    expect(authorizations(await askAs({ exec: { command: './login.sh' } }))).toEqual(['Bearer near']);
  });

  it.each([
    [
      'fails',
      'console.error("login first\\u001b[31m eyJhbGciOiJSUzI1NiIsImtpZCI6IjEifQ.abc.def"); process.exit(3);',
      /" ended with 3: login first \[31m \(hidden\)$/,
    ],
    ['prints no JSON', 'console.log("hello");', /printed no ExecCredential with a status\.$/],
    [
      'prints something else',
      'console.log("{\\"kind\\":\\"Status\\"}");',
      /printed no ExecCredential with a status\.$/,
    ],
    ['gives nothing', 'give({});', /gave neither a token nor a certificate with its key\.$/],
    ['gives half a certificate', 'give({ clientCertificateData: "a" });', /gave neither/],
  ])('that %s is named', async (_, body, message) => {
    expect(await problem(askAs(plugin(body)))).toEqual([
      'CLUSTER_CREDENTIALS',
      expect.stringMatching(message),
    ]);
    expect(runs()).toBe(1);
  });

  it('that is missing is named, with the hint of the kubeconfig', async () => {
    const exec = { command: 'moorline-no-such-plugin', installHint: 'Install it with\nbrew.' };
    expect(await problem(askAs({ exec }))).toEqual([
      'CLUSTER_CREDENTIALS',
      'The credential plugin "moorline-no-such-plugin" of the user "ci" is not installed. Install it with brew.',
    ]);
  });

  it('that wants a terminal is not run', async () => {
    const said = await problem(askAs(plugin('give({ token: "t" });', { interactiveMode: 'Always' })));
    expect(said).toEqual([
      'CLUSTER_CREDENTIALS',
      expect.stringMatching(/needs a terminal, and it has none here\.$/),
    ]);
    expect(runs()).toBe(0);
  });

  it('that does not end is ended', async () => {
    const user = plugin('setInterval(() => undefined, 1000);');
    const said = await problem(openFake(server, { change: { user }, pluginTimeoutMs: 300 }));
    expect(said).toEqual([
      'CLUSTER_CREDENTIALS',
      expect.stringMatching(/did not end within 0\.3 seconds\.$/),
    ]);
  });
});
