import { describe, expect, it } from 'vitest';
import { listAt, mapAt, partAt } from '../../../src/model/edit-json.ts';
import type { JsonObject } from '../../../src/model/json.ts';
import { deployment, hardened, made, object, ofAccessory, transformed } from './run-profile.ts';

const RESTRICTED = { workspace: 'profile: restricted' };
const BASELINE = { workspace: 'profile: baseline' };

const container = (pod: JsonObject, index = 0) => partAt(pod, ['containers', index]) as JsonObject;
const security = (pod: JsonObject, index = 0) => mapAt(container(pod, index), ['securityContext']);

describe('labels', () => {
  const INSTANCE = 'app.kubernetes.io/instance';

  it('name the object and the tool, on the object and its pods, and leave the selector alone', () => {
    const { object: result } = hardened(deployment(), BASELINE);
    const labels = {
      'app.kubernetes.io/name': 'web',
      'app.kubernetes.io/part-of': 'shop',
      [INSTANCE]: 'shop-dev-web',
      'app.kubernetes.io/managed-by': 'moorline',
    };
    expect(partAt(result, ['metadata', 'labels'])).toEqual(labels);
    expect(partAt(result, ['spec', 'template', 'metadata', 'labels'])).toEqual(labels);
    expect(partAt(result, ['spec', 'selector'])).toEqual(partAt(deployment(), ['spec', 'selector']));
  });

  it('keep what is there', () => {
    const metadata = { name: 'shop-dev-web', namespace: 'shop', labels: { [INSTANCE]: 'blue' } };
    const { object: result } = hardened({ ...deployment(), metadata }, BASELINE);
    expect(partAt(result, ['metadata', 'labels', INSTANCE])).toBe('blue');
  });

  it('hold no name that is too long for one', () => {
    const metadata = { name: 'w'.repeat(64), namespace: 'shop' };
    const { object: result, all } = hardened({ ...deployment(), metadata });
    expect(partAt(result, ['metadata', 'labels', INSTANCE])).toBeUndefined();
    const policy = all.find(({ kind }) => kind === 'NetworkPolicy');
    expect(partAt(policy, ['spec', 'podSelector', 'matchLabels'])).toMatchObject({
      'app.kubernetes.io/name': 'web',
      'app.kubernetes.io/part-of': 'shop',
    });
  });
});

describe('pods', () => {
  it('run by the runtime’s system calls, without token and links, in baseline', () => {
    const { pod } = hardened(deployment(), BASELINE);
    expect(pod['securityContext']).toEqual({ seccompProfile: { type: 'RuntimeDefault' } });
    expect(pod).toMatchObject({ automountServiceAccountToken: false, enableServiceLinks: false });
    expect(pod).not.toHaveProperty('terminationGracePeriodSeconds');
    expect(pod).not.toHaveProperty('serviceAccountName');
  });

  it('also run as a user of their own in restricted', () => {
    const { pod } = hardened(deployment());
    expect(pod).toMatchObject({ terminationGracePeriodSeconds: 30, serviceAccountName: 'shop-dev-web' });
    expect(pod['securityContext']).toEqual({
      runAsNonRoot: true,
      runAsUser: 10001,
      runAsGroup: 10001,
      fsGroup: 10001,
      fsGroupChangePolicy: 'OnRootMismatch',
      seccompProfile: { type: 'RuntimeDefault' },
    });
  });

  it('keep what a module or the developer set', () => {
    const own = {
      securityContext: { runAsUser: 999, fsGroup: 999, seccompProfile: { type: 'Localhost' } },
      automountServiceAccountToken: true,
      enableServiceLinks: true,
      terminationGracePeriodSeconds: 5,
      serviceAccountName: 'reader',
    };
    const { pod } = hardened(deployment({ pod: own }));
    expect(pod).toMatchObject(own);
  });

  it('refuse root for each container but the one that asks for it', () => {
    const containers = [
      { name: 'legacy', securityContext: { runAsUser: 0 } },
      { name: 'proxy', securityContext: { runAsUser: 2000 } },
      { name: 'log' },
    ];
    const { pod } = hardened(deployment({ pod: { containers } }));
    expect(pod['securityContext']).not.toHaveProperty('runAsNonRoot');
    expect([0, 1, 2].map((index) => security(pod, index)['runAsNonRoot'])).toEqual([undefined, true, true]);
  });

  it('refuse root for the pod where the container that is root says so itself', () => {
    const securityContext = { runAsUser: 0, runAsNonRoot: false };
    const { pod } = hardened(deployment({ container: { securityContext } }));
    expect(pod['securityContext']).toMatchObject({ runAsNonRoot: true });
    expect(security(pod)).toMatchObject(securityContext);
  });

  it.each([true, false])('leave a runAsNonRoot of the pod at %s', (runAsNonRoot) => {
    const { pod } = hardened(deployment({ pod: { securityContext: { runAsNonRoot } } }));
    expect(pod['securityContext']).toMatchObject({ runAsNonRoot });
    expect(security(pod)).not.toHaveProperty('runAsNonRoot');
  });

  it('are those of a CronJob too', () => {
    const template = { spec: { containers: [{ name: 'nightly' }] } };
    const cronJob = object('batch/v1 CronJob', 'nightly', { spec: { jobTemplate: { spec: { template } } } });
    const [, result] = transformed([made(cronJob)], RESTRICTED);
    const pod = partAt(result!.object, ['spec', 'jobTemplate', 'spec', 'template', 'spec']);
    expect(partAt(pod, ['securityContext', 'runAsNonRoot'])).toBe(true);
  });
});

