import { mapAt } from '../../model/edit-json.ts';
import { defineRule } from '../define-rule.ts';
import { autoscalers, isTarget } from '../replicas.ts';
import { shown } from '../shown.ts';

export const autoscalerTargetRule = defineRule({
  id: 'LINT_AUTOSCALER_TARGET',
  level: 'warning',
  summary: 'HorizontalPodAutoscaler scales nothing of its unit',
  explanation: `The object that the autoscaler names is not rendered beside it, so the autoscaler does nothing. Name
the API version, kind and name of a workload of the same namespace.`,
  sources: {
    kubeScore: ['horizontalpodautoscaler-has-target'],
    kubeLinter: ['dangling-horizontalpodautoscaler'],
  },
  check: (objects) =>
    autoscalers(objects)
      .filter((scaler) => !objects.resources.some((each) => isTarget(scaler, each)))
      .map((resource) => {
        const { kind, name } = mapAt(resource.object, ['spec', 'scaleTargetRef']);
        if (kind === undefined || name === undefined) {
          const detail = 'It does not name the kind and name of an object to scale.';
          return { resource, path: ['spec', 'scaleTargetRef'], detail };
        }
        const detail = `The unit renders no ${shown(kind)} "${shown(name)}" with the API version that is named.`;
        return { resource, path: ['spec', 'scaleTargetRef', 'name'], detail };
      }),
});
