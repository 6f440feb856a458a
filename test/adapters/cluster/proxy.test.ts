import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { proxyFor } from '../../../src/adapters/cluster/proxy.ts';
import { startConnectProxy, startSocksProxy, type ConnectProxy } from './tools/connect-proxy.ts';
import { startFakeServer, type FakeServer } from './tools/fake-server.ts';
import { CONFIG_MAPS, openFake } from './tools/open-fake.ts';
import { problem } from './tools/problem.ts';

const FOUND = { json: { metadata: { name: 'a' } } };

describe('which proxy', () => {
  const env = { HTTPS_PROXY: 'https://safe:3128', http_proxy: 'plain:3128', NO_PROXY: '' };
  const chosen = (server: string, list = '', named?: string): string | undefined =>
    proxyFor(new URL(server), named, { ...env, NO_PROXY: list });

  it('is that of the kubeconfig, then that of the environment', () => {
    expect(chosen('https://api.example.com', '*', 'http://own:1')).toBe('http://own:1');
    expect(chosen('https://api.example.com')).toBe('https://safe:3128');
    expect(chosen('http://api.example.com')).toBe('http://plain:3128');
    expect(proxyFor(new URL('https://a.b'), undefined, {})).toBeUndefined();
  });

  it.each([
    ['https://127.0.0.1:6443', ''],
    ['https://127.8.0.1', ''],
    ['https://localhost', ''],
    ['https://[::1]:6443', ''],
    ['https://a.b', '*'],
    ['https://api.example.com', 'example.com'],
    ['https://api.example.com', 'other, .EXAMPLE.com'],
    ['https://api.example.com', '*.example.com'],
    ['https://example.com', 'example.com:443'],
    ['https://10.1.2.3:6443', '10.0.0.0/8'],
    ['https://10.1.2.3:6443', '10.1.2.3:6443'],
    ['https://[fd00::1]:6443', 'fd00::/8'],
    ['https://[fd00::1]:6443', '[fd00::1]:6443'],
    ['https://[fd00::1]:6443', 'fd00::1'],
  ])('is none for %s with NO_PROXY=%s', (server, list) => {
    expect(chosen(server, list)).toBeUndefined();
  });

  it.each([
    ['https://example.com', '.example.com'],
    ['https://badexample.com', 'example.com'],
    ['https://example.com:6443', 'example.com:443'],
    ['https://10.1.2.3', '11.0.0.0/8'],
    ['https://10.1.2.3', '10.0.0.0/99'],
    ['https://10.1.2.3', 'fd00::/8'],
    ['https://128.0.0.1', ''],
  ])('is not left out for %s with NO_PROXY=%s', (server, list) => {
    expect(chosen(server, list)).toBe('https://safe:3128');
  });
});

describe('a proxy', () => {
  let server: FakeServer;
  let proxy: ConnectProxy | undefined;

  beforeEach(async () => {
    server = await startFakeServer(() => FOUND);
  });

  afterEach(async () => {
    await proxy?.stop();
    proxy = undefined;
    await server.stop();
  });

  async function ask(cluster: Record<string, unknown>, times = 1, at = server): Promise<void> {
    const port = await openFake(at, { change: { cluster } });
    try {
      for (let i = 0; i < times; i++) await port.get(CONFIG_MAPS, 'shop', 'a');
    } finally {
      port.close();
    }
  }

  it('carries many requests over one connection, with the certificates checked', async () => {
    proxy = await startConnectProxy('p@ss');
    await ask({ 'proxy-url': `http://me:p%40ss@127.0.0.1:${proxy.port}` }, 5);
    expect(proxy.asked).toEqual([`127.0.0.1:${server.port} me:p@ss`]);
    expect(server.seen.map(({ headers }) => headers.authorization)).toEqual(Array(5).fill('Bearer sesame'));
    const other = await startFakeServer(() => FOUND, { hosts: ['elsewhere'] });
    expect(await problem(ask({ 'proxy-url': `http://me:p%40ss@127.0.0.1:${proxy.port}` }, 1, other))).toEqual(
      ['CLUSTER_UNREACHABLE', expect.stringMatching(/tls-server-name/)],
    );
    expect(other.seen).toEqual([]);
    await other.stop();
  });

  it('may speak SOCKS', async () => {
    proxy = await startSocksProxy();
    await ask({ 'proxy-url': `socks5://127.0.0.1:${proxy.port}` }, 5);
    expect(proxy.asked).toEqual([`127.0.0.1:${server.port}`]);
    expect(server.seen).toHaveLength(5);
    const other = await startFakeServer(() => FOUND, { hosts: ['localhost'] });
    expect(await problem(ask({ 'proxy-url': `socks5://127.0.0.1:${proxy.port}` }, 1, other))).toEqual([
      'CLUSTER_UNREACHABLE',
      expect.stringMatching(/IP: 127\.0\.0\.1 is not in the cert's list/),
    ]);
    await ask({ 'proxy-url': `socks5://127.0.0.1:${proxy.port}`, 'tls-server-name': 'localhost' }, 1, other);
    await other.stop();
  });

  it('that wants a password is named without one', async () => {
    proxy = await startConnectProxy('right');
    const said = await problem(ask({ 'proxy-url': `http://me:wrong@127.0.0.1:${proxy.port}` }));
    expect(said).toEqual([
      'CLUSTER_UNREACHABLE',
      `${server.url} cannot be reached through the proxy: Bad response: 407.`,
    ]);
  });

  it.each(['http://127.0.0.1:1', 'socks5://127.0.0.1:1'])('that is not there is named: %s', async (url) => {
    const said = await problem(ask({ 'proxy-url': url }));
    expect(said).toEqual(['CLUSTER_UNREACHABLE', expect.stringMatching(/through the proxy: .*ECONNREFUSED/)]);
  });

  it('that is no URL is named without it', async () => {
    expect(await problem(ask({ 'proxy-url': 'http://me:secret@:x' }))).toEqual([
      'KUBECONFIG_INVALID',
      'The proxy cannot be set up: TypeError.',
    ]);
  });

  it('of the environment carries a plain server too', async () => {
    proxy = await startConnectProxy();
    const plain = await startFakeServer(() => FOUND, { isPlain: true });
    const env = { HTTP_PROXY: `127.0.0.1:${proxy.port}` };
    // this machine is never reached through a proxy, so the server has a name here
    const server = `http://moorline.localhost:${plain.port}`;
    const port = await openFake(plain, { env, change: { server } });
    await port.get(CONFIG_MAPS, 'shop', 'a').catch(() => undefined);
    port.close();
    expect(proxy.asked[0]).toBe(`moorline.localhost:${plain.port}`);
    await plain.stop();
  });
});
