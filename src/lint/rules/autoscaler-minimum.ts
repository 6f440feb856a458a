import { partAt } from '../../model/edit-json.ts';
import { defineRule } from '../define-rule.ts';
import { autoscalers } from '../replicas.ts';

const MINIMUM = ['spec', 'minReplicas'];

export const autoscalerMinimumRule = defineRule({
  id: 'LINT_AUTOSCALER_MINIMUM',
  level: 'info',
  summary: 'workload may be scaled down to one pod',
  explanation: `In a quiet hour the autoscaler leaves one pod, and its eviction is an outage. Set autoscaling.min to 2
or more where people rely on the workload.`,
  sources: {
    kubeScore: ['horizontalpodautoscaler-replicas'],
    kubeLinter: ['hpa-minimum-three-replicas'],
    polaris: ['hpaMinAvailability'],
  },
  check: (objects) =>
    autoscalers(objects)
      .filter(({ object }) => Number(partAt(object, MINIMUM) ?? 1) < 2)
      .map((resource) => ({ resource, path: MINIMUM, detail: 'It may leave fewer than two pods.' })),
});
