import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { delimiter, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openCluster } from '../../../src/adapters/cluster/open-cluster.ts';
import type { GetAnswer } from '../../../src/model/cluster.ts';
import { AdapterError } from '../../../src/model/ports.ts';
import { startFakeServer, type FakeServer } from './tools/fake-server.ts';
import { problem } from './tools/problem.ts';
import { makeCertificate } from './tools/make-certificate.ts';
import { CONFIG_MAPS, openFake } from './tools/open-fake.ts';

const FOUND = { json: { kind: 'ConfigMap', metadata: { name: 'a' } } };
const signal = new AbortController().signal;
let server: FakeServer;

beforeEach(async () => {
  server = await startFakeServer(() => FOUND);
});

afterEach(() => server.stop());

async function ask(
  request: Parameters<typeof openFake>[1] = {},
  at: FakeServer = server,
): Promise<GetAnswer> {
  const cluster = await openFake(at, request);
  try {
    return await cluster.get(CONFIG_MAPS, 'shop', 'a');
  } finally {
    cluster.close();
  }
}

describe('which cluster', () => {
  it('is the current context of the file', async () => {
    const cluster = await openFake(server);
    expect([cluster.context, cluster.server]).toEqual(['staging', server.url]);
    expect(await cluster.get(CONFIG_MAPS, 'shop', 'a')).toEqual({ object: FOUND.json });
    expect(server.seen).toMatchObject([
      {
        method: 'GET',
        url: '/api/v1/namespaces/shop/configmaps/a',
        headers: {
          'user-agent': 'moorline/1.2.3',
          authorization: 'Bearer sesame',
          accept: 'application/json',
        },
      },
    ]);
    cluster.close();
  });

  it('is never localhost by accident', async () => {
    const request = { version: '1', signal, env: { HOME: server.folder }, serviceAccount: server.folder };
    expect(await problem(openCluster(request))).toEqual([
      'CLUSTER_UNKNOWN',
      `No context is selected. No context is in ${join(server.folder, '.kube', 'config')}.`,
    ]);
  });

  it('has a name that the kubeconfig knows', async () => {
    expect(await problem(ask({ context: 'production' }))).toEqual([
      'CLUSTER_UNKNOWN',
      'There is no context "production". Select one of "staging".',
    ]);
  });

  it('is looked for in all files of KUBECONFIG, and the first word counts', async () => {
    const other = join(server.folder, 'other.yaml');
    writeFileSync(
      other,
      `current-context: other
contexts:
- {name: other, context: {cluster: eu, user: ci}}
- {name: staging, context: {cluster: gone, user: gone}}
users:
- {name: ci, user: {token: never}}
`,
    );
    const files = [join(server.folder, 'missing.yaml'), server.kubeconfig(), other].join(delimiter);
    const request = { version: '1', signal, env: { KUBECONFIG: files } };
    const first = await openCluster(request);
    const second = await openCluster({ ...request, context: 'other' });
    await second.get(CONFIG_MAPS, 'shop', 'a');
    expect([first.context, second.context]).toEqual(['staging', 'other']);
    expect(server.seen[0]?.headers.authorization).toBe('Bearer sesame');
    first.close();
    second.close();
  });

  it('is the one that the program runs in, when there is no kubeconfig', async () => {
    const serviceAccount = join(server.folder, 'account');
    mkdirSync(serviceAccount);
    writeFileSync(join(serviceAccount, 'token'), 'of-the-pod\n');
    writeFileSync(join(serviceAccount, 'ca.crt'), server.authority.cert);
    const env = {
      HOME: server.folder,
      KUBERNETES_SERVICE_HOST: '127.0.0.1',
      KUBERNETES_SERVICE_PORT: String(server.port),
    };
    const cluster = await openCluster({ version: '1', signal, env, serviceAccount });
    expect([cluster.context, cluster.server]).toEqual(['in-cluster', server.url]);
    await cluster.get(CONFIG_MAPS, 'shop', 'a');
    expect(server.seen[0]?.headers.authorization).toBe('Bearer of-the-pod');
    cluster.close();
  });

  it.each([
    ['no YAML', 'a: [', /is not YAML in line 1/],
    ['no map', '- a', /holds no map\.$/],
    ['a token that is no text', 'token', /^"token" of the user "ci" of .* is not a text\.$/],
    ['a cluster that is not there', 'cluster', /names no cluster that exists\.$/],
    ['a server without a scheme', 'server', /does not start with https:\/\/ or http:\/\/\.$/],
  ])('cannot be read from %s', async (_, text, message) => {
    const file = join(server.folder, 'broken.yaml');
    const context = `current-context: a
contexts: [{name: a, context: {cluster: c, user: ci}}]
clusters: [{name: ${text === 'cluster' ? 'other' : 'c'}, cluster: {server: ${text === 'server' ? 'host:6443' : 'https://h'}}}]
users: [{name: ci, user: {token: ${text === 'token' ? '123456' : 'abc'}}}]`;
    writeFileSync(file, text.length > 3 ? context : text);
    if (text === 'a: [') writeFileSync(file, text);
    const said = await problem(openCluster({ kubeconfig: file, version: '1', signal, env: {} }));
    expect(said).toEqual(['KUBECONFIG_INVALID', expect.stringMatching(message)]);
    expect(said[1]).not.toContain('123456');
  });

  it('cannot be read from a file that is not there', async () => {
    const file = join(server.folder, 'nowhere');
    expect(await problem(openCluster({ kubeconfig: file, version: '1', signal }))).toEqual([
      'KUBECONFIG_INVALID',
      `${file} cannot be read (ENOENT).`,
    ]);
  });
});

