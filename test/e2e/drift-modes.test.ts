import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { rootCertificates } from 'node:tls';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openCluster } from '../../src/adapters/cluster/open-cluster.ts';
import type { DriftedResource, WorkspaceDrift } from '../../src/drift/verdict.ts';
import { identityOf } from '../../src/model/resource.ts';
import { compareCluster } from '../../src/pipeline/drift/compare-cluster.ts';
import { describeWith } from '../servers/describe-with.ts';
import { startCluster, type Cluster } from '../servers/start-cluster.ts';
import { until } from '../servers/until.ts';
import type { ClusterUser } from '../servers/users.ts';
import { moorlineHere } from '../tools/cli.ts';
import { GADGETS } from './scenarios/manifests.ts';
import {
  BROKEN,
  MUTATION,
  applyAsFlux,
  gadget,
  kubeconfigOf,
  meta,
  settings,
  untilApplied,
  untilMutating,
} from './scenarios/modes-world.ts';

describeWith(['etcd', 'kube-apiserver'], 'ways to ask a real cluster', () => {
  let cluster: Cluster;
  beforeAll(async () => {
    cluster = await startCluster();
    await cluster.apply([GADGETS, ...MUTATION]);
    const wait = ['wait', '--for=condition=Established', 'crd/gadgets.example.com', '--timeout=60s'];
    expect((await cluster.kubectl(wait)).stderr).not.toContain('rror');
    await applyAsFlux(cluster, [settings('a', 'blue'), gadget('respelt', { storage: '1024Mi' })]);
    await applyAsFlux(cluster, [gadget('changed', { storage: '1Gi' })]);
    await untilMutating(cluster);
    const patch = ['--type=merge', '--patch={"spec":{"storage":"2Gi"}}'];
    await cluster.kubectl(['patch', 'gadget', 'changed', ...patch]);
  });
  afterAll(() => cluster.stop());

  /** Compares objects with the cluster, as a user of it. */
  const drift = async (objects: readonly object[], user: ClusterUser, ...more: string[]): Promise<Found> => {
    const kubeconfig = cluster.kubeconfig[user];
    return await compare({ folder: cluster.folder, kubeconfig, objects, more });
  };

  const GIT = [
    settings('a', 'blue'),
    gadget('respelt', { storage: '1Gi' }),
    gadget('changed', { storage: '1Gi' }),
    gadget('mutated', { mode: 'manual' }),
  ];
  const READ = { a: 'synced', changed: 'drifted', mutated: 'drifted', respelt: 'synced' };

  it('read: compares, and says where it guessed', async () => {
    const found = await drift(GIT, 'reader');
    expect([found.code, found.states]).toEqual([2, READ]);
    expect(found.warnings).toEqual(['respelt quantity-heuristic .spec.storage']);
  });

  it('auto: asks the server about custom resources in doubt, and takes back what an apply would not change', async () => {
    const found = await drift(GIT, 'admin', '--mode', 'auto');
    expect([found.code, found.states]).toEqual([2, { ...READ, mutated: 'synced' }]);
    const mutated = found.resources.find(({ id }) => id.name === 'mutated');
    expect(mutated?.tolerated.filter(({ rule }) => rule === 'dry-run')).toMatchObject([
      { path: '.spec.mode' },
    ]);
    expect(found.warnings).toEqual(['respelt quantity-heuristic .spec.storage']);
  });

  it('auto: is fine for a user who may only read', async () => {
    const found = await drift(GIT, 'reader', '--mode', 'auto');
    expect([found.code, found.states]).toEqual([2, READ]);
    expect(found.warnings).toEqual(['respelt quantity-heuristic .spec.storage']);
  });

  it('dry-run: confirms everything', async () => {
    const found = await drift(GIT, 'admin', '--mode', 'dry-run');
    expect([found.code, found.states]).toEqual([2, { ...READ, mutated: 'synced' }]);
    expect(found.warnings.filter((line) => line.includes('unconfirmed'))).toEqual([]);
  });

  it('dry-run: stores nothing', async () => {
    const { body } = await cluster.api({ path: '/apis/example.com/v1/namespaces/default/gadgets/changed' });
    expect(body).toMatchObject({ spec: { storage: '2Gi' } });
    expect(JSON.stringify(body)).not.toContain('"moorline"');
  });

  it('dry-run: a user who may only read gets the verdicts, unconfirmed', async () => {
    const found = await drift(GIT, 'reader', '--mode', 'dry-run');
    expect([found.code, found.states]).toEqual([2, READ]);
    expect(found.warnings.filter((line) => line.includes('unconfirmed'))).toEqual(
      Object.keys(READ).map((name) => `${name} unconfirmed `),
    );
  });

  it('a kind that may not be read is unchecked, and the check incomplete', async () => {
    await cluster.grant('limited', [{ apiGroups: [''], resources: ['configmaps'], verbs: ['get', 'list'] }]);
    const found = await drift([settings('a', 'blue'), gadget('respelt', { storage: '1Gi' })], 'limited');
    expect([found.code, found.states]).toEqual([7, { a: 'synced', respelt: 'unchecked' }]);
    expect(found.resources[1]?.reason).toContain('not allowed to read it');
  });

  it('a kind that goes away during the check is unchecked, and missing in the next one', async () => {
    const name = 'widgets.gone.example.com';
    const names = { kind: 'Widget', plural: 'widgets' };
    const spec = { ...GADGETS.spec, group: 'gone.example.com', names };
    await cluster.apply([{ ...GADGETS, metadata: { name }, spec }]);
    await cluster.kubectl(['wait', '--for=condition=Established', `crd/${name}`, '--timeout=60s']);
    const widget = {
      apiVersion: 'gone.example.com/v1',
      kind: 'Widget',
      metadata: meta('w'),
      spec: { mode: 'x' },
    };
    await untilApplied(cluster, widget);
    expect((await drift([widget], 'reader')).states).toEqual({ w: 'synced' });
    const { signal } = new AbortController();
    const port = await openCluster({ kubeconfig: cluster.kubeconfig.reader, version: '0', signal });
    const discovery = await port.discover();
    await cluster.kubectl(['delete', 'crd', name]);
    const path = '/apis/gone.example.com/v1/namespaces/default/widgets/w';
    const isGone = async () => ((await cluster.api({ path })).status === 404 ? true : undefined);
    await until(isGone, { otherwise: () => 'the kind is still there' });
    const settled = { managers: { ours: [], human: [], controller: [] }, ignore: [] };
    const wanted = { object: widget, id: identityOf(widget), warnings: [], settings: settled, applier: 'x' };
    const set = { wanted: [wanted], leftovers: [], isOurs: undefined };
    const { resources } = await compareCluster({ port, discovery, mode: 'read' }, set);
    port.close();
    expect(resources).toMatchObject([{ state: 'unchecked' }]);
    expect(resources[0]?.reason).toContain('stopped serving this kind');
    const found = await until(
      async () => {
        const now = await drift([settings('a', 'blue'), widget], 'reader');
        return now.states['w'] === 'unchecked' ? undefined : now;
      },
      { otherwise: () => 'the kind is still known' },
    );
    expect([found.code, found.states]).toEqual([2, { a: 'synced', w: 'missing' }]);
  });

  it('an object that a finalizer holds is terminating', async () => {
    const held = {
      ...settings('held', 'blue'),
      metadata: { ...meta('held'), finalizers: ['example.com/hold'] },
    };
    await applyAsFlux(cluster, [held]);
    await cluster.kubectl(['delete', 'configmap', 'held', '--wait=false']);
    const found = await drift([held], 'reader');
    expect([found.code, found.states]).toEqual([2, { held: 'terminating' }]);
    expect(found.resources[0]?.fields).toMatchObject([{ path: '', kind: 'terminating' }]);
  });

  it('a change that the server kept no note of is let pass, and said so', async () => {
    const account = { apiVersion: 'v1', kind: 'ServiceAccount', metadata: meta('bare') };
    await applyAsFlux(cluster, [account]);
    await cluster.kubectl(['label', 'serviceaccount', 'bare', 'owner=eve']);
    const found = await drift([account], 'reader', '--explain');
    expect([found.code, found.states]).toEqual([0, { bare: 'synced' }]);
    expect(found.resources[0]?.tolerated).toContainEqual({
      path: '.metadata.labels.owner',
      rule: 'nobody-known',
      blame: [],
    });
  });

  it('a server that does not answer, or cannot prove who it is, ends the run', async () => {
    const objects = [settings('a', 'blue')];
    const elsewhere = async (name: string, server: string, authority: string) => {
      const kubeconfig = join(cluster.folder, `${name}.kubeconfig`);
      writeFileSync(kubeconfig, JSON.stringify(kubeconfigOf(server, authority, cluster.tokens.reader)));
      const { code, problems } = await compare({ folder: cluster.folder, kubeconfig, objects, more: [] });
      return { code, problems };
    };
    const other = rootCertificates[0] ?? '';
    expect(await elsewhere('closed', 'https://127.0.0.1:1', other)).toEqual({
      code: 7,
      problems: ['CLUSTER_UNREACHABLE'],
    });
    expect(await elsewhere('stranger', cluster.url, other)).toEqual({
      code: 7,
      problems: ['CLUSTER_UNREACHABLE'],
    });
  });

  it('an aggregated API that does not answer makes its own objects unchecked, and no others', async () => {
    await cluster.apply([BROKEN]);
    const wait = [
      'wait',
      '--for=condition=Available=false',
      'apiservice/v1.broken.example.com',
      '--timeout=60s',
    ];
    expect((await cluster.kubectl(wait)).code).toBe(0);
    const thing = { apiVersion: 'broken.example.com/v1', kind: 'Thing', metadata: meta('thing') };
    const found = await drift([settings('a', 'blue'), thing], 'reader');
    expect([found.code, found.states]).toEqual([7, { a: 'synced', thing: 'unchecked' }]);
    const red = await drift([settings('a', 'red'), thing], 'reader');
    expect([red.code, red.states]).toEqual([2, { a: 'drifted', thing: 'unchecked' }]);
  });
});

