import fc from 'fast-check';
import type { Json, JsonObject } from '../../../src/model/json.ts';
import { identityKey, type Resource } from '../../../src/model/resource.ts';
import { made, ofAccessory } from './run-profile.ts';

type Fields = Readonly<Record<string, fc.Arbitrary<Json>>>;

/** A map with any of these fields. */
const some = (fields: Fields) => fc.record(fields, { requiredKeys: [] }) as fc.Arbitrary<JsonObject>;
const pick = (...values: readonly Json[]) => fc.constantFrom(...values);

/** Values that no schema lets through, to see that they stay as they are. */
const odd = pick(null, [], 'odd', 0);
const rarely = (arbitrary: fc.Arbitrary<Json>) =>
  fc.oneof({ weight: 9, arbitrary }, { weight: 1, arbitrary: odd });

const labels = some({
  'app.kubernetes.io/name': pick('web', 'api'),
  'app.kubernetes.io/instance': pick('web', 'blue'),
  tier: pick('front', 'back'),
});
const selector = some({
  matchLabels: labels,
  matchExpressions: fc.array(
    fc.record({
      key: pick('tier', 'app.kubernetes.io/name'),
      operator: pick('In', 'NotIn', 'Exists', 'DoesNotExist'),
      values: pick(['front'], ['web'], []),
    }),
    { maxLength: 2 },
  ),
});

/** Container fields that leave it to a profile whether the container may do harm. */
const HARMLESS: Fields = {
  imagePullPolicy: pick('IfNotPresent'),
  resources: some({ limits: pick({ memory: '64Mi' }), requests: pick({ cpu: '1' }) }),
  volumeMounts: pick([{ name: 'tmp', mountPath: '/tmp/' }], [{ name: 'data', mountPath: '/data' }]),
};
const harmlessSecurity = some({
  runAsUser: pick(1, 10001),
  runAsNonRoot: pick(true),
  readOnlyRootFilesystem: fc.boolean(),
  capabilities: pick({ add: ['NET_BIND_SERVICE'] }, {}),
});
const security = some({
  runAsUser: pick(0, 1000),
  runAsNonRoot: fc.boolean(),
  privileged: fc.boolean(),
  capabilities: rarely(pick({ add: ['SYS_ADMIN'] }, { drop: ['NET_RAW'] }, { add: ['ALL'] })),
});

const containers = (fields: Fields) =>
  fc
    .uniqueArray(fc.record({ name: pick('a', 'b', 'c'), image: pick('web:1') }), {
      selector: ({ name }) => name,
      minLength: 1,
    })
    .chain((named) =>
      fc.tuple(...named.map((each) => some(fields).map((more): Json => ({ ...each, ...more })))),
    ) as fc.Arbitrary<Json>;

const volumes = pick(
  [{ name: 'tmp', emptyDir: {} }],
  [{ name: 'data', emptyDir: { sizeLimit: '1Gi' } }],
  [{ name: 'cache', emptyDir: { medium: 'Memory', sizeLimit: '64Mi' } }],
);

const podSpec = (fields: Fields) =>
  fc
    .tuple(
      containers(fields),
      some({
        initContainers: containers(fields),
        volumes,
        serviceAccountName: pick('reader'),
        automountServiceAccountToken: fc.boolean(),
        affinity: pick({ nodeAffinity: {} }, { podAntiAffinity: {} }),
        topologySpreadConstraints: pick([]),
        terminationGracePeriodSeconds: pick(0, 60),
      }),
    )
    .map(([list, more]): JsonObject => ({ containers: list, ...more }));

const KINDS = [
  ['apps/v1', 'Deployment'],
  ['apps/v1', 'StatefulSet'],
  ['apps/v1', 'DaemonSet'],
  ['apps.kusionstack.io/v1alpha1', 'CollaSet'],
  ['batch/v1', 'Job'],
  ['batch/v1', 'CronJob'],
] as const;

