import { afterAll, beforeAll, expect, it } from 'vitest';
import type { DriftField, WorkspaceDrift } from '../../src/drift/verdict.ts';
import { describeWith } from '../servers/describe-with.ts';
import { startArgo } from '../servers/start-argo.ts';
import { startCluster, type Cluster } from '../servers/start-cluster.ts';
import { startFlux } from '../servers/start-flux.ts';
import { startGitServer, type GitServer } from '../servers/start-git-server.ts';
import { until } from '../servers/until.ts';
import { moorlineHere } from '../tools/cli.ts';
import { jsonRun } from '../tools/publish-world.ts';
import {
  configMap,
  deliverySource,
  shop,
  type DeliverySource,
  type Lane,
} from './scenarios/delivery-source.ts';
import { argoFollower, fluxFollower, type Follower } from './scenarios/followers.ts';

const FLUX = ['flux-source-controller', 'flux-kustomize-controller'] as const;

describeWith(['etcd', 'kube-apiserver', ...FLUX, 'redis', 'argocd'], 'delivery by real controllers', () => {
  let cluster: Cluster;
  let source: DeliverySource;
  let server: GitServer;
  let flux: Follower;
  let argo: Follower;

  beforeAll(async () => {
    cluster = await startCluster();
    source = deliverySource(cluster.folder);
    server = await startGitServer(source.bare);
    [flux, argo] = [fluxFollower(cluster), argoFollower(cluster)];
    await Promise.all([startFlux(cluster), startArgo(cluster), source.publish()]);
  });

  afterAll(async () => {
    await server.stop();
    await cluster.stop();
  });

  const both = (act: (follower: Follower) => Promise<void>) => Promise.all([act(flux), act(argo)]);

  /** What `moorline drift` says to a user who may only read. */
  const drift = async (lane: Lane, ...more: readonly string[]): Promise<Seen> => {
    const args = ['-C', source.dir, 'drift', '--kubeconfig', cluster.kubeconfig.reader, '--workspace', lane];
    const run = jsonRun(await moorlineHere([...args, ...more, '--output', 'json']));
    const [found] = run.data['workspaces'] as readonly WorkspaceDrift[];
    if (!found) throw new Error(run.stdout);
    const changes = found.resources.flatMap(({ id, state, fields }) =>
      state === 'synced'
        ? []
        : fields.map((field) => ({ ...field, path: `${id.kind} ${id.name} ${field.path}` })),
    );
    return { ...found, code: run.code, codes: run.codes, changes };
  };
  const driftUntil = (lane: Lane, isThere: (seen: Seen) => boolean): Promise<Seen> => {
    let last: Seen | undefined;
    return until(async () => (isThere((last = await drift(lane))) ? last : undefined), {
      otherwise: () => JSON.stringify(last, null, 2),
    });
  };
  /** Ends a namespace that is being deleted, as a controller of Kubernetes would that does not run here. */
  const untilDeleted = (path: string): Promise<true> =>
    until(
      async () => {
        const { status, body } = await cluster.api({ path });
        if (status === 404) return true;
        const namespace = body as { readonly metadata: { readonly deletionTimestamp?: string } };
        if (namespace.metadata.deletionTimestamp === undefined) return undefined;
        const ended = { ...namespace, spec: { finalizers: [] } };
        await cluster.api({ method: 'PUT', path: `${path}/finalize`, body: ended });
        return undefined;
      },
      { otherwise: () => `${path} is still there` },
    );
  const edit = async (...args: readonly string[]): Promise<void> => {
    const { code, stderr } = await cluster.kubectl(args);
    if (code !== 0) throw new Error(stderr);
  };
  const deployment = (lane: Lane) => [`--namespace=${lane}-shop`, `deployment/shop-${lane}-web`] as const;
  const colourIn = async (lane: Lane): Promise<unknown> => {
    const path = `/api/v1/namespaces/${lane}-shop/configmaps/shop-${lane}-web-web-0`;
    const { body } = await cluster.api({ path });
    return (body as { readonly data?: { readonly colour?: string } }).data?.colour;
  };
  const CLEAN = { code: 0, codes: [], lag: null, changes: [] };

  it('what is published appears', async () => {
    await both(async ({ lane, start, untilApplied }) => {
      await start(server.url);
      await untilApplied(source.tip(lane));
      const found = await drift(lane);
      expect(found).toMatchObject({ ...CLEAN, revision: source.tip(lane), summary: { synced: 8 } });
      expect(found.controller).toEqual(CONTROLLERS[lane]);
      expect(found.units.map(({ unit, lag }) => [unit, lag])).toEqual([
        [`docs/${lane}`, null],
        [`shop/${lane}`, null],
      ]);
    });
  });

  it('objects of units that are not selected are no orphans', async () => {
    await both(async ({ lane }) => {
      expect(await drift(lane, '--project', 'shop')).toMatchObject({ ...CLEAN, summary: { synced: 6 } });
    });
  });

  it('hand edits between two reconciliations are found and blamed', async () => {
    await both(async ({ lane }) => {
      await edit('set', 'env', ...deployment(lane), 'DEBUG=1');
      await edit(
        'patch',
        `--namespace=${lane}-shop`,
        'configmap/banner',
        '--patch={"data":{"note":"by hand"}}',
      );
      await edit('scale', ...deployment(lane), '--replicas=5');
      const found = await driftUntil(lane, ({ changes }) => changes[1]?.unseen === false);
      expect([found.code, found.lag, found.summary]).toMatchObject([2, null, { synced: 6, drifted: 2 }]);
      const rows = found.changes.map(({ path, cause, blame: [who], unseen }) => [
        path,
        cause,
        who?.manager,
        unseen,
      ]);
      const isArgo = lane === 'argo';
      expect(rows).toEqual([
        ['ConfigMap banner .data.note', 'human', 'kubectl-patch', isArgo],
        [`Deployment shop-${lane}-web .spec.replicas`, 'human', 'kubectl', false],
        [`Deployment shop-${lane}-web ${DEBUG}`, 'human', 'kubectl-set', isArgo ? null : false],
      ]);
    });
  });

  it('what the controller sees is put back, and what it does not see stays', async () => {
    await both(async ({ lane, reapply }) => {
      await reapply();
      const found = await drift(lane);
      if (lane === 'flux') expect(found).toMatchObject(CLEAN);
      else {
        expect(found.changes.map(({ path, unseen }) => [path, unseen])).toEqual([
          ['ConfigMap banner .data.note', true],
          [`Deployment shop-argo-web ${DEBUG}`, true],
        ]);
        await edit('set', 'env', ...deployment(lane), 'DEBUG-');
        await edit('patch', '--namespace=argo-shop', 'configmap/banner', '--patch={"data":{"note":null}}');
      }
    });
  });

  it('a paused controller is behind, and nothing drifts', async () => {
    await both(({ pause }) => pause());
    const before = { flux: source.tip('flux'), argo: source.tip('argo') };
    await source.publish(shop('green'));
    await both(async ({ lane }) => {
      const [applied, head] = [before[lane], source.tip(lane)];
      const found = await drift(lane);
      expect(found).toMatchObject({ code: 0, revision: applied, summary: { synced: 8 } });
      expect(found.lag).toMatchObject({ class: 'suspended', applied, head, commits: 1 });
      expect(found.units).toMatchObject([{ unit: `docs/${lane}`, lag: null }, { unit: `shop/${lane}` }]);
      expect(await drift(lane, '--fail-on', 'lag')).toMatchObject({ code: 2, changes: [] });
    });
  });

  it('a controller that does not look, or waits for a person, is behind for that reason', async () => {
    await both(async ({ lane, wake }) => {
      await wake();
      const reason = ({ flux: 'not-seen', argo: 'not-applied' } as const)[lane];
      const found = await driftUntil(lane, ({ lag }) => lag?.class === reason);
      expect(found).toMatchObject({ code: 0, summary: { synced: 8 }, lag: { commits: 1 } });
    });
  });

  it('nothing is behind any more when it goes on', async () => {
    await both(async ({ lane, resume, untilApplied }) => {
      await resume();
      await untilApplied(source.tip(lane));
      expect(await drift(lane)).toMatchObject({ ...CLEAN, revision: source.tip(lane) });
    });
  });

  it('objects of a stack that was removed are pruned', async () => {
    await source.publish({ 'apps/docs': null });
    await both(async ({ lane, untilApplied }) => {
      const path = `/api/v1/namespaces/${lane}-docs`;
      await Promise.all([untilApplied(source.tip(lane)), untilDeleted(path)]);
      expect((await cluster.api({ path: `${path}/configmaps/index` })).status).toBe(404);
      expect(await drift(lane)).toMatchObject({ ...CLEAN, summary: { synced: 6 } });
    });
  });

  it('what is not pruned is left over', async () => {
    await both(({ prune }) => prune(false));
    await source.publish(configMap('shop/banner', null));
    await both(async ({ lane, untilSeen, prune }) => {
      await untilSeen(source.tip(lane));
      const found = await drift(lane);
      expect(found).toMatchObject({ code: 2, lag: null, summary: { synced: 5, orphan: 1 } });
      expect(found.changes.map(({ path, kind }) => [path, kind])).toEqual([['ConfigMap banner ', 'orphan']]);
      await edit('delete', `--namespace=${lane}-shop`, 'configmap/banner');
      await prune(true);
      const isSettled = ({ lag, units }: Seen) =>
        lag === null && units.every(({ revision }) => revision === source.tip(lane));
      expect(await driftUntil(lane, isSettled)).toMatchObject({ ...CLEAN, summary: { synced: 5 } });
    });
  });

  it('what the server refuses is behind, in the words of the controller', async () => {
    // Some controllers apply what they can of such a commit.
    await source.publish({
      ...configMap('shop/limits', { most: '20' }, { immutable: true }),
      ...configMap('shop/more', { is: 'new' }),
      ...shop('red'),
    });
    await both(async ({ lane, untilFailed }) => {
      await untilFailed(source.tip(lane));
      const found = await drift(lane);
      expect(found).toMatchObject({ code: 0, changes: [], lag: { class: 'failed' } });
      expect(found.lag?.reason).toMatch(/limits.*field is immutable/);
      expect(await colourIn(lane)).toBe({ flux: 'green', argo: 'red' }[lane]);
    });
    await source.publish(configMap('shop/limits', { most: '10' }, { immutable: true }));
    await both(async ({ lane, untilApplied }) => {
      await untilApplied(source.tip(lane));
      expect(await drift(lane)).toMatchObject({ ...CLEAN, summary: { synced: 6 } });
    });
  });
});

const DEBUG = '.spec.template.spec.containers[name="web"].env[name="DEBUG"]';

const CONTROLLERS = {
  flux: { kind: 'flux', namespace: 'flux-system', name: 'all' },
  argo: { kind: 'argocd', namespace: 'argocd', name: 'all' },
};

/** A verdict with how the run ended, and every difference by object and path. */
interface Seen extends WorkspaceDrift {
  readonly code: number | null;
  readonly codes: readonly string[];
  readonly changes: readonly DriftField[];
}
