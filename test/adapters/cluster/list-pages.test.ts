import { afterEach, describe, expect, it } from 'vitest';
import type { ClusterPort, ListPage } from '../../../src/model/cluster.ts';
import { startFakeServer, type Deed, type FakeServer, type Seen } from './tools/fake-server.ts';
import { DEPLOYMENTS, fakeClock, openFake, status } from './tools/open-fake.ts';

let server: FakeServer;
let cluster: ClusterPort;

afterEach(async () => {
  cluster.close();
  await server.stop();
});

async function pages(answer: (seen: Seen, count: number) => Deed, clock = fakeClock()): Promise<ListPage[]> {
  server = await startFakeServer(answer);
  cluster = await openFake(server, { clock });
  const found: ListPage[] = [];
  for await (const page of cluster.list(DEPLOYMENTS, { namespace: 'shop' })) found.push(page);
  return found;
}

const page = (names: readonly string[], token?: string): Deed => ({
  json: {
    kind: 'DeploymentList',
    apiVersion: 'apps/v1',
    metadata: { resourceVersion: '7', ...(token === undefined ? {} : { continue: token }) },
    items: names.map((name) => ({ metadata: { name } })),
  },
});

const objects = (...names: readonly string[]): object[] =>
  names.map((name) => ({ apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name } }));

const LIST = '/apis/apps/v1/namespaces/shop/deployments';

describe('a list', () => {
  it('comes page after page, with what lists leave out', async () => {
    const found = await pages(({ url }) =>
      url.includes('continue=') ? page(['c']) : page(['a', 'b'], 'next one/='),
    );
    expect(found).toEqual([
      { objects: objects('a', 'b'), restarted: false },
      { objects: objects('c'), restarted: false },
    ]);
    expect(server.seen.map(({ url }) => url)).toEqual([
      `${LIST}?limit=500`,
      `${LIST}?limit=500&continue=next%20one%2F%3D`,
    ]);
  });

  it('asks for all namespaces and for labels', async () => {
    server = await startFakeServer(() => page([]));
    cluster = await openFake(server);
    for await (const each of cluster.list(DEPLOYMENTS, {
      namespace: undefined,
      labelSelector: 'app=a,b in (c)',
    }))
      expect(each).toEqual({ objects: [], restarted: false });
    expect(server.seen[0]?.url).toBe(
      '/apis/apps/v1/deployments?limit=500&labelSelector=app%3Da%2Cb%20in%20(c)',
    );
  });

  it('asks for the next page before the first is looked at', async () => {
    server = await startFakeServer(({ url }) => (url.includes('continue=') ? page(['b']) : page(['a'], 'x')));
    cluster = await openFake(server);
    const iterator = cluster.list(DEPLOYMENTS, { namespace: 'shop' })[Symbol.asyncIterator]();
    await iterator.next();
    await expect.poll(() => server.seen.length).toBe(2);
    await iterator.return?.();
  });

  it('begins anew, once and in one piece, when its token ran out', async () => {
    const found = await pages(({ url }) => {
      if (url.includes('continue=')) return status(410, 'The provided continue parameter is too old');
      return url.includes('limit=') ? page(['a'], 'old') : page(['a', 'b']);
    });
    expect(found).toEqual([
      { objects: objects('a'), restarted: false },
      { objects: objects('a', 'b'), restarted: true },
    ]);
    expect(server.seen.map(({ url }) => url)).toEqual([
      `${LIST}?limit=500`,
      `${LIST}?limit=500&continue=old`,
      LIST,
    ]);
  });

  it('fails when its token runs out again', async () => {
    const found = await pages(({ url }) =>
      url.includes('continue=')
        ? status(410, 'too old')
        : page(['a'], url.includes('limit=') ? 'first' : 'second'),
    );
    expect(found.at(-1)).toEqual({ failure: { reason: 'failed', message: '410: too old' } });
    expect(found).toHaveLength(3);
  });

  it('fails at a token that leads to itself', async () => {
    expect((await pages(() => page(['a'], 'same'))).at(-1)).toEqual({
      failure: { reason: 'failed', message: 'the list does not end' },
    });
  });

  it.each(['cut', 'cut-in-body'] as const)('goes on after a %s in its middle', async (deed) => {
    const found = await pages(({ url }, count) => {
      if (!url.includes('continue=')) return page(['a'], 'x');
      return count < 4 ? deed : page(['b']);
    });
    expect(found).toEqual([
      { objects: objects('a'), restarted: false },
      { objects: objects('b'), restarted: false },
    ]);
    expect(server.seen).toHaveLength(4);
  });

  it('keeps what came before connections were cut for good', async () => {
    const found = await pages(({ url }) => (url.includes('continue=') ? 'cut-in-body' : page(['a'], 'x')));
    expect(found).toEqual([
      { objects: objects('a'), restarted: false },
      {
        failure: { reason: 'failed', message: expect.stringMatching(/^the connection was lost: /) as string },
      },
    ]);
    expect(server.seen).toHaveLength(4);
  });

  it('says that it is forbidden, in the words of the server', async () => {
    expect(await pages(() => status(403, 'deployments.apps is forbidden: User "ci" cannot list'))).toEqual([
      {
        failure: {
          reason: 'forbidden',
          message: '403: deployments.apps is forbidden: User "ci" cannot list',
        },
      },
    ]);
  });

  it('says that a version went away', async () => {
    const answer = { status: 404, text: '404 page not found\n', headers: { 'content-type': 'text/plain' } };
    expect(await pages(() => answer)).toEqual([
      { failure: { reason: 'gone', message: '404: 404 page not found' } },
    ]);
  });

  it.each([
    ['no JSON', { text: '<html>Log in</html>' }, 'the answer (200) is not what an API server says'],
    ['a map without items', { json: { kind: 'Status' } }, 'the answer (200) is not what an API server says'],
    ['items that are no objects', { json: { items: ['a'] } }, 'the list holds something else than objects'],
    ['a redirect', { status: 302, text: '', headers: { location: 'http://elsewhere' } }, '302'],
  ])('fails at %s', async (_, answer, message) => {
    expect(await pages(() => answer)).toEqual([{ failure: { reason: 'failed', message } }]);
  });

  it('says when digits were lost', async () => {
    const found = await pages(() => ({
      text: '{"items":[{"spec":{"note":"\\"12345678901234567890","big":9007199254740993}}]}',
    }));
    expect(found).toMatchObject([{ rounded: true }]);
    cluster.close();
    await server.stop();
    const exact = await pages(() => ({
      text: '{"items":[{"note":"\\"12345678901234567890","a":9007199254740991}]}',
    }));
    expect(exact[0]).not.toHaveProperty('rounded');
  });

  it('reaches no other place, whatever the namespace is called', async () => {
    server = await startFakeServer(() => page([]));
    cluster = await openFake(server);
    for (const namespace of ['', '.', '..', 'a/b', '%2e%2e', '..%2f', '\ud800']) {
      const found: ListPage[] = [];
      for await (const each of cluster.list(DEPLOYMENTS, { namespace })) found.push(each);
      expect(found).toMatchObject([{ failure: { reason: 'failed' } }]);
    }
    expect(server.seen).toEqual([]);
  });
});
