import { defineRule } from '../define-rule.ts';
import { fewestPods } from '../replicas.ts';

export const singleReplicaRule = defineRule({
  id: 'LINT_SINGLE_REPLICA',
  level: 'off',
  summary: 'workload runs one pod',
  explanation: `With one pod every eviction and every crash is an outage. Run two or more where people rely on it. The
rule is off by itself: a workspace for development rightly runs one of each.`,
  sources: { kubeScore: ['deployment-replicas'], polaris: ['deploymentMissingReplicas'] },
  check: (objects) =>
    objects.workloads
      .filter((workload) => fewestPods(objects, workload) === 1)
      .map(({ resource }) => ({ resource, path: ['spec', 'replicas'], detail: 'It runs one pod.' })),
});