describe('containers', () => {
  it('get no more rights than they have in baseline, and keep everything else', () => {
    const { pod } = hardened(deployment(), BASELINE);
    expect(security(pod)).toEqual({ allowPrivilegeEscalation: false });
    expect(container(pod)).not.toHaveProperty('imagePullPolicy');
    expect(pod).not.toHaveProperty('volumes');
  });

  it('lose capabilities and a writable root in restricted', () => {
    const capabilities = { add: ['NET_BIND_SERVICE'] };
    const { pod } = hardened(deployment({ container: { securityContext: { capabilities } } }));
    expect(security(pod)).toEqual({
      allowPrivilegeEscalation: false,
      capabilities: { add: ['NET_BIND_SERVICE'], drop: ['ALL'] },
      readOnlyRootFilesystem: true,
    });
    expect(container(pod)).toMatchObject({ imagePullPolicy: 'Always' });
  });

  it('are init containers as well', () => {
    const { pod } = hardened(deployment({ pod: { initContainers: [{ name: 'assets' }] } }));
    expect(partAt(pod, ['initContainers', 0, 'securityContext', 'allowPrivilegeEscalation'])).toBe(false);
  });

  it.each([
    { privileged: true },
    { capabilities: { add: ['SYS_ADMIN'] } },
    { capabilities: { add: ['CAP_SYS_ADMIN'] } },
  ])('stay valid with %j', (securityContext) => {
    const { pod } = hardened(deployment({ container: { securityContext } }));
    expect(security(pod)).not.toHaveProperty('allowPrivilegeEscalation');
  });

  it('keep what is there', () => {
    const own = {
      imagePullPolicy: 'IfNotPresent',
      securityContext: {
        allowPrivilegeEscalation: true,
        readOnlyRootFilesystem: false,
        capabilities: { drop: ['NET_RAW'] },
      },
    };
    const { pod } = hardened(deployment({ container: own }));
    expect(container(pod)).toMatchObject(own);
  });
});

