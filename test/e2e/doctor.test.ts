import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeWith } from '../servers/describe-with.ts';
import { startCluster, type Cluster } from '../servers/start-cluster.ts';
import { until } from '../servers/until.ts';
import type { ClusterUser } from '../servers/users.ts';
import { moorline } from '../tools/cli.ts';
import { jsonRun, publishedWorld } from '../tools/publish-world.ts';

interface Row {
  readonly id: string;
  readonly state: string;
  readonly summary: string;
  readonly fix: string | null;
}

describeWith(['etcd', 'kube-apiserver'], 'moorline doctor cluster', () => {
  let cluster: Cluster;
  beforeAll(async () => {
    cluster = await startCluster();
  });
  afterAll(() => cluster.stop());

  it('names the missing rights, and its own advice mends them', { timeout: 60_000 }, async () => {
    const world = await publishedWorld();
    const run = (user: ClusterUser, ...args: readonly string[]) =>
      moorline([...args, '--kubeconfig', cluster.kubeconfig[user]], { cwd: world.source.dir });
    const doctor = async (user: ClusterUser) => {
      const { code, data, stdout } = jsonRun(await run(user, 'doctor', 'cluster', '--output', 'json'));
      const rows = data['checks'] as readonly Row[];
      return { code, stdout, rows, rights: rows.find(({ id }) => id === 'cluster-rights') };
    };
    const before = await doctor('limited');
    expect([before.code, before.rights?.state]).toEqual([7, 'fail']);
    expect(before.rights?.summary).toContain('deployments.apps in cart');
    expect(before.rights?.fix).toBe('moorline drift --print-rbac | kubectl apply -f -');

    const spaces = ['cart', 'docs', 'shop'].map((name) => ({
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name },
    }));
    await cluster.apply(spaces);
    const { stdout } = await run('admin', 'drift', '--print-rbac');
    // the role is for a service account; a user of this cluster takes its place
    const input = stdout.replaceAll(
      /subjects:\n- kind: ServiceAccount\n {2}name: moorline-drift\n {2}namespace: default\n/g,
      'subjects:\n- apiGroup: rbac.authorization.k8s.io\n  kind: User\n  name: limited\n',
    );
    expect(input).not.toBe(stdout);
    expect(await cluster.kubectl(['apply', '--filename=-'], { input })).toMatchObject({
      code: 0,
      stderr: '',
    });

    let last: unknown;
    const after = await until(
      async () => {
        const found = await doctor('limited');
        last = found.rights;
        return found.rights?.state === 'ok' ? found : undefined;
      },
      { otherwise: () => JSON.stringify(last) },
    );
    expect(after.code).toBe(0);
    expect(after.stdout).not.toContain(cluster.folder);
    expect(after.stdout).not.toContain('127.0.0.1');
    // nothing is applied, so everything is missing, and nothing is unknown
    const drift = jsonRun(await run('limited', 'drift', '--output', 'json'));
    expect([drift.code, drift.codes]).toEqual([2, []]);
  });
});
