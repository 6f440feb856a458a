import { isJsonObject, type Json, type JsonObject } from '../model/json.ts';
import { perPattern } from './pattern.ts';
import type { Place } from './place.ts';
import { isZero } from './zero-value.ts';

interface DefaultRow {
  readonly pattern: RegExp;
  readonly values: readonly Json[];
  /** Kind; every kind when left out. */
  readonly kind?: string;
}

const row = (pattern: RegExp, ...values: readonly Json[]): DefaultRow => ({ pattern, values });
const of = (kind: string, pattern: RegExp, ...values: readonly Json[]): DefaultRow => ({
  kind,
  pattern,
  values,
});

const probe = (field: string) => new RegExp(String.raw`\.(?:liveness|readiness|startup)Probe\.${field}$`);

/**
 * Values that the API server gives to fields left out (kubernetes pkg/apis, the `defaults.go` of each version).
 * Only used to judge a field that Git leaves out: a person who wrote the default changed nothing.
 */
const DEFAULTS: readonly DefaultRow[] = [
  // pods, wherever their template stands
  row(/\.ports\[\]\.protocol$/, 'TCP'),
  row(/\.terminationMessagePath$/, '/dev/termination-log'),
  row(/\.terminationMessagePolicy$/, 'File'),
  row(/\.spec\.dnsPolicy$/, 'ClusterFirst'),
  row(/\.spec\.restartPolicy$/, 'Always'),
  row(/\.spec\.schedulerName$/, 'default-scheduler'),
  row(/\.spec\.terminationGracePeriodSeconds$/, 30),
  row(/\.spec\.enableServiceLinks$/, true),
  row(/(?:^|\.spec)\.preemptionPolicy$/, 'PreemptLowerPriority'),
  row(probe('timeoutSeconds'), 1),
  row(probe('periodSeconds'), 10),
  row(probe('successThreshold'), 1),
  row(probe('failureThreshold'), 3),
  row(/\.httpGet\.scheme$/, 'HTTP'),
  row(/\.httpGet\.path$/, '/'),
  row(/\.defaultMode$/, 420),
  row(/\.fieldRef\.apiVersion$/, 'v1'),
  row(/\.resourceFieldRef\.divisor$/, '0', 0),
  row(/\.volumes\[\]\.emptyDir$/, {}),
  // workloads
  of('Deployment', /^\.spec\.replicas$/, 1),
  of('StatefulSet', /^\.spec\.replicas$/, 1),
  of('ReplicaSet', /^\.spec\.replicas$/, 1),
  row(/^\.spec\.revisionHistoryLimit$/, 10),
  of('Deployment', /^\.spec\.progressDeadlineSeconds$/, 600),
  row(/^\.spec\.(?:strategy|updateStrategy)\.type$/, 'RollingUpdate'),
  row(/^\.spec\.strategy\.rollingUpdate\.max(?:Surge|Unavailable)$/, '25%'),
  of('DaemonSet', /^\.spec\.updateStrategy\.rollingUpdate\.maxUnavailable$/, 1),
  of('DaemonSet', /^\.spec\.updateStrategy\.rollingUpdate\.maxSurge$/, 0),
  of('StatefulSet', /^\.spec\.updateStrategy\.rollingUpdate\.partition$/, 0),
  of('StatefulSet', /^\.spec\.updateStrategy\.rollingUpdate\.maxUnavailable$/, 1),
  of('StatefulSet', /^\.spec\.podManagementPolicy$/, 'OrderedReady'),
  of('StatefulSet', /^\.spec\.persistentVolumeClaimRetentionPolicy\.when(?:Deleted|Scaled)$/, 'Retain'),
  row(/\.volumeMode$/, 'Filesystem'),
  of('CronJob', /^\.spec\.concurrencyPolicy$/, 'Allow'),
  of('CronJob', /^\.spec\.successfulJobsHistoryLimit$/, 3),
  of('CronJob', /^\.spec\.failedJobsHistoryLimit$/, 1),
  row(/\.spec\.backoffLimit$/, 6),
  row(/\.spec\.(?:completions|parallelism)$/, 1),
  row(/\.spec\.completionMode$/, 'NonIndexed'),
  row(/\.spec\.podReplacementPolicy$/, 'TerminatingOrFailed'),
  // services, autoscaling, storage, admission, access
  of('Service', /^\.spec\.type$/, 'ClusterIP'),
  of('Service', /^\.spec\.sessionAffinity$/, 'None'),
  of('Service', /^\.spec\.sessionAffinityConfig\.clientIP\.timeoutSeconds$/, 10800),
  of('Service', /^\.spec\.(?:internal|external)TrafficPolicy$/, 'Cluster'),
  of('Service', /^\.spec\.allocateLoadBalancerNodePorts$/, true),
  of('HorizontalPodAutoscaler', /^\.spec\.minReplicas$/, 1),
  of('PersistentVolume', /^\.spec\.persistentVolumeReclaimPolicy$/, 'Retain'),
  of('StorageClass', /^\.reclaimPolicy$/, 'Delete'),
  of('StorageClass', /^\.volumeBindingMode$/, 'Immediate'),
  row(/^\.webhooks\[\]\.failurePolicy$/, 'Fail', 'Ignore'),
  row(/^\.webhooks\[\]\.matchPolicy$/, 'Equivalent', 'Exact'),
  row(/^\.webhooks\[\]\.timeoutSeconds$/, 10, 30),
  row(/^\.webhooks\[\]\.reinvocationPolicy$/, 'Never'),
  row(/^\.webhooks\[\]\.clientConfig\.service\.port$/, 443),
  row(/^\.webhooks\[\]\.(?:namespace|object)Selector$/, {}),
  row(/^\.spec\.match(?:Constraints|Resources)\.(?:namespace|object)Selector$/, {}),
  row(/^\.webhooks\[\]\.rules\[\]\.scope$/, '*'),
  row(/^\.(?:roleRef|subjects\[\])\.apiGroup$/, 'rbac.authorization.k8s.io', ''),
  of('Secret', /^\.type$/, 'Opaque'),
  of('CustomResourceDefinition', /^\.spec\.conversion\.strategy$/, 'None'),
];

