import { isJsonObject, type Json } from '../model/json.ts';
import { perPattern } from './pattern.ts';
import type { Place } from './place.ts';

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
  row(/\.spec\.(?:preemptionPolicy)$/, 'PreemptLowerPriority'),
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
  row(/^\.webhooks\[\]\.rules\[\]\.scope$/, '*'),
  row(/^\.(?:roleRef|subjects\[\])\.apiGroup$/, 'rbac.authorization.k8s.io', ''),
  of('Secret', /^\.type$/, 'Opaque'),
];

/**
 * The values that the server gives to a field when nobody gives one; undefined when the table does not know it.
 * @param siblings the map that the field is part of
 */
export function defaultValues({ pattern }: Place, siblings: Json): readonly Json[] | undefined {
  const known = knownDefault(pattern);
  if (known === 'pull-policy') return [pullPolicyOf(siblings)];
  if (known === 'account')
    return isJsonObject(siblings) ? [siblings['serviceAccountName'] ?? null] : undefined;
  return known?.values;
}

const knownDefault = perPattern(({ kind, text }) => {
  if (text.endsWith('.imagePullPolicy')) return 'pull-policy';
  if (text.endsWith('.spec.serviceAccount')) return 'account';
  return DEFAULTS.find((each) => (each.kind ?? kind) === kind && each.pattern.test(text));
});

/** The pull policy depends on the tag (SetDefaults_Container): Always for `latest` and for none. */
function pullPolicyOf(container: Json): string {
  const image = isJsonObject(container) ? container['image'] : undefined;
  if (typeof image !== 'string') return 'IfNotPresent';
  const name = image.slice(image.lastIndexOf('/') + 1);
  const isLatest = !name.includes('@') && (!name.includes(':') || name.endsWith(':latest'));
  return isLatest ? 'Always' : 'IfNotPresent';
}
