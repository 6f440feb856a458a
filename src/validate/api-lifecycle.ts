import type { ResourceId } from '../model/resource.ts';

/** An API version that is on its way out. Numbers are minor versions of Kubernetes. */
interface Retirement {
  readonly api: string;
  /** Every kind of the version when absent. */
  readonly kinds?: readonly string[];
  readonly deprecated: number;
  readonly removed?: number;
  readonly successor: string | undefined;
}

/** Kinds whose v1beta1 ended with Kubernetes 1.22; newer kinds have come to the same versions since. */
const ENDED_WITH_1_22: Readonly<Record<string, readonly string[]>> = {
  'admissionregistration.k8s.io': ['MutatingWebhookConfiguration', 'ValidatingWebhookConfiguration'],
  'apiextensions.k8s.io': ['CustomResourceDefinition'],
  'apiregistration.k8s.io': ['APIService'],
  'certificates.k8s.io': ['CertificateSigningRequest'],
  'coordination.k8s.io': ['Lease'],
  'networking.k8s.io': ['Ingress', 'IngressClass'],
  'rbac.authorization.k8s.io': ['ClusterRole', 'ClusterRoleBinding', 'Role', 'RoleBinding'],
  'scheduling.k8s.io': ['PriorityClass'],
  'storage.k8s.io': ['CSIDriver', 'CSINode', 'StorageClass', 'VolumeAttachment'],
};

/** https://kubernetes.io/docs/reference/using-api/deprecation-guide/ */
const RETIREMENTS: readonly Retirement[] = [
  ...['extensions/v1beta1', 'apps/v1beta1', 'apps/v1beta2'].map((api) => ({
    api,
    kinds: ['DaemonSet', 'Deployment', 'ReplicaSet', 'StatefulSet'],
    deprecated: 9,
    removed: 16,
    successor: 'apps/v1',
  })),
  {
    api: 'extensions/v1beta1',
    kinds: ['NetworkPolicy'],
    deprecated: 9,
    removed: 16,
    successor: 'networking.k8s.io/v1',
  },
  {
    api: 'extensions/v1beta1',
    kinds: ['Ingress'],
    deprecated: 14,
    removed: 22,
    successor: 'networking.k8s.io/v1',
  },
  {
    api: 'extensions/v1beta1',
    kinds: ['PodSecurityPolicy'],
    deprecated: 10,
    removed: 16,
    successor: undefined,
  },
  ...Object.entries(ENDED_WITH_1_22).map(([group, kinds]) => ({
    api: `${group}/v1beta1`,
    kinds,
    deprecated: 19,
    removed: 22,
    successor: `${group}/v1`,
  })),
  { api: 'batch/v1beta1', deprecated: 21, removed: 25, successor: 'batch/v1' },
  { api: 'batch/v2alpha1', deprecated: 21, removed: 21, successor: 'batch/v1' },
  { api: 'discovery.k8s.io/v1beta1', deprecated: 21, removed: 25, successor: 'discovery.k8s.io/v1' },
  { api: 'events.k8s.io/v1beta1', deprecated: 19, removed: 25, successor: 'events.k8s.io/v1' },
  { api: 'autoscaling/v2beta1', deprecated: 23, removed: 25, successor: 'autoscaling/v2' },
  { api: 'autoscaling/v2beta2', deprecated: 23, removed: 26, successor: 'autoscaling/v2' },
  {
    api: 'policy/v1beta1',
    kinds: ['PodDisruptionBudget'],
    deprecated: 21,
    removed: 25,
    successor: 'policy/v1',
  },
  { api: 'policy/v1beta1', kinds: ['PodSecurityPolicy'], deprecated: 21, removed: 25, successor: undefined },
  { api: 'node.k8s.io/v1beta1', deprecated: 22, removed: 25, successor: 'node.k8s.io/v1' },
  {
    api: 'flowcontrol.apiserver.k8s.io/v1beta1',
    deprecated: 23,
    removed: 26,
    successor: 'flowcontrol.apiserver.k8s.io/v1',
  },
  {
    api: 'flowcontrol.apiserver.k8s.io/v1beta2',
    deprecated: 26,
    removed: 29,
    successor: 'flowcontrol.apiserver.k8s.io/v1',
  },
  {
    api: 'flowcontrol.apiserver.k8s.io/v1beta3',
    deprecated: 29,
    removed: 32,
    successor: 'flowcontrol.apiserver.k8s.io/v1',
  },
  {
    api: 'storage.k8s.io/v1beta1',
    kinds: ['CSIStorageCapacity'],
    deprecated: 24,
    removed: 27,
    successor: 'storage.k8s.io/v1',
  },
  { api: 'v1', kinds: ['ComponentStatus'], deprecated: 19, successor: undefined },
  { api: 'v1', kinds: ['Endpoints'], deprecated: 33, successor: 'discovery.k8s.io/v1 EndpointSlice' },
];

/** What a version of Kubernetes says about the API version of an object. */
export interface Lifecycle {
  readonly state: 'removed' | 'deprecated';
  /** The minor version that removed or deprecated it. */
  readonly since: number;
  /** The API version to use instead, with the kind if that changes too. */
  readonly successor: string | undefined;
}

/** Judges an API version; undefined for one that is not on its way out. */
export function apiLifecycle({ group, version, kind }: ResourceId, minor: number): Lifecycle | undefined {
  const api = group === '' ? version : `${group}/${version}`;
  const row = RETIREMENTS.find((each) => each.api === api && (each.kinds?.includes(kind) ?? true));
  if (!row || minor < row.deprecated) return undefined;
  const { removed = Infinity, deprecated, successor } = row;
  return minor >= removed
    ? { state: 'removed', since: removed, successor }
    : { state: 'deprecated', since: deprecated, successor };
}
