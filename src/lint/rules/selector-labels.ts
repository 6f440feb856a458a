import { partAt } from '../../model/edit-json.ts';
import { isJsonObject } from '../../model/json.ts';
import { defineRule } from '../define-rule.ts';
import { selects } from '../selects.ts';

const SELECTOR = ['spec', 'selector'];

export const selectorLabelsRule = defineRule({
  id: 'LINT_SELECTOR_LABELS',
  level: 'warning',
  summary: 'workload does not select its own pods',
  explanation: `The API server refuses a Deployment, StatefulSet, DaemonSet or ReplicaSet whose selector does not fit the
labels of its own pod template. Make them equal. Mind that a selector cannot be changed later.`,
  sources: {
    kubeScore: [
      'deployment-pod-selector-labels-match-template-metadata-labels',
      'statefulset-pod-selector-labels-match-template-metadata-labels',
    ],
    kubeLinter: ['mismatching-selector'],
  },
  check: ({ workloads }) =>
    workloads.flatMap(({ resource, labels }) => {
      const selector = partAt(resource.object, SELECTOR);
      if (resource.id.group !== 'apps' || !isJsonObject(selector) || selects(selector, labels)) return [];
      return [
        { resource, path: SELECTOR, detail: 'The selector does not fit the labels of the pod template.' },
      ];
    }),
});
