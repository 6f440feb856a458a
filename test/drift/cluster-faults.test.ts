import { join } from 'node:path';
import { writeFileSync } from 'node:fs';
import { afterEach, describe, expect, it } from 'vitest';
import type { JsonObject } from '../../src/model/json.ts';
import {
  startFakeServer,
  type Deed,
  type FakeServer,
  type Seen,
} from '../adapters/cluster/tools/fake-server.ts';
import { status } from '../adapters/cluster/tools/open-fake.ts';
import { KINDS, smallCluster, type SmallCluster } from '../adapters/cluster/tools/small-cluster.ts';
import { moorline } from '../tools/cli.ts';
import type { DriftData } from './drift-data.ts';

const made = (type: string, name: string, rest: JsonObject): JsonObject => {
  const [apiVersion = '', kind = ''] = type.split(' ');
  return { apiVersion, kind, metadata: { name, namespace: 'shop' }, ...rest };
};
const map = (name: string, level = 'info') => made('v1 ConfigMap', name, { data: { level } });
const deployment = made('apps/v1 Deployment', 'web', { spec: { replicas: 2 } });
const widget = made('example.com/v1 Widget', 'knob', { spec: { size: 3 } });

/** Enough maps for a list, and one object each of two other kinds. */
const MAPS = ['a', 'b', 'c', 'd', 'e', 'f'];
const WANTED = [...MAPS.map((name) => map(name)), deployment, widget];
const LISTED = '/api/v1/namespaces/shop/configmaps';

let server: FakeServer | undefined;

afterEach(async () => {
  await server?.stop();
  server = undefined;
});

interface Faults extends Partial<SmallCluster> {
  readonly hosts?: readonly string[];
}

async function drift({ hosts, ...cluster }: Faults, ...args: readonly string[]) {
  server = await startFakeServer(smallCluster({ objects: WANTED, ...cluster }), hosts ? { hosts } : {});
  const desired = join(server.folder, 'desired.json');
  writeFileSync(desired, JSON.stringify({ apiVersion: 'v1', kind: 'List', items: WANTED }));
  const run = await moorline([
    ...['drift', '--desired', desired, '--kubeconfig', server.kubeconfig(), '--output', 'json'],
    ...args,
  ]);
  const { data, diagnostics } = JSON.parse(run.stdout) as Pick<DriftData, 'diagnostics'> & {
    readonly data: DriftData['data'] | null;
  };
  const states: Record<string, string> = {};
  for (const { id, state } of data?.workspaces[0]?.resources ?? []) states[id.name] = state;
  return { code: run.code, states, codes: diagnostics.map(({ code }) => code), hasData: data !== null };
}

/** What everything is when all is well, with the exceptions of a test. */
const all = (state: string, others: Readonly<Record<string, string>> = {}) => ({
  ...Object.fromEntries([...MAPS, 'web', 'knob'].map((name) => [name, state])),
  ...others,
});
const maps = (state: string) => Object.fromEntries(MAPS.map((name) => [name, state]));

/** Answers a path with deeds one after another, the last of them for ever. */
function inTurn(path: string, ...deeds: readonly (Deed | undefined)[]): (seen: Seen) => Deed | undefined {
  let count = 0;
  return ({ url }) => (url.startsWith(path) ? deeds[Math.min(count++, deeds.length - 1)] : undefined);
}

