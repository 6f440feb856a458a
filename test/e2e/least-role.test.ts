import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openCluster } from '../../src/adapters/cluster/open-cluster.ts';
import { builtInKinds } from '../../src/validate/built-in-kinds.ts';
import { apiVersionOf } from '../../src/adapters/cluster/resource-path.ts';
import type { DriftData } from '../drift/drift-data.ts';
import { describeWith } from '../servers/describe-with.ts';
import { startCluster, type Cluster } from '../servers/start-cluster.ts';
import type { ClusterUser } from '../servers/users.ts';
import { until } from '../servers/until.ts';
import { moorlineHere } from '../tools/cli.ts';

interface Rule {
  readonly resources: readonly string[];
}

interface RbacObject {
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string };
  readonly rules?: readonly Rule[];
}

describeWith(['etcd', 'kube-apiserver'], 'moorline drift --print-rbac', () => {
  let cluster: Cluster;
  let desired: string;

  beforeAll(async () => {
    cluster = await startCluster();
    desired = join(cluster.folder, 'desired');
    mkdirSync(desired);
    const objects = wantedObjects();
    await cluster.apply([...['shop', 'web'].map(namespace), ...objects]);
    writeFileSync(
      join(desired, 'all.json'),
      JSON.stringify({ apiVersion: 'v1', kind: 'List', items: objects }),
    );
  });
  afterAll(() => cluster.stop());

  const drift = (user: ClusterUser, ...args: readonly string[]) =>
    moorlineHere(['drift', '--desired', desired, '--kubeconfig', cluster.kubeconfig[user], ...args]);

  const check = async (...args: readonly string[]) => {
    const run = await drift('limited', '--output', 'json', ...args);
    const { data } = JSON.parse(run.stdout) as DriftData;
    const resources = data.workspaces[0]?.resources ?? [];
    return {
      code: run.code,
      synced: resources.filter(({ state }) => state === 'synced').length,
      unchecked: kindsOf(resources.filter(({ state }) => state === 'unchecked')),
      warnings: resources.flatMap(({ warnings }) => warnings),
    };
  };

  /** Waits for the authorizer, which learns of roles a moment after they are stored. */
  const settled = async (
    wanted: (found: Awaited<ReturnType<typeof check>>) => boolean,
    ...args: readonly string[]
  ) => {
    let last: unknown;
    return await until(
      async () => {
        const found = await check(...args);
        last = found;
        return wanted(found) ? found : undefined;
      },
      { otherwise: () => JSON.stringify(last) },
    );
  };

  it('knows the plural and the scope of every kind that the server itself has', async () => {
    const port = await openCluster({
      kubeconfig: cluster.kubeconfig.admin,
      version: '0.0.0',
      signal: new AbortController().signal,
    });
    try {
      const { resources } = await port.discover();
      const told = new Map(
        resources.map((each) => [
          `${apiVersionOf(each)} ${each.kind}`,
          `${each.plural} ${String(each.namespaced)}`,
        ]),
      );
      const known = (await builtInKinds()).filter((each) => told.has(`${apiVersionOf(each)} ${each.kind}`));
      expect(known.length).toBeGreaterThan(60);
      for (const each of known)
        expect([each.kind, told.get(`${apiVersionOf(each)} ${each.kind}`)]).toEqual([
          each.kind,
          `${each.plural} ${String(each.namespaced)}`,
        ]);
    } finally {
      port.close();
    }
  });

  it('prints the same role without the cluster', async () => {
    const asked = await drift('admin', '--print-rbac');
    expect([asked.code, asked.stderr]).toEqual([0, '']);
    const alone = await moorlineHere([
      ...['drift', '--print-rbac', '--desired', desired, '--kubeconfig', unreachable(desired)],
    ]);
    expect(alone.code).toBe(0);
    expect(alone.stderr).toContain('ROLE_INCOMPLETE');
    const controllers =
      /- apiGroups:\n {2}- (?:argoproj|kustomize|source)[^]*?verbs:\n {2}- get\n {2}- list\n/g;
    expect(alone.stdout.match(controllers)).toHaveLength(3);
    expect(alone.stdout.replaceAll(controllers, '')).toBe(asked.stdout);
  });

  it(
    'gives a check everything that it needs, and nothing that it does not need',
    { timeout: 120_000 },
    async () => {
      expect(await check()).toMatchObject({ code: 7, synced: 0 });
      const printed = await drift('admin', '--print-rbac');
      const applied = await cluster.kubectl(['apply', '--filename=-'], { input: printed.stdout });
      expect(applied).toMatchObject({ code: 0, stderr: '' });
      const objects = await rolesOf('read');
      await cluster.apply(objects.map(forLimited));
      const whole = await settled(({ code }) => code === 0);
      expect(whole).toEqual({ code: 0, synced: wantedObjects().length, unchecked: [], warnings: [] });
      const roles = objects.filter(({ rules }) => rules !== undefined);
      for (const role of roles) {
        for (const [i, removed] of (role.rules ?? []).entries()) {
          const rules = role.rules?.filter((_, at) => at !== i);
          await cluster.apply([{ ...role, rules }]);
          const { code, unchecked } = await settled((found) => found.code !== 0);
          expect([code, unchecked.map(pluralOf)]).toEqual([7, removed.resources]);
          await cluster.apply([role]);
          await settled((found) => found.code === 0);
        }
      }
    },
  );

  it('with --mode dry-run gives the right to try an apply too', async () => {
    const objects = await rolesOf('dry-run');
    await cluster.apply(objects.map(forLimited));
    const found = await settled(
      ({ code, warnings }) => code === 0 && warnings.length === 0,
      '--mode',
      'dry-run',
    );
    expect(found.synced).toBe(wantedObjects().length);
  });

  const rolesOf = async (mode: string): Promise<readonly RbacObject[]> => {
    const { stdout } = await drift('admin', '--print-rbac', '--mode', mode, '--output', 'json');
    return (JSON.parse(stdout) as { readonly data: { readonly objects: readonly RbacObject[] } }).data
      .objects;
  };
});