describe('/tmp', () => {
  const tmp = (name = 'tmp') => ({ name, emptyDir: { sizeLimit: '64Mi' } });

  it('is a volume for each container with a read-only root', () => {
    const containers = [
      { name: 'a' },
      { name: 'b', securityContext: { readOnlyRootFilesystem: false } },
      { name: 'c' },
    ];
    const { pod } = hardened(deployment({ pod: { containers } }));
    expect(pod['volumes']).toEqual([tmp(), tmp('tmp-2')]);
    const mounts = [0, 1, 2].map((index) => container(pod, index)['volumeMounts']);
    expect(mounts).toEqual([
      [{ name: 'tmp', mountPath: '/tmp' }],
      undefined,
      [{ name: 'tmp-2', mountPath: '/tmp' }],
    ]);
  });

  it.each(['/tmp', '/tmp/', '//tmp', '/'])('is not mounted over %s', (mountPath) => {
    const volumeMounts = [{ name: 'scratch', mountPath }];
    const { pod } = hardened(deployment({ container: { volumeMounts } }));
    expect(container(pod)['volumeMounts']).toEqual(volumeMounts);
    expect(pod).not.toHaveProperty('volumes');
  });

  it.each(['/tmp/cache', '/tmpfs', '/var/tmp'])('is mounted beside %s', (mountPath) => {
    const volumeMounts = [{ name: 'scratch', mountPath }];
    const { pod } = hardened(deployment({ container: { volumeMounts } }));
    expect(container(pod)['volumeMounts']).toEqual([...volumeMounts, { name: 'tmp', mountPath: '/tmp' }]);
  });

  it('takes a name that is free, also of claim templates', () => {
    const pod = { volumes: [{ name: 'tmp', configMap: { name: 'web' } }] };
    const volumeMounts = [{ name: 'tmp-2', mountPath: '/var/lib/data' }];
    const result = hardened(deployment({ pod, container: { volumeMounts } }));
    expect(result.pod['volumes']).toEqual([...pod.volumes, tmp('tmp-3')]);
  });
});

describe('resources', () => {
  const resources = (result: { pod: JsonObject }) => container(result.pod)['resources'];

  it('are given where a container has none of a kind', () => {
    const all = {
      limits: { cpu: '500m', memory: '256Mi', 'ephemeral-storage': '512Mi' },
      requests: { cpu: '100m', memory: '128Mi', 'ephemeral-storage': '128Mi' },
    };
    expect(resources(hardened(deployment()))).toEqual(all);
    expect(resources(hardened(deployment(), BASELINE))).toEqual(all);
  });

  it('leave a lone limit and a lone request alone', () => {
    const own = { limits: { memory: '64Mi' }, requests: { cpu: '2' } };
    expect(resources(hardened(deployment({ container: { resources: own } })))).toEqual({
      limits: { memory: '64Mi', 'ephemeral-storage': '512Mi' },
      requests: { cpu: '2', 'ephemeral-storage': '128Mi' },
    });
  });

  it.each([
    [[{ emptyDir: { sizeLimit: '512Mi' } }], true],
    [[{ emptyDir: { sizeLimit: '0.5Gi' } }, { emptyDir: { sizeLimit: '1Mi' } }], false],
    [[{ emptyDir: {} }], false],
    [[{ emptyDir: { medium: 'Memory' } }], true],
    [[{ configMap: { name: 'settings' } }], true],
  ])('of the disk are enough for the volumes %j: %s', (volumes, isGiven) => {
    const named = volumes.map((volume, index) => ({ name: `v${String(index)}`, ...volume }));
    const result = resources(hardened(deployment({ pod: { volumes: named } })));
    expect(partAt(result as JsonObject, ['limits', 'ephemeral-storage']) !== undefined).toBe(isGiven);
  });

  it.each([
    ['64Mi', true],
    ['1Gi', false],
  ])('of the memory are enough for %s of it as a volume: %s', (sizeLimit, isGiven) => {
    const volumes = [{ name: 'cache', emptyDir: { medium: 'Memory', sizeLimit } }];
    const result = resources(hardened(deployment({ pod: { volumes } })));
    expect(partAt(result as JsonObject, ['limits', 'memory']) !== undefined).toBe(isGiven);
  });

  it('of accessories are their module’s business', () => {
    const [, result] = transformed([ofAccessory(deployment())], RESTRICTED);
    const first = partAt(result!.object, ['spec', 'template', 'spec', 'containers', 0]);
    expect(first).toHaveProperty('securityContext');
    expect(first).not.toHaveProperty('resources');
  });
});