describe('drift against a server in trouble', () => {
  it('is in sync with one that works', async () => {
    expect(await drift({})).toEqual({ code: 0, states: all('synced'), codes: [], hasData: true });
  });

  it('waits where the server asks for it, and is right afterwards', async () => {
    const busy = { ...status(429, 'busy'), headers: { 'retry-after': '1' } };
    const found = await drift({
      instead: inTurn(LISTED, busy, undefined),
      objects: [...WANTED.slice(1), map('a', 'debug')],
    });
    expect(found).toMatchObject({ code: 2, states: all('synced', { a: 'drifted' }), codes: [] });
  });

  it.each<[string, Deed, string]>([
    ['an error of the server on one kind', status(500, 'etcd is full'), LISTED],
    ['a kind that is forbidden', status(403, 'no'), '/api/v1'],
    ['a connection cut in mid-list', 'cut-in-body', LISTED],
    ['a list that is no list', { json: { kind: 'ConfigMapList' } }, LISTED],
    ['text that is no JSON', { text: '<html>' }, LISTED],
  ])('judges the others beside %s', async (_, deed, path) => {
    const instead = ({ url }: Seen) =>
      url.startsWith(`${path}/`) || url.startsWith(`${path}?`) ? deed : undefined;
    const found = await drift({ instead });
    expect(found).toMatchObject({ code: 7, states: all('synced', maps('unchecked')) });
    expect(new Set(found.codes)).toEqual(new Set(['RESOURCE_UNCHECKED']));
  });

  it('still says what drifted beside what it could not check, with exit code 2', async () => {
    const objects = [...MAPS.map((name) => map(name)), { ...deployment, spec: { replicas: 5 } }, widget];
    const instead = inTurn(LISTED, status(500, 'etcd is full'));
    const found = await drift({ instead, objects });
    expect(found).toMatchObject({ code: 2, states: all('synced', { ...maps('unchecked'), web: 'drifted' }) });
  });

  it('does not take a list for whole that was cut after its first page', async () => {
    const first = {
      json: { kind: 'ConfigMapList', metadata: { continue: 'more' }, items: [map('a'), map('b')] },
    };
    const found = await drift({ instead: inTurn(LISTED, first, 'cut') });
    const rest = { c: 'unchecked', d: 'unchecked', e: 'unchecked', f: 'unchecked' };
    expect(found).toMatchObject({ code: 7, states: all('synced', rest) });
  });

  it('begins a list anew whose token ran out, and the later answer counts', async () => {
    const page = (metadata: JsonObject, items: readonly JsonObject[]) => ({
      json: { kind: 'ConfigMapList', metadata, items },
    });
    const first = page({ continue: 'old' }, [map('a', 'debug'), map('b')]);
    const whole = page({}, [map('a'), map('c', 'debug'), ...['d', 'e', 'f'].map((name) => map(name))]);
    const found = await drift({ instead: inTurn(LISTED, first, status(410, 'too old'), whole) });
    expect(found).toMatchObject({ code: 2, codes: ['LIST_RESTARTED'] });
    expect(found.states).toEqual(all('synced', { b: 'missing', c: 'drifted' }));
  });

  it('does not take a version that went away for objects that went away', async () => {
    const kinds = KINDS.filter(({ kind }) => kind !== 'Widget');
    const gone = ({ url }: Seen) =>
      url.startsWith('/apis/example.com/')
        ? smallCluster({ objects: WANTED, kinds })({ url } as Seen)
        : undefined;
    expect(await drift({ instead: gone })).toMatchObject({
      code: 7,
      states: all('synced', { knob: 'unchecked' }),
    });
  });

  it('does not take a group that nobody serves just now for one that is not there', async () => {
    expect(await drift({ stale: ['example.com'] })).toMatchObject({
      code: 7,
      states: all('synced', { knob: 'unchecked' }),
    });
    await server?.stop();
    expect(await drift({ kinds: KINDS.filter(({ kind }) => kind !== 'Widget') })).toMatchObject({
      code: 2,
      states: all('synced', { knob: 'missing' }),
    });
  });

  it.each<[string, Faults, string]>([
    ['a certificate of somebody else', { hosts: ['elsewhere.example'] }, 'CLUSTER_UNREACHABLE'],
    ['a token that has expired', { instead: () => status(401, 'Unauthorized') }, 'CLUSTER_REFUSED'],
    ['discovery that is forbidden', { instead: inTurn('/api', status(403, 'no')) }, 'CLUSTER_REFUSED'],
    ['a server that is ill', { instead: () => status(500, 'ill') }, 'CLUSTER_UNREACHABLE'],
  ])('shows no verdict for %s', async (_, faults, code) => {
    expect(await drift(faults)).toEqual({ code: 7, states: {}, codes: [code], hasData: false });
  });

  it('shows no verdict when the token expires in the middle', async () => {
    const found = await drift({ instead: inTurn(LISTED, status(401, 'Unauthorized')) });
    expect(found).toEqual({ code: 7, states: {}, codes: ['CLUSTER_REFUSED'], hasData: false });
  });

  it('ends with 8 when the time of the run is up', async () => {
    const found = await drift({ instead: inTurn(LISTED, 'silence') }, '--timeout', '2');
    expect(found).toEqual({ code: 8, states: {}, codes: ['TIMEOUT'], hasData: false });
  });
});
