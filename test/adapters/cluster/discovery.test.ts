import { afterEach, describe, expect, it } from 'vitest';
import type { Discovery } from '../../../src/model/cluster.ts';
import { startFakeServer, type Deed, type FakeServer } from './tools/fake-server.ts';
import { openFake, status } from './tools/open-fake.ts';
import { problem } from './tools/problem.ts';

let server: FakeServer;

afterEach(() => server.stop());

async function discovered(answers: Readonly<Record<string, Deed>>): Promise<Discovery> {
  server = await startFakeServer(({ url }) => answers[url] ?? { status: 404, text: '404 page not found' });
  const cluster = await openFake(server);
  try {
    return await cluster.discover();
  } finally {
    cluster.close();
  }
}

const kind = (resource: string, name: string, scope = 'Namespaced'): object => ({
  resource,
  responseKind: { group: '', version: '', kind: name },
  scope,
  verbs: ['get', 'list'],
  subresources: [{ subresource: 'status' }],
});

const group = (name: string, versions: readonly object[]): object => ({
  ...(name === '' ? {} : { metadata: { name } }),
  versions,
});

const list = (...items: readonly object[]): Deed => ({ json: { kind: 'APIGroupDiscoveryList', items } });

const VERSION = { json: { gitVersion: 'v1.37.2' } };
const CORE = group('', [
  { version: 'v1', resources: [kind('nodes', 'Node', 'Cluster')], freshness: 'Current' },
]);

describe('discovery', () => {
  it('takes two calls and the version', async () => {
    const apps = group('apps', [
      { version: 'v1', resources: [kind('deployments', 'Deployment')], freshness: 'Current' },
      { version: 'v1beta1', resources: [kind('deployments', 'Deployment'), { resource: 'odd', verbs: [] }] },
    ]);
    const verbs = ['get', 'list'];
    const deployment = { group: 'apps', kind: 'Deployment', plural: 'deployments', namespaced: true, verbs };
    expect(await discovered({ '/api': list(CORE), '/apis': list(apps), '/version': VERSION })).toEqual({
      resources: [
        { group: '', version: 'v1', kind: 'Node', plural: 'nodes', namespaced: false, verbs },
        { ...deployment, version: 'v1' },
        { ...deployment, version: 'v1beta1' },
      ],
      unknownGroups: new Map(),
      version: 'v1.37.2',
    });
    expect(server.seen.map(({ url }) => url).toSorted()).toEqual(['/api', '/apis', '/version']);
    expect(server.seen.find(({ url }) => url === '/apis')?.headers.accept).toBe(
      'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList,' +
        'application/json;g=apidiscovery.k8s.io;v=v2beta1;as=APIGroupDiscoveryList,application/json',
    );
  });

  it('does not know a group that is stale', async () => {
    const stale = group('metrics.k8s.io', [
      { version: 'v1', freshness: 'Stale' },
      { version: 'v1beta1', resources: [] },
    ]);
    const { resources, unknownGroups, version } = await discovered({
      '/api': list(CORE),
      '/apis': list(stale),
    });
    expect([resources.length, version]).toEqual([1, undefined]);
    expect([...unknownGroups]).toEqual([['metrics.k8s.io', 'the server has no fresh answer about v1']]);
  });

  it('asks older servers for each version, the preferred one first', async () => {
    const groups = [
      {
        name: 'batch',
        versions: [{ version: 'v1beta1' }, { version: 'v1' }],
        preferredVersion: { version: 'v1' },
      },
      { name: 'broken.io', versions: [{ version: 'v1' }] },
      { name: 'gone.io', versions: [{ version: 'v1' }] },
      { name: 'empty.io', versions: [{ version: 'v1' }] },
    ];
    const jobs = [
      { name: 'jobs', kind: 'Job', namespaced: true, verbs: ['get'] },
      { name: 'jobs/status', kind: 'Job', namespaced: true, verbs: ['get'] },
    ];
    const { resources, unknownGroups } = await discovered({
      '/api': { json: { kind: 'APIVersions', versions: ['v1'] } },
      '/apis': { json: { kind: 'APIGroupList', groups } },
      '/api/v1': { json: { resources: [{ name: 'pods', kind: 'Pod', namespaced: true, verbs: ['get'] }] } },
      '/apis/batch/v1': { json: { resources: jobs } },
      '/apis/batch/v1beta1': { json: { resources: jobs.slice(0, 1) } },
      '/apis/broken.io/v1': { status: 503, text: 'service unavailable\n' },
      '/apis/empty.io/v1': { json: { kind: 'APIResourceList' } },
    });
    expect(resources.map((each) => `${each.group} ${each.version} ${each.kind}`)).toEqual([
      ' v1 Pod',
      'batch v1 Job',
      'batch v1beta1 Job',
    ]);
    expect([...unknownGroups]).toEqual([
      ['broken.io', 'the server does not say what is in v1: 503: service unavailable'],
      ['gone.io', 'the server does not say what is in v1: 404: 404 page not found'],
      ['empty.io', 'the server does not say what is in v1: the answer (200) is not what an API server says'],
    ]);
  });

  it('is refused to some', async () => {
    const no = status(403, 'forbidden: User "ci" cannot get path "/api"');
    expect(await problem(discovered({ '/api': no, '/apis': no }))).toEqual([
      'CLUSTER_REFUSED',
      expect.stringMatching(/does not say what it serves: 403: forbidden: User "ci" cannot get path/),
    ]);
  });

  it('needs an API server', async () => {
    const page = { text: '<html>welcome</html>' };
    expect(await problem(discovered({ '/api': page, '/apis': page }))).toEqual([
      'CLUSTER_UNREACHABLE',
      expect.stringMatching(
        /does not say what it serves: the answer \(200\) is not what an API server says\.$/,
      ),
    ]);
  });
});