const OTHERS = [
  ['v1', 'ServiceAccount'],
  ['v1', 'Service'],
  ['policy/v1', 'PodDisruptionBudget'],
  ['networking.k8s.io/v1', 'NetworkPolicy'],
  ['networking.k8s.io/v1', 'Ingress'],
  ['autoscaling/v2', 'HorizontalPodAutoscaler'],
  ['monitoring.coreos.com/v1', 'PodMonitor'],
] as const;

const metadata = fc
  .tuple(
    pick('web', 'api', 'w'.repeat(64)),
    pick('shop', 'shop', 'other'),
    some({
      labels,
      annotations: pick(
        { 'argocd.argoproj.io/sync-wave': '-1' },
        { 'argocd.argoproj.io/hook': 'Sync', 'argocd.argoproj.io/sync-wave': '1' },
      ),
    }),
  )
  .map(([name, namespace, more]): JsonObject => ({ name, namespace, ...more }));

function withPods(pod: fc.Arbitrary<JsonObject>): fc.Arbitrary<JsonObject> {
  const parts = fc.record({
    type: fc.constantFrom(...KINDS),
    metadata,
    pods: some({ metadata: some({ labels }) }),
    pod,
    spec: some({
      replicas: pick(0, 1, 2, 5),
      selector,
      strategy: rarely(pick({ type: 'Recreate' }, { rollingUpdate: {} })),
      concurrencyPolicy: pick('Allow'),
      revisionHistoryLimit: pick(0),
    }),
  });
  return parts.map(({ type: [apiVersion, kind], pods, ...rest }): JsonObject => {
    const template = { ...pods, spec: rest.pod };
    const inner = kind === 'CronJob' ? { jobTemplate: { spec: { template } } } : { template };
    return { apiVersion, kind, metadata: rest.metadata, spec: { ...rest.spec, ...inner } };
  });
}

const withoutPods = fc
  .record({
    type: fc.constantFrom(...OTHERS),
    metadata,
    spec: some({
      selector: fc.oneof(selector, labels),
      podSelector: selector,
      type: pick('LoadBalancer', 'ClusterIP'),
      ports: pick([{ port: 80, targetPort: 'http' }, { port: 90 }]),
      defaultBackend: pick({ service: { name: 'web', port: { number: 80 } } }),
      scaleTargetRef: pick({ kind: 'Deployment', name: 'web' }),
      minReplicas: pick(1, 2),
    }),
  })
  .map(({ type: [apiVersion, kind], ...rest }): JsonObject => ({ apiVersion, kind, ...rest }));

const makers = [made, ofAccessory, (object: JsonObject) => made(object, { verbatim: true })] as const;

const units = (object: fc.Arbitrary<JsonObject>, by: readonly ((object: JsonObject) => Resource)[]) =>
  fc.uniqueArray(
    fc.tuple(object, fc.constantFrom(...by)).map(([each, maker]) => maker(each)),
    { selector: ({ id }) => identityKey(id), maxLength: 8 },
  );

/** Resources of a unit with all sorts of wishes, contradictions and objects that are in the way; no identity twice. */
export const anyResources = units(
  fc.oneof(
    withPods(podSpec({ ...HARMLESS, securityContext: rarely(fc.oneof(security, harmlessSecurity)) })),
    withoutPods,
  ),
  makers,
);

/** Resources whose containers ask for nothing that the Pod Security Standards forbid. */
export const harmlessResources = units(
  withPods(podSpec({ ...HARMLESS, securityContext: harmlessSecurity })),
  [made, ofAccessory],
);

/** A workspace file, and the app's. */
export const anyProfile = fc.record({
  workspace: fc
    .tuple(
      fc.constantFrom('none', 'baseline', 'restricted'),
      fc.constantFrom('', 'defaults: { networkPolicy: true }', 'defaults: { networkPolicy: false }'),
    )
    .map(([profile, defaults]) => `profile: ${profile}\n${defaults}`),
  workload: fc.constantFrom('kind: Service', 'securityProfile: baseline', 'securityProfile: restricted'),
  accessory: fc.constantFrom('module: network', 'allowFrom: [gateway]'),
});