describe('a server', () => {
  it('without encryption is taken when the kubeconfig says so', async () => {
    const plain = await startFakeServer(() => FOUND, { isPlain: true });
    expect(await ask({}, plain)).toEqual({ object: FOUND.json });
    await plain.stop();
  });

  it('may be below a path', async () => {
    await ask({ change: { server: `${server.url}/k8s/clusters/c-1/` } });
    expect(server.seen[0]?.url).toBe('/k8s/clusters/c-1/api/v1/namespaces/shop/configmaps/a');
  });

  it('that nobody answers for cannot be reached', async () => {
    expect(await problem(ask({ change: { server: 'https://127.0.0.1:1' } }))).toEqual([
      'CLUSTER_UNREACHABLE',
      'https://127.0.0.1:1 cannot be reached: connect ECONNREFUSED 127.0.0.1:1.',
    ]);
  });

  it('has to prove who it is', async () => {
    const other = makeCertificate({ name: 'test authority' });
    const data = Buffer.from(other.cert).toString('base64');
    expect(await problem(ask({ change: { cluster: { 'certificate-authority-data': data } } }))).toEqual([
      'CLUSTER_UNREACHABLE',
      expect.stringMatching(
        /^https:.* cannot prove who it is: .*\. Check certificate-authority in the kubeconfig\.$/,
      ),
    ]);
    const skip = { 'certificate-authority-data': undefined, 'insecure-skip-tls-verify': true };
    expect(await ask({ change: { cluster: skip } })).toEqual({ object: FOUND.json });
  });

  it('whose certificate has ended is not trusted', async () => {
    const old = await startFakeServer(() => FOUND, { days: -1 });
    expect(await problem(ask({}, old))).toEqual([
      'CLUSTER_UNREACHABLE',
      expect.stringMatching(/^.*certificate has expired\.$/),
    ]);
    await old.stop();
  });

  it('is known by the name in its certificate', async () => {
    const named = await startFakeServer(() => FOUND, { hosts: ['api.example.com'] });
    expect(await problem(ask({}, named))).toEqual([
      'CLUSTER_UNREACHABLE',
      expect.stringMatching(/^.* set tls-server-name in the kubeconfig\.$/),
    ]);
    const change = { cluster: { 'tls-server-name': 'api.example.com' } };
    expect(await ask({ change }, named)).toEqual({ object: FOUND.json });
    await named.stop();
  });

  it('is trusted by an authority in a file, beside the kubeconfig', async () => {
    writeFileSync(join(server.folder, 'ca.pem'), server.authority.cert);
    const cluster = { 'certificate-authority-data': undefined, 'certificate-authority': 'ca.pem' };
    expect(await ask({ change: { cluster } })).toEqual({ object: FOUND.json });
  });

  it('that does not speak TLS is told from one that does', async () => {
    const plain = await startFakeServer(() => FOUND, { isPlain: true });
    const said = await problem(ask({ change: { server: `https://127.0.0.1:${plain.port}` } }, plain));
    expect(said).toEqual([
      'CLUSTER_UNREACHABLE',
      expect.stringMatching(/^https:.* does not speak TLS as it should \(\w+\)\.$/),
    ]);
    await plain.stop();
  });

  it('that takes the connection and says nothing cannot be reached', async () => {
    const mute = createServer(() => undefined);
    await new Promise<void>((done) => mute.listen(0, '127.0.0.1', done));
    const url = `https://127.0.0.1:${(mute.address() as AddressInfo).port}`;
    expect(await problem(ask({ change: { server: url }, timeoutMs: 100 }))).toEqual([
      'CLUSTER_UNREACHABLE',
      `${url} cannot be reached: no answer in time.`,
    ]);
    mute.close();
  });

  it('is not asked after the run has ended', async () => {
    const stop = new AbortController();
    const cluster = await openFake(server, { signal: stop.signal });
    stop.abort(new AdapterError('TIMEOUT', 'time is up'));
    expect(await problem(cluster.get(CONFIG_MAPS, 'shop', 'a'))).toEqual(['TIMEOUT', 'time is up']);
    cluster.close();
  });
});