interface Found {
  readonly code: number | null;
  readonly resources: readonly DriftedResource[];
  /** State by name of the object. */
  readonly states: Readonly<Record<string, string>>;
  /** `name code path`, one for each warning. */
  readonly warnings: readonly string[];
  /** Codes of errors. */
  readonly problems: readonly string[];
}

interface Asked {
  readonly folder: string;
  readonly kubeconfig: string;
  readonly objects: readonly object[];
  readonly more: readonly string[];
}

interface Output {
  readonly data: { readonly workspaces?: readonly WorkspaceDrift[] } | null;
  readonly diagnostics: readonly { readonly severity: string; readonly code: string }[];
}

async function compare({ folder, kubeconfig, objects, more }: Asked): Promise<Found> {
  const desired = join(folder, 'git');
  mkdirSync(desired, { recursive: true });
  writeFileSync(
    join(desired, 'all.json'),
    JSON.stringify({ apiVersion: 'v1', kind: 'List', items: objects }),
  );
  const args = ['drift', '--desired', desired, '--kubeconfig', kubeconfig, '--output', 'json', ...more];
  const { stdout, code } = await moorlineHere(args, folder);
  const { data, diagnostics } = JSON.parse(stdout) as Output;
  const resources = (data?.workspaces ?? []).flatMap((each) => each.resources);
  return {
    code,
    resources,
    states: Object.fromEntries(resources.map(({ id, state }) => [id.name, state])),
    warnings: resources
      .flatMap(({ id, warnings }) => warnings.map((each) => `${id.name} ${each.code} ${each.path}`))
      .toSorted(),
    problems: diagnostics.filter(({ severity }) => severity === 'error').map((each) => each.code),
  };
}
