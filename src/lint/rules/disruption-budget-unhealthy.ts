import { partAt } from '../../model/edit-json.ts';
import { defineRule } from '../define-rule.ts';
import { ofKind } from '../object-set.ts';

const POLICY = ['spec', 'unhealthyPodEvictionPolicy'];

export const disruptionBudgetUnhealthyRule = defineRule({
  id: 'LINT_DISRUPTION_BUDGET_UNHEALTHY',
  level: 'warning',
  hardening: 'baseline',
  summary: 'broken pods can block a drain',
  explanation: `Without unhealthyPodEvictionPolicy: AlwaysAllow a pod that never gets ready counts as a disruption, so
a node with it cannot be drained. Broken pods serve nobody; let them be evicted.`,
  sources: { kubeLinter: ['pdb-unhealthy-pod-eviction-policy'] },
  check: (objects) =>
    ofKind(objects, 'policy/PodDisruptionBudget')
      .filter(({ object }) => partAt(object, POLICY) !== 'AlwaysAllow')
      .map((resource) => ({
        resource,
        path: POLICY,
        detail: 'The PodDisruptionBudget has no unhealthyPodEvictionPolicy: AlwaysAllow.',
      })),
});
