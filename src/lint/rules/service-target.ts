import { mapAt } from '../../model/edit-json.ts';
import { defineRule } from '../define-rule.ts';
import { ofKind } from '../object-set.ts';
import { mayHaveMorePods, servedBy } from '../selects.ts';

export const serviceTargetRule = defineRule({
  id: 'LINT_SERVICE_TARGET',
  level: 'warning',
  summary: 'Service sends to no pod of its unit',
  explanation: `A Service whose selector fits no pod has no endpoint, and every connection to it fails. Compare the
selector with the labels of the pod template. Where an operator makes pods from an object of the unit, the rule
cannot know their labels and says nothing.`,
  sources: { kubeScore: ['service-targets-pod'], kubeLinter: ['dangling-service'] },
  check: (objects) => {
    if (mayHaveMorePods(objects)) return [];
    return ofKind(objects, '/Service')
      .filter(({ object }) => Object.keys(mapAt(object, ['spec', 'selector'])).length > 0)
      .filter((resource) => servedBy(objects, resource).length === 0)
      .map((resource) => ({
        resource,
        path: ['spec', 'selector'],
        detail: 'The selector fits no pod of this unit.',
      }));
  },
});
