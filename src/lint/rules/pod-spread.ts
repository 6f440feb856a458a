import { listAt, mapAt } from '../../model/edit-json.ts';
import type { JsonObject } from '../../model/json.ts';
import { defineRule } from '../define-rule.ts';
import { replicated } from '../replicas.ts';

export const podSpreadRule = defineRule({
  id: 'LINT_POD_SPREAD',
  level: 'warning',
  hardening: 'baseline',
  summary: 'all pods may land on one node',
  explanation: `Several pods help against the loss of a node only if they are on several nodes, and nothing here asks
the scheduler for that. Add topologySpreadConstraints to the workload, or a podAntiAffinity on
kubernetes.io/hostname.`,
  sources: {
    kubeScore: [
      'deployment-has-host-podantiaffinity',
      'statefulset-has-host-podantiaffinity',
      'pod-topology-spread-constraints',
    ],
    kubeLinter: ['no-anti-affinity'],
    polaris: ['topologySpreadConstraint'],
  },
  check: (objects) =>
    replicated(objects)
      .filter(({ spec }) => !isSpread(spec))
      .map(({ resource }) => ({
        resource,
        path: ['spec', 'replicas'],
        detail: 'Nothing keeps its pods from landing on one node.',
      })),
});

function isSpread(spec: JsonObject): boolean {
  const antiAffinity = mapAt(spec, ['affinity', 'podAntiAffinity']);
  return (
    listAt(spec, ['topologySpreadConstraints']).length > 0 ||
    Object.values(antiAffinity).some((terms) => Array.isArray(terms) && terms.length > 0)
  );
}
