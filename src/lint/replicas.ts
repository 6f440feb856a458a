import { mapAt, partAt } from '../model/edit-json.ts';
import type { Resource } from '../model/resource.ts';
import { ofKind, type ObjectSet, type Workload } from './object-set.ts';

const SCALED = new Set(['Deployment', 'StatefulSet', 'ReplicaSet', 'CollaSet']);

/** The fewest pods that a workload means to run; undefined for kinds without `replicas`. */
export function fewestPods(objects: ObjectSet, workload: Workload): number | undefined {
  const { id, object } = workload.resource;
  if (!SCALED.has(id.kind)) return undefined;
  const scaler = autoscalerOf(objects, workload);
  const count = scaler
    ? partAt(scaler.object, ['spec', 'minReplicas'])
    : partAt(object, ['spec', 'replicas']);
  return typeof count === 'number' ? count : 1;
}

/** Workloads that mean to run two pods or more all the time. */
export function replicated(objects: ObjectSet): readonly Workload[] {
  return objects.workloads.filter((workload) => (fewestPods(objects, workload) ?? 0) >= 2);
}

/** The HorizontalPodAutoscaler of a workload. */
function autoscalerOf(objects: ObjectSet, { resource }: Workload): Resource | undefined {
  return autoscalers(objects).find((scaler) => isTarget(scaler, resource));
}

/** Every HorizontalPodAutoscaler. */
export function autoscalers(objects: ObjectSet): readonly Resource[] {
  return ofKind(objects, 'autoscaling/HorizontalPodAutoscaler');
}

/** True if an autoscaler scales an object. */
export function isTarget(scaler: Resource, { id }: Resource): boolean {
  const { apiVersion, kind, name } = mapAt(scaler.object, ['spec', 'scaleTargetRef']);
  const group = typeof apiVersion === 'string' && apiVersion.includes('/') ? apiVersion.split('/')[0] : '';
  return (
    id.namespace === scaler.id.namespace && id.kind === kind && id.name === name && id.group === (group ?? '')
  );
}