/** Defaults that follow from what stands beside the field, by its name (the same source). */
const BESIDE: Readonly<Record<string, readonly [pattern: RegExp, valueOf: (siblings: JsonObject) => Json]>> =
  {
    imagePullPolicy: [/\.imagePullPolicy$/, pullPolicyOf],
    serviceAccount: [/\.spec\.serviceAccount$/, ({ serviceAccountName = null }) => serviceAccountName],
    targetPort: [/^\.spec\.ports\[\]\.targetPort$/, ({ port = null }) => port],
    policyTypes: [
      /^\.spec\.policyTypes$/,
      ({ egress }) => (isZero(egress) ? ['Ingress'] : ['Ingress', 'Egress']),
    ],
    singular: [/^\.spec\.names\.singular$/, ({ kind }) => textOf(kind).toLowerCase()],
    listKind: [/^\.spec\.names\.listKind$/, ({ kind }) => `${textOf(kind)}List`],
  };

/**
 * The values that the server gives to a field when nobody gives one; undefined when the table does not know it.
 * @param siblings the map that the field is part of
 */
export function defaultValues({ pattern }: Place, siblings: Json): readonly Json[] | undefined {
  const beside = defaultBeside(pattern);
  if (beside && isJsonObject(siblings)) return [beside(siblings)];
  return knownDefaults(pattern);
}

const defaultBeside = perPattern(({ name = '', text }) => {
  const row = Object.hasOwn(BESIDE, name) ? BESIDE[name] : undefined;
  return row?.[0].test(text) === true ? row[1] : undefined;
});

const knownDefaults = perPattern(
  ({ kind, text }) =>
    DEFAULTS.find((each) => (each.kind ?? kind) === kind && each.pattern.test(text))?.values,
);

function textOf(value: Json | undefined): string {
  return typeof value === 'string' ? value : '';
}

/** The pull policy depends on the tag (SetDefaults_Container): Always for `latest` and for none. */
function pullPolicyOf({ image }: JsonObject): string {
  if (typeof image !== 'string') return 'IfNotPresent';
  const name = image.slice(image.lastIndexOf('/') + 1);
  const isLatest = !name.includes('@') && (!name.includes(':') || name.endsWith(':latest'));
  return isLatest ? 'Always' : 'IfNotPresent';
}
