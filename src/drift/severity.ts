import type { ResourceId } from '../model/resource.ts';
import type { FieldSteps } from './steps.ts';

/** How much a drifted field matters to the safety of a cluster. */
export type FieldSeverity = 'high' | 'medium' | 'low';

/** Groups whose objects say who may do what, or which requests are let in. */
const GUARDING_GROUPS: ReadonlySet<string> = new Set([
  'rbac.authorization.k8s.io',
  'admissionregistration.k8s.io',
  'certificates.k8s.io',
]);

/** Kinds that hold secrets, give rights, or limit traffic; by kind, because their groups differ by product. */
const GUARDING_KINDS: ReadonlySet<string> = new Set([
  'Secret',
  'SealedSecret',
  'ExternalSecret',
  'ServiceAccount',
  'NetworkPolicy',
]);

/** Fields, at any depth, that decide what code runs and with which rights (kubernetes api, core/v1 PodSpec). */
const GUARDING_FIELDS: ReadonlySet<unknown> = new Set([
  'image',
  'command',
  'args',
  'securityContext',
  'serviceAccountName',
  'automountServiceAccountToken',
  'hostNetwork',
  'hostPID',
  'hostIPC',
  'hostPath',
  'runtimeClassName',
]);

/** Labels of a namespace that set which pods it lets in (pod security admission). */
const POD_SECURITY = 'pod-security.kubernetes.io/';

/**
 * The severity of a drift at a field; no steps stand for the whole object. High is what can run other code, give
 * rights or open a secret; low is a label or annotation; the rest is medium.
 */
export function fieldSeverity(
  { group, kind }: Pick<ResourceId, 'group' | 'kind'>,
  steps: FieldSteps,
): FieldSeverity {
  const [first, part, name] = steps;
  if (first === 'metadata') {
    const isGuard = part === 'labels' && typeof name === 'string' && name.startsWith(POD_SECURITY);
    return isGuard ? 'high' : 'low';
  }
  if (GUARDING_GROUPS.has(group) || GUARDING_KINDS.has(kind)) return 'high';
  return steps.some((step) => GUARDING_FIELDS.has(step)) ? 'high' : 'medium';
}