describe('rollouts', () => {
  it('of a Deployment never lack a pod', () => {
    expect(hardened(deployment()).object['spec']).toMatchObject({
      revisionHistoryLimit: 5,
      progressDeadlineSeconds: 600,
      strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: '25%', maxUnavailable: 0 } },
    });
    expect(hardened(deployment(), BASELINE).object['spec']).not.toHaveProperty('strategy');
  });

  it.each([{ type: 'Recreate' }, { rollingUpdate: { maxUnavailable: 1 } }])('stay at %j', (strategy) => {
    const { object: result } = hardened(deployment({ spec: { strategy } }));
    expect(partAt(result, ['spec', 'strategy'])).toEqual(strategy);
  });

  it('of a CronJob and a StatefulSet have limits', () => {
    const template = { spec: { containers: [] } };
    const cronJob = object('batch/v1 CronJob', 'nightly', {
      spec: { concurrencyPolicy: 'Replace', jobTemplate: { spec: { template } } },
    });
    const statefulSet = object('apps/v1 StatefulSet', 'db', { spec: { template } });
    const results = transformed([made(cronJob), made(statefulSet)], RESTRICTED);
    const specOf = (kind: string) => results.find(({ id }) => id.kind === kind)!.object['spec'];
    expect(specOf('CronJob')).toMatchObject({
      startingDeadlineSeconds: 300,
      concurrencyPolicy: 'Replace',
      successfulJobsHistoryLimit: 3,
      failedJobsHistoryLimit: 1,
      jobTemplate: { spec: { backoffLimit: 3 } },
    });
    expect(specOf('StatefulSet')).toMatchObject({
      persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Retain', whenScaled: 'Retain' },
    });
  });
});

describe('several pods', () => {
  const scaler = (minReplicas: number) =>
    made(
      object('autoscaling/v2 HorizontalPodAutoscaler', 'any', {
        spec: {
          scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'shop-dev-web' },
          minReplicas,
        },
      }),
    );
  const budgets = (all: readonly JsonObject[]) =>
    all.filter(({ kind }) => kind === 'PodDisruptionBudget').map(({ spec }) => spec);
  const selector = partAt(deployment(), ['spec', 'selector']);
  const budget = { maxUnavailable: '25%', unhealthyPodEvictionPolicy: 'AlwaysAllow', selector };

  it.each([
    [{ replicas: 2 }, [], true],
    [{ replicas: 1 }, [], false],
    [{}, [], false],
    [{}, [scaler(2)], true],
    [{}, [scaler(1)], false],
    [{ replicas: 3 }, [scaler(1)], false],
  ])('are spread and have a budget: %j', (spec, others, isReplicated) => {
    const { pod, all } = hardened(deployment({ spec }), BASELINE, others);
    expect(budgets(all)).toEqual(isReplicated ? [budget] : []);
    expect('topologySpreadConstraints' in pod).toBe(isReplicated);
    expect('affinity' in pod).toBe(isReplicated);
  });

  it('are those that an autoscaler of the same namespace keeps', () => {
    const elsewhere = scaler(2);
    const other = { ...elsewhere, id: { ...elsewhere.id, namespace: 'elsewhere' } };
    expect(budgets(hardened(deployment(), BASELINE, [other]).all)).toEqual([]);
  });

  it('belong to a CollaSet too, and not to a DaemonSet', () => {
    const kinds = [
      { apiVersion: 'apps.kusionstack.io/v1alpha1', kind: 'CollaSet' },
      { apiVersion: 'apps/v1', kind: 'DaemonSet' },
    ];
    const found = kinds.map((kind) => hardened(deployment({ kind, spec: { replicas: 2 } })).all);
    expect(found.map((all) => budgets(all).length)).toEqual([1, 0]);
  });

  it('are spread by what the developer says where he says it', () => {
    const own = {
      topologySpreadConstraints: [{ topologyKey: 'rack', maxSkew: 2 }],
      affinity: { nodeAffinity: {}, podAntiAffinity: {} },
    };
    const { pod } = hardened(deployment({ spec: { replicas: 2 }, pod: own }));
    expect(pod).toMatchObject(own);
    expect(mapAt(pod, ['affinity', 'podAntiAffinity'])).toEqual({});
  });

  it.each([
    [{ selector: { matchLabels: { 'app.kubernetes.io/name': 'web' } } }, 1],
    [{ selector: { matchExpressions: [{ key: 'app.kubernetes.io/name', operator: 'Exists' }] } }, 1],
    [{ selector: { matchLabels: { 'app.kubernetes.io/name': 'api' } } }, 2],
  ])('have one budget and no second: %j', (spec, count) => {
    const own = made(object('policy/v1 PodDisruptionBudget', 'mine', { spec }), { verbatim: true });
    expect(budgets(hardened(deployment({ spec: { replicas: 2 } }), RESTRICTED, [own]).all)).toHaveLength(
      count,
    );
  });
});

