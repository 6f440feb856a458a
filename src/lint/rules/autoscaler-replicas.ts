import { partAt } from '../../model/edit-json.ts';
import { defineRule } from '../define-rule.ts';
import { autoscalers, isTarget } from '../replicas.ts';

const REPLICAS = ['spec', 'replicas'];

export const autoscalerReplicasRule = defineRule({
  id: 'LINT_AUTOSCALER_REPLICAS',
  level: 'warning',
  summary: 'every sync undoes the autoscaler',
  explanation: `A HorizontalPodAutoscaler changes replicas in the cluster, and each sync of the GitOps controller sets
them back to what is rendered: pods come and go for ever. Leave replicas out of what is scaled.`,
  sources: { kubeScore: ['deployment-targeted-by-hpa-does-not-have-replicas-configured'] },
  check: (objects) => {
    const scalers = autoscalers(objects);
    return objects.workloads
      .filter(({ resource }) => partAt(resource.object, REPLICAS) !== undefined)
      .filter(({ resource }) => scalers.some((scaler) => isTarget(scaler, resource)))
      .map(({ resource }) => ({
        resource,
        path: REPLICAS,
        detail: 'It has replicas, and a HorizontalPodAutoscaler sets them too.',
      }));
  },
});
