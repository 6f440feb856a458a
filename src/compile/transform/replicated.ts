import { partAt } from '../../model/edit-json.ts';
import { isJsonObject, type JsonObject } from '../../model/json.ts';
import type { Resource } from '../../model/resource.ts';
import { isInNamespaceOf } from './select.ts';

const KINDS = new Set(['apps/Deployment', 'apps/StatefulSet', 'apps.kusionstack.io/CollaSet']);

/** The selector of an object that keeps two pods or more running at all times; undefined for any other. */
export function replicatedSelector(
  resource: Resource,
  resources: readonly Resource[],
): JsonObject | undefined {
  const { id, object } = resource;
  const selector = partAt(object, ['spec', 'selector']);
  if (!KINDS.has(`${id.group}/${id.kind}`) || !isJsonObject(selector)) return undefined;
  return fewest(resource, resources) >= 2 ? selector : undefined;
}

/** The least number of pods: what an autoscaler keeps, else `replicas`. Both are 1 when they are not said. */
function fewest(resource: Resource, resources: readonly Resource[]): number {
  const scaler = resources.find((each) => scales(each, resource));
  const said = scaler
    ? partAt(scaler.object, ['spec', 'minReplicas'])
    : partAt(resource.object, ['spec', 'replicas']);
  return typeof said === 'number' ? said : 1;
}

function scales(scaler: Resource, { id }: Resource): boolean {
  if (scaler.id.group !== 'autoscaling' || scaler.id.kind !== 'HorizontalPodAutoscaler') return false;
  if (!isInNamespaceOf(scaler, id)) return false;
  const target = partAt(scaler.object, ['spec', 'scaleTargetRef']);
  return partAt(target, ['kind']) === id.kind && partAt(target, ['name']) === id.name;
}
