import { defineRule } from '../define-rule.ts';
import { selectorsOf } from '../selects.ts';

const POLICY = { kind: 'networking.k8s.io/NetworkPolicy', path: ['spec', 'podSelector'] };

export const networkPolicyMissingRule = defineRule({
  id: 'LINT_NETWORK_POLICY_MISSING',
  level: 'warning',
  hardening: 'restricted',
  offBy: 'networkPolicy',
  summary: 'every pod of the cluster may connect',
  explanation: `Pods that no NetworkPolicy selects take connections from everywhere in the cluster and may connect to
everywhere. Say who may talk to them. With defaults.networkPolicy: true a profile makes a policy for each workload.`,
  sources: {
    kubeScore: ['pod-networkpolicy'],
    kubeLinter: ['non-isolated-pod'],
    polaris: ['missingNetworkPolicy'],
  },
  check: (objects) =>
    objects.workloads
      .filter((workload) => selectorsOf(objects, workload, POLICY).length === 0)
      .map(({ resource }) => ({ resource, path: [], detail: 'No NetworkPolicy selects its pods.' })),
});