function forLimited(object: RbacObject): object {
  if (object.rules) return object;
  return { ...object, subjects: [{ apiGroup: 'rbac.authorization.k8s.io', kind: 'User', name: 'limited' }] };
}

function kindsOf(resources: readonly { readonly id: { readonly kind: string } }[]): readonly string[] {
  return [...new Set(resources.map(({ id }) => id.kind))].toSorted();
}

function pluralOf(kind: string): string {
  return `${kind.toLowerCase()}${kind.endsWith('s') ? 'es' : 's'}`;
}

/** A kubeconfig of a server that nobody is. */
function unreachable(folder: string): string {
  const file = join(folder, '..', 'unreachable.yaml');
  const config = {
    'current-context': 'gone',
    contexts: [{ name: 'gone', context: { cluster: 'gone' } }],
    clusters: [{ name: 'gone', cluster: { server: 'http://127.0.0.1:9' } }],
  };
  writeFileSync(file, JSON.stringify(config));
  return file;
}

function namespace(name: string): object {
  return { apiVersion: 'v1', kind: 'Namespace', metadata: { name } };
}

/** Enough maps for a list, a Secret, and kinds with and without a namespace. */
function wantedObjects(): readonly object[] {
  const at = (name: string, space = 'shop') => ({ name, namespace: space });
  const maps = ['a', 'b', 'c', 'd', 'e', 'f'].map((name) => ({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: at(name),
    data: { level: 'info' },
  }));
  return [
    ...maps,
    { apiVersion: 'v1', kind: 'Secret', metadata: at('token'), stringData: { token: 'sesame' } },
    {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'Ingress',
      metadata: at('front', 'web'),
      spec: { defaultBackend: { service: { name: 'front', port: { number: 80 } } } },
    },
    {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'ClusterRole',
      metadata: { name: 'shop-viewer' },
      rules: [{ apiGroups: [''], resources: ['pods'], verbs: ['get'] }],
    },
  ];
}
