import { mapAt } from '../../model/edit-json.ts';
import type { ObjectProblem } from '../problem.ts';
import type { RuleInput } from './rule.ts';

/** Kinds whose `spec.replicas` is a count of pods. */
const SCALED: ReadonlySet<string> = new Set([
  '/ReplicationController',
  'apps/Deployment',
  'apps/ReplicaSet',
  'apps/StatefulSet',
]);

/**
 * Counts of replicas are not negative, and an autoscaler has room between its least and its most. A least of 0 is
 * left to the cluster: a feature gate decides (k8s.io/kubernetes pkg/apis/autoscaling/validation).
 */
export function* scaling({ id, object }: RuleInput): Iterable<ObjectProblem> {
  const key = `${id.group}/${id.kind}`;
  const { replicas, minReplicas, maxReplicas } = mapAt(object, ['spec']);
  if (SCALED.has(key) && typeof replicas === 'number' && replicas < 0)
    yield {
      path: ['spec', 'replicas'],
      kind: 'value',
      detail: `is ${replicas}, and may not be negative`,
    };
  if (key !== 'autoscaling/HorizontalPodAutoscaler') return;
  if (typeof minReplicas === 'number' && minReplicas < 0)
    yield {
      path: ['spec', 'minReplicas'],
      kind: 'value',
      detail: `is ${minReplicas}, and may not be negative`,
    };
  if (typeof maxReplicas !== 'number') return;
  const path = ['spec', 'maxReplicas'];
  if (maxReplicas < 1) yield { path, kind: 'value', detail: `is ${maxReplicas}, and has to be 1 or more` };
  else if (typeof minReplicas === 'number' && minReplicas > maxReplicas)
    yield { path, kind: 'rule', detail: `is ${maxReplicas}, and minReplicas is ${minReplicas}` };
}
