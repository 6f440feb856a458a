import { afterEach, describe, expect, it } from 'vitest';
import type { ClusterPort } from '../../../src/model/cluster.ts';
import type { JsonObject } from '../../../src/model/json.ts';
import { startFakeServer, type Deed, type FakeServer } from './tools/fake-server.ts';
import { CONFIG_MAPS, DEPLOYMENTS, openFake, status } from './tools/open-fake.ts';

let server: FakeServer;
let cluster: ClusterPort;

afterEach(async () => {
  cluster.close();
  await server.stop();
});

async function open(deed: Deed): Promise<void> {
  server = await startFakeServer(() => deed);
  cluster = await openFake(server);
}

const NODES = { ...CONFIG_MAPS, kind: 'Node', plural: 'nodes', namespaced: false };
const SECRETS = { ...CONFIG_MAPS, kind: 'Secret', plural: 'secrets' };
const FOUND = {
  kind: 'ConfigMap',
  apiVersion: 'v1',
  metadata: { name: 'a' },
  data: { unknown: null, n: 1.5 },
};

describe('one object', () => {
  it('comes as the server has it', async () => {
    await open({ json: FOUND });
    expect(await cluster.get(CONFIG_MAPS, 'shop', 'a')).toEqual({ object: FOUND });
  });

  it('has no namespace when its kind has none', async () => {
    await open({ json: FOUND });
    await cluster.get(NODES, 'shop', 'Node-1:x@y');
    expect(server.seen[0]?.url).toBe('/api/v1/nodes/Node-1%3Ax%40y');
  });

  it('does not exist', async () => {
    await open(status(404, 'configmaps "a" not found', { name: 'a', kind: 'configmaps' }));
    expect(await cluster.get(CONFIG_MAPS, 'shop', 'a')).toEqual({ object: undefined });
  });

  it('is of a kind that is not served', async () => {
    await open(status(404, 'the server could not find the requested resource', {}));
    expect(await cluster.get(CONFIG_MAPS, 'shop', 'a')).toMatchObject({ failure: { reason: 'gone' } });
  });

  it('is forbidden', async () => {
    await open(status(403, 'configmaps "a" is forbidden'));
    expect(await cluster.get(CONFIG_MAPS, 'shop', 'a')).toMatchObject({ failure: { reason: 'forbidden' } });
  });

  it('is not what the server answers', async () => {
    await open({ json: [] });
    expect(await cluster.get(CONFIG_MAPS, 'shop', 'a')).toMatchObject({ failure: { reason: 'failed' } });
  });

  it('says when digits were lost', async () => {
    await open({ text: '{"metadata":{"name":"a"},"x":-9007199254740993}' });
    expect(await cluster.get(CONFIG_MAPS, 'shop', 'a')).toMatchObject({ rounded: true });
  });

  it.each(['', '.', '..', '../../nodes/x', 'a/status', '%2e%2e', 'a%2fb', '\udc00'])(
    'named %j reaches no other place',
    async (name) => {
      await open({ json: FOUND });
      const metadata: JsonObject = { name, namespace: 'shop' };
      const answers = [
        await cluster.get(CONFIG_MAPS, 'shop', name),
        await cluster.get(CONFIG_MAPS, name, 'a'),
        await cluster.dryRunApply(CONFIG_MAPS, { metadata }, 'me'),
        await cluster.dryRunApply(CONFIG_MAPS, { metadata: { name: 'a', namespace: name } }, 'me'),
      ];
      for (const answer of answers) expect(answer).toMatchObject({ failure: { reason: 'failed' } });
      expect(server.seen).toEqual([]);
    },
  );

  it.each(['a?b=c', 'a#b', 'a\\..\\b', 'ä b'])('named %j is asked for by this name', async (name) => {
    await open({ json: FOUND });
    await cluster.get(CONFIG_MAPS, 'shop', name);
    expect(server.seen[0]?.url).toBe(`/api/v1/namespaces/shop/configmaps/${encodeURIComponent(name)}`);
  });

  it('needs its namespace', async () => {
    await open({ json: FOUND });
    expect(await cluster.get(CONFIG_MAPS, undefined, 'a')).toMatchObject({ failure: { reason: 'failed' } });
  });
});

describe('a dry run', () => {
  const object = {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'a', namespace: 'shop' },
    new: [null],
  };

  it('applies by force, as a manager, and stores nothing', async () => {
    await open({ json: FOUND });
    expect(await cluster.dryRunApply(DEPLOYMENTS, object, 'argocd-controller')).toEqual({ object: FOUND });
    const [seen] = server.seen;
    expect(seen).toMatchObject({
      method: 'PATCH',
      url: '/apis/apps/v1/namespaces/shop/deployments/a?dryRun=All&fieldManager=argocd-controller&force=true',
      headers: { 'content-type': 'application/apply-patch+yaml' },
    });
    expect(JSON.parse(seen!.body)).toEqual(object);
  });

  it('into a namespace that is missing fails', async () => {
    await open(status(404, 'namespaces "shop" not found', { name: 'shop', kind: 'namespaces' }));
    expect(await cluster.dryRunApply(DEPLOYMENTS, object, 'me')).toEqual({
      failure: { reason: 'failed', message: '404: namespaces "shop" not found' },
    });
  });

  it('of a Secret never shows what the server quotes', async () => {
    const details = { causes: [{ field: 'data[key]', message: 'hunter2' }] };
    await open(status(422, 'Secret "a" is invalid: data[key]: Invalid value: "hunter2"', details));
    expect(await cluster.dryRunApply(SECRETS, object, 'me')).toEqual({
      failure: { reason: 'failed', message: '422: data[key] (the text of the server may quote the Secret)' },
    });
  });
});

describe('a right', () => {
  it.each([true, false])('is asked for, and the answer is %s', async (allowed) => {
    await open({ status: 201, json: { status: { allowed } } });
    expect(await cluster.mayI('patch', DEPLOYMENTS, { namespace: 'shop' })).toBe(allowed);
    const [seen] = server.seen;
    expect(seen).toMatchObject({
      method: 'POST',
      url: '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews',
      headers: { 'content-type': 'application/json' },
    });
    expect(JSON.parse(seen!.body)).toMatchObject({
      kind: 'SelfSubjectAccessReview',
      spec: {
        resourceAttributes: {
          verb: 'patch',
          group: 'apps',
          version: 'v1',
          resource: 'deployments',
          namespace: 'shop',
        },
      },
    });
  });

  it('is unknown when the server does not say', async () => {
    await open(status(403, 'no'));
    expect(await cluster.mayI('patch', NODES, { namespace: undefined })).toBeUndefined();
  });
});
