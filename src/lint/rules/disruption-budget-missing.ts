import { defineRule } from '../define-rule.ts';
import { replicated } from '../replicas.ts';
import { selectorsOf } from '../selects.ts';

const BUDGET = { kind: 'policy/PodDisruptionBudget', path: ['spec', 'selector'] };

export const disruptionBudgetMissingRule = defineRule({
  id: 'LINT_DISRUPTION_BUDGET_MISSING',
  level: 'warning',
  hardening: 'baseline',
  summary: 'all pods may be evicted at once',
  explanation: `When nodes are drained, for an upgrade for example, Kubernetes may evict all pods of a workload at the
same moment. A PodDisruptionBudget with maxUnavailable: 1 or 25% keeps most of them. A profile makes one; without
a profile it can be written as a manifest.`,
  sources: {
    kubeScore: ['deployment-has-poddisruptionbudget', 'statefulset-has-poddisruptionbudget'],
    polaris: ['missingPodDisruptionBudget'],
  },
  check: (objects) =>
    replicated(objects)
      .filter((workload) => selectorsOf(objects, workload, BUDGET).length === 0)
      .map(({ resource }) => ({
        resource,
        path: ['spec', 'replicas'],
        detail: 'No PodDisruptionBudget selects its pods.',
      })),
});
