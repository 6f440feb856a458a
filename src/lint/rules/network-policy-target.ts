import { mapAt } from '../../model/edit-json.ts';
import { defineRule } from '../define-rule.ts';
import { ofKind } from '../object-set.ts';
import { mayHaveMorePods, selectedBy } from '../selects.ts';

export const networkPolicyTargetRule = defineRule({
  id: 'LINT_NETWORK_POLICY_TARGET',
  level: 'warning',
  summary: 'NetworkPolicy selects no pod of its unit',
  explanation: `A NetworkPolicy whose podSelector fits no pod protects nothing, and nobody notices. Compare the
selector with the labels of the pod template. Where an operator makes pods from an object of the unit, the rule
cannot know their labels and says nothing.`,
  sources: { kubeScore: ['networkpolicy-targets-pod'], kubeLinter: ['dangling-networkpolicy'] },
  check: (objects) => {
    if (mayHaveMorePods(objects)) return [];
    return ofKind(objects, 'networking.k8s.io/NetworkPolicy').flatMap((resource) => {
      const selector = mapAt(resource.object, ['spec', 'podSelector']);
      const selectsAll = Object.keys(selector).length === 0;
      if (selectsAll || selectedBy(objects, resource.id.namespace, selector).length > 0) return [];
      const detail = 'The podSelector fits no pod of this unit.';
      return [{ resource, path: ['spec', 'podSelector'], detail }];
    });
  },
});
