import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import type { JsonObject } from '../../src/model/json.ts';
import { startFakeServer, type FakeServer } from '../adapters/cluster/tools/fake-server.ts';
import { status } from '../adapters/cluster/tools/open-fake.ts';
import { KINDS, smallCluster, type SmallCluster } from '../adapters/cluster/tools/small-cluster.ts';
import { moorline } from '../tools/cli.ts';
import {
  jsonRun,
  publishedWorld,
  publishWorld,
  type Files,
  type PublishWorld,
} from '../tools/publish-world.ts';

interface Row {
  readonly id: string;
  readonly state: string;
  readonly summary: string;
  readonly fix: string | null;
}

let server: FakeServer | undefined;

afterEach(async () => {
  await server?.stop();
  server = undefined;
});

async function serve(cluster: Partial<SmallCluster> = {}): Promise<FakeServer> {
  server = await startFakeServer(smallCluster({ objects: [], ...cluster }));
  return server;
}

async function doctor(world: PublishWorld, ...args: readonly string[]) {
  const run = await moorline(['doctor', 'cluster', ...args, '--output', 'json'], { cwd: world.source.dir });
  const { code, codes, data, stdout } = jsonRun(run);
  const rows = data['checks'] as readonly Row[];
  const lines = rows.map(({ id, state }) => `${state} ${id}`);
  return { code, codes, stdout, lines, row: (id: string) => rows.find((each) => each.id === id) };
}

const worldOf = async (server: FakeServer, changes: Files = {}) => {
  const file = server.kubeconfig();
  chmodSync(file, 0o600);
  return { world: await publishedWorld(changes), args: ['--kubeconfig', file] };
};

function application(world: PublishWorld, path: string, branch: string): JsonObject {
  return {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Application',
    metadata: { name: path.replace('/', '-'), namespace: 'argocd' },
    spec: { source: { repoURL: world.url, targetRevision: branch, path } },
  };
}

