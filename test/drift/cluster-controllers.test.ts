import { afterEach, describe, expect, it } from 'vitest';
import type { UnitDrift } from '../../src/drift/verdict.ts';
import { parseManifests } from '../../src/manifest/parse.ts';
import type { JsonObject } from '../../src/model/json.ts';
import { startFakeServer, type FakeServer } from '../adapters/cluster/tools/fake-server.ts';
import { status } from '../adapters/cluster/tools/open-fake.ts';
import { smallCluster, type SmallCluster } from '../adapters/cluster/tools/small-cluster.ts';
import { moorline } from '../tools/cli.ts';
import { app, jsonRun, publishedWorld, type PublishWorld } from '../tools/publish-world.ts';
import type { DriftData } from './drift-data.ts';

const BRANCH = 'rendered/prod';

let server: FakeServer | undefined;

afterEach(async () => {
  await server?.stop();
  server = undefined;
});

/** What the cluster holds when it has applied the branch. */
function objectsOf(world: PublishWorld, branch = BRANCH): readonly JsonObject[] {
  return [...world.tree(branch)]
    .filter(([path]) => path.endsWith('.yaml'))
    .flatMap(([, text]) => parseManifests(text).documents.map(({ value }) => value as JsonObject));
}

function application(world: PublishWorld, name: string, spec: JsonObject = {}): JsonObject {
  const source = { repoURL: world.url, targetRevision: BRANCH, path: 'shop/prod' };
  return {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Application',
    metadata: { name, namespace: 'argocd' },
    spec: { project: 'default', source, destination: { server: 'https://kubernetes.default.svc' }, ...spec },
    status: {
      sourceType: 'Directory',
      sync: { status: 'Synced', revision: world.tip(BRANCH) ?? '', comparedTo: { source } },
    },
  };
}

async function drift(world: PublishWorld, cluster: Partial<SmallCluster>, ...args: readonly string[]) {
  server = await startFakeServer(smallCluster({ objects: objectsOf(world), ...cluster }));
  const run = jsonRun(
    await moorline(
      ['drift', '--workspace', 'prod', '--kubeconfig', server.kubeconfig(), '--output', 'json', ...args],
      { cwd: world.source.dir },
    ),
  );
  const { workspaces = [] } = run.data as { readonly workspaces?: DriftData['data']['workspaces'] };
  const [found] = workspaces;
  return {
    code: run.code,
    codes: run.codes,
    details: run.diagnostics.map(({ detail }) => detail),
    states: found?.resources.map(({ id, state }) => `${state} ${id.kind} ${id.name}`),
    units: (found as { readonly units?: readonly UnitDrift[] } | undefined)?.units,
    resources: found?.resources ?? [],
  };
}

const SHOP = ['--project', 'shop'];

describe('drift against a cluster with controllers', () => {
  it('compares with what the one Application has applied', async () => {
    const world = await publishedWorld();
    const before = world.tip(BRANCH);
    const objects = [...objectsOf(world), application(world, 'shop')];
    world.push({ 'apps/shop/base/app.yaml': app('web', [], '1.5.0') });
    expect((await world.publish()).code).toBe(0);
    const found = await drift(world, { objects }, ...SHOP);
    expect(found).toMatchObject({ code: 0, codes: [] });
    expect(found.units).toMatchObject([
      { revision: before, controller: { kind: 'argocd', name: 'shop' }, lag: { commits: 1 } },
    ]);
  });

  it.each(['applications', 'kustomizations'])(
    'compares with the head where %s may not be read',
    async (plural) => {
      const world = await publishedWorld();
      const instead: SmallCluster['instead'] = ({ url }) =>
        url.split('?')[0]?.endsWith(`/${plural}`) === true ? status(403, 'no') : undefined;
      const found = await drift(world, { instead }, ...SHOP);
      expect(found).toMatchObject({ code: 0, codes: ['CONTROLLER_UNKNOWN'] });
      expect(found.units).toMatchObject([{ revision: world.tip(BRANCH), controller: null }]);
      expect(found.states?.every((state) => state.startsWith('synced '))).toBe(true);
    },
  );

  it('compares with the head where two Applications have one folder', async () => {
    const world = await publishedWorld();
    const objects = [...objectsOf(world), application(world, 'one'), application(world, 'two')];
    const found = await drift(world, { objects }, ...SHOP);
    expect(found).toMatchObject({ code: 0, codes: ['CONTROLLER_AMBIGUOUS'] });
    expect(found.details[0]).toContain('Application argocd/one and Application argocd/two');
    expect(found.units).toMatchObject([{ revision: world.tip(BRANCH), controller: null }]);
  });

  it('leaves out a unit that the branch does not hold, and judges the others', async () => {
    const world = await publishedWorld();
    world.commit({ 'apps/docs/prod/stack.yaml': 'name: prod\n', 'apps/docs/prod/app.yaml': app('docs') });
    const found = await drift(world, {});
    expect(found).toMatchObject({ code: 0, codes: ['UNIT_NOT_PUBLISHED'] });
    expect(found.details[0]).toContain('docs/prod');
    expect(found.units?.map(({ unit }) => unit)).toEqual(['cart/prod', 'shop/prod']);
  });

  it('is incomplete without the branch', async () => {
    const world = await publishedWorld({
      'workspaces/next.yaml': '{}\n',
      'apps/docs/next/stack.yaml': 'name: next\n',
      'apps/docs/next/app.yaml': app('docs'),
    });
    const found = await drift(world, {}, '--workspace', 'next');
    expect(found).toMatchObject({ code: 7, codes: ['BRANCH_NOT_PUBLISHED'] });
    expect(found.states?.every((state) => state.startsWith('synced '))).toBe(true);
  });

  it('takes over rules of the Application, and names the one that it does not understand', async () => {
    const world = await publishedWorld();
    const rule = (rest: JsonObject): JsonObject => ({ group: 'apps', kind: 'Deployment', ...rest });
    const ignoreDifferences = [
      rule({ jqPathExpressions: ['.spec | with_entries(select(.key | test("a")))'] }),
      rule({ jsonPointers: ['/spec/replicas'] }),
    ];
    const live = objectsOf(world).map((object) => {
      const text = JSON.stringify(object)
        .replace('"replicas":3', '"replicas":9')
        .replace(':1.4.2"', ':1.4.1"');
      return JSON.parse(text) as JsonObject;
    });
    const objects = [...live, application(world, 'shop', { ignoreDifferences })];
    const found = await drift(world, { objects }, ...SHOP);
    expect(found).toMatchObject({ code: 2, codes: ['CONTROLLER_RULE_UNUSED'] });
    expect(found.details[0]).toContain('Application argocd/shop ignoreDifferences[0]');
    const fields = found.resources.flatMap((each) => each.fields.map(({ path }) => path));
    expect(fields).toEqual([expect.stringMatching(/\.image$/)]);
  });
});