describe('ServiceAccounts', () => {
  const accounts = (all: readonly JsonObject[]) => all.filter(({ kind }) => kind === 'ServiceAccount');

  it('stand before their workload, no later than it, and carry no token', () => {
    const annotations = { 'argocd.argoproj.io/sync-wave': '-1', note: 'not copied' };
    const metadata = { ...mapAt(deployment(), ['metadata']), annotations };
    const { all } = hardened({ ...deployment(), metadata });
    expect(all[0]).toEqual({
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      metadata: {
        name: 'shop-dev-web',
        namespace: 'shop',
        labels: {
          'app.kubernetes.io/name': 'web',
          'app.kubernetes.io/part-of': 'shop',
          'app.kubernetes.io/instance': 'shop-dev-web',
          'app.kubernetes.io/managed-by': 'moorline',
        },
        annotations: { 'argocd.argoproj.io/sync-wave': '-1' },
      },
      automountServiceAccountToken: false,
    });
    expect(all.map(({ kind }) => kind)).toEqual(['ServiceAccount', 'Deployment', 'NetworkPolicy']);
    const late = { ...metadata, annotations: { 'argocd.argoproj.io/sync-wave': '2' } };
    expect(
      partAt(hardened({ ...deployment(), metadata: late }).all[0], ['metadata', 'annotations']),
    ).toBeUndefined();
  });

  it('are not made for pods that have one, or where the name is taken', () => {
    expect(accounts(hardened(deployment({ pod: { serviceAccountName: 'reader' } })).all)).toEqual([]);
    const admin = made(object('v1 ServiceAccount', 'shop-dev-web', {}), { verbatim: true });
    const { pod, all } = hardened(deployment(), RESTRICTED, [admin]);
    expect(accounts(all)).toEqual([admin.object]);
    expect(pod).not.toHaveProperty('serviceAccountName');
  });

  it('are one for two objects of a name', () => {
    const job = object('batch/v1 Job', 'shop-dev-web', { spec: { template: { spec: { containers: [] } } } });
    expect(accounts(hardened(deployment(), RESTRICTED, [made(job)]).all)).toHaveLength(1);
  });
});

describe('what profiles leave alone', () => {
  it('are objects of files, and those without pods', () => {
    const resources = [
      made(deployment(), { verbatim: true }),
      made(object('postgresql.cnpg.io/v1 Cluster', 'db', { spec: { instances: 3 } })),
      made(object('v1 Service', 'web', { spec: { selector: { app: 'web' } } })),
    ];
    expect(transformed(resources, RESTRICTED)).toEqual(resources);
  });

  it('is everything when there is none', () => {
    const resources = [made(deployment())];
    expect(transformed(resources, { workspace: 'profile: none' })[0]).toBe(resources[0]);
  });

  it('are origins, unless they are asked for', () => {
    const count = (trace: boolean) =>
      transformed([made(deployment())], RESTRICTED, trace).map(({ origins }) => origins.length > 0);
    expect(count(false)).toEqual([false, false, false]);
    expect(count(true)).toEqual([true, true, true]);
  });
});

describe('the stricter profile', () => {
  it.each([
    ['none', 'none', undefined],
    ['none', 'baseline', 'baseline'],
    ['none', 'restricted', 'restricted'],
    ['baseline', 'none', 'baseline'],
    ['baseline', 'restricted', 'restricted'],
    ['restricted', 'baseline', 'restricted'],
  ])('of %s and %s wins for a workload', (workspace, workload, wanted) => {
    const input = { workspace: `profile: ${workspace}`, workload: `securityProfile: ${workload}` };
    const { pod } = hardened(deployment(), input);
    const level = !('securityContext' in pod)
      ? undefined
      : listAt(security(pod), ['capabilities', 'drop']).length > 0
        ? 'restricted'
        : 'baseline';
    expect(level).toBe(wanted);
  });

  it('is not that of the accessories beside it', () => {
    const input = { workspace: 'profile: none', workload: 'securityProfile: restricted' };
    expect(transformed([ofAccessory(deployment())], input)[0]!.object).toEqual(deployment());
  });
});