describe('doctor cluster', () => {
  it('finds nothing to mend where drift works', async () => {
    const objects: JsonObject[] = [];
    const { world, args } = await worldOf(await serve({ objects }), {
      'workspaces/dev.yaml': 'cluster: { context: staging, kubeVersion: "1.37" }\n',
      'workspaces/prod.yaml': 'cluster: { context: staging, kubeVersion: v1.36.1 }\n',
    });
    objects.push(application(world, 'shop/dev', 'rendered/dev'));
    const { code, lines, row, stdout } = await doctor(world, ...args);
    expect([code, lines]).toEqual([
      0,
      [
        'ok cluster-kubeconfig',
        'ok cluster-context:staging',
        'ok cluster-reach:staging',
        'ok cluster-tls:staging',
        'ok cluster-credentials:staging',
        'ok cluster-version:staging:dev',
        'warn cluster-version:staging:prod',
        'ok cluster-groups:staging',
        'ok cluster-rights:staging',
        'ok cluster-controllers:staging',
        'ok cluster-follows:staging:rendered/dev',
        'skip cluster-follows:staging:rendered/prod',
      ],
    ]);
    expect(row('cluster-reach:staging')?.summary).toBe('the server answers: Kubernetes v1.37.2');
    expect(row('cluster-version:staging:prod')?.fix).toBe(
      'set cluster.kubeVersion in workspaces/prod.yaml to "1.37"',
    );
    expect(row('cluster-follows:staging:rendered/dev')?.summary).toBe(
      'rendered/dev is followed by Application argocd/shop-dev',
    );
    expect(stdout).not.toMatch(/127\.0\.0\.1|moorline-fake|sesame/);
  });

  it('is one skipped row where no cluster is configured', async () => {
    const { code, lines } = await doctor(
      publishWorld({ 'workspaces/dev.yaml': 'cluster: { context: dev }\n' }),
    );
    expect([code, lines]).toEqual([0, ['skip cluster']]);
  });

  it('names rights that are missing, and what grants them', async () => {
    const may = (what: string) => !/deployments|services shop/.test(what);
    const { world, args } = await worldOf(await serve({ may }));
    const { code, codes, row } = await doctor(world, '--workspace', 'prod', ...args);
    expect([code, codes]).toEqual([7, ['CLUSTER_UNREACHABLE']]);
    expect(row('cluster-rights')).toMatchObject({
      state: 'fail',
      fix: 'moorline drift --print-rbac | kubectl apply -f -',
    });
    expect(row('cluster-rights')?.summary).toContain('list deployments.apps in cart');
    expect(row('cluster-rights')?.summary).toContain('get services in shop');
  });

  it('tells groups without an answer, old servers, and that no controller is served', async () => {
    const kinds = KINDS.filter(({ group }) => !/argo|flux/.test(group));
    const { world, args } = await worldOf(await serve({ kinds, stale: ['example.com'], version: 'v1.24.0' }));
    const { code, row } = await doctor(world, ...args);
    expect(code).toBe(0);
    expect(row('cluster-groups')).toMatchObject({ state: 'warn' });
    expect(row('cluster-groups')?.summary).toContain('example.com');
    expect(row('cluster-reach')).toMatchObject({ state: 'warn' });
    expect(row('cluster-controllers')).toMatchObject({ state: 'skip' });
  });

  it('warns of a kubeconfig that everybody can read, and of certificates that nobody checks', async () => {
    const { folder, kubeconfig } = await serve();
    const file = kubeconfig({
      cluster: { 'certificate-authority-data': undefined, 'insecure-skip-tls-verify': true },
    });
    chmodSync(file, 0o644);
    const { code, row, stdout } = await doctor(publishWorld(), '--kubeconfig', file);
    expect(code).toBe(0);
    expect(row('cluster-kubeconfig')).toMatchObject({ state: 'warn' });
    expect(row('cluster-tls')).toMatchObject({ state: 'warn' });
    expect(row('cluster-rights')).toMatchObject({ state: 'skip' });
    expect(stdout).not.toContain(folder);
  });

  it.each([
    ['a context that does not exist', ['--context', 'nowhere'], 'cluster-context:nowhere'],
    ['a file that does not exist', ['--kubeconfig', 'nowhere.yaml'], 'cluster-kubeconfig'],
  ])('fails for %s', async (_, more, id) => {
    const { world, args } = await worldOf(await serve());
    const { code, codes, row } = await doctor(world, ...args, ...more);
    expect([code, codes]).toEqual([7, ['CLUSTER_UNREACHABLE']]);
    expect(row(id)).toMatchObject({ state: 'fail' });
  });

  it('fails for credentials that the server does not take', async () => {
    const { world, args } = await worldOf(await serve({ instead: () => status(401, 'Unauthorized') }));
    const { code, lines } = await doctor(world, ...args);
    expect(code).toBe(7);
    expect(lines).toEqual([
      'ok cluster-kubeconfig',
      'ok cluster-context',
      'fail cluster-credentials',
      'skip cluster-rights',
    ]);
  });

  it('fails for a certificate of somebody else, without a word about hosts', async () => {
    server = await startFakeServer(smallCluster({ objects: [] }), { hosts: ['canary.internal'] });
    const { world, args } = await worldOf(server);
    const { code, row, stdout } = await doctor(world, ...args);
    expect([code, row('cluster-tls')?.state]).toEqual([7, 'fail']);
    expect(stdout).not.toMatch(/canary|127\.0\.0\.1/);
  });

  it('ends by itself where nobody answers', async () => {
    const { world, args } = await worldOf(await serve({ instead: () => 'silence' }));
    const { code, row } = await doctor(world, ...args);
    expect([code, row('cluster-reach')?.summary]).toEqual([
      7,
      'the server cannot be reached: no answer within 4 seconds',
    ]);
  });

  it('does not wait for a plugin that hands out credentials and never ends', async () => {
    const { kubeconfig } = await serve();
    const exec = {
      apiVersion: 'client.authentication.k8s.io/v1',
      command: 'sleep',
      args: ['300'],
      interactiveMode: 'Never',
    };
    const file = kubeconfig({ user: { exec } });
    chmodSync(file, 0o600);
    const { code, row } = await doctor(publishWorld(), '--kubeconfig', file);
    expect([code, row('cluster-reach')?.state]).toEqual([7, 'fail']);
  });

  it('does not show what stands in a kubeconfig that it cannot use', async () => {
    const world = publishWorld();
    const file = join(world.remote.dir, 'canary.yaml');
    writeFileSync(file, 'current-context: canary\ncontexts: [{name: canary, context: {cluster: canary}}]\n');
    chmodSync(file, 0o600);
    const { code, stdout } = await doctor(world, '--kubeconfig', file);
    expect(code).toBe(7);
    expect(stdout).not.toMatch(/canary/);
  });
});
