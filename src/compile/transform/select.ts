import { listAt, mapAt, partAt } from '../../model/edit-json.ts';
import { isJsonObject, type Json, type JsonObject } from '../../model/json.ts';
import { podTemplatePath } from '../../model/pod-template.ts';
import type { Resource, ResourceId } from '../../model/resource.ts';

/** True when a resource lives where `id` does; an object of a user's file may leave its namespace to the controller. */
export function isInNamespaceOf(resource: Resource, id: ResourceId): boolean {
  const [one, other] = [resource.id.namespace, id.namespace];
  return one === other || one === '' || other === '';
}

/** The labels of the pods that a resource makes. */
export function podLabels({ id, object }: Resource): JsonObject {
  return mapAt(object, [...(podTemplatePath(id) ?? []), 'metadata', 'labels']);
}

/** Whether labels fit a LabelSelector: an empty one fits all, a missing one none (Kubernetes meta/v1). */
export function selects(selector: Json | undefined, labels: JsonObject): boolean {
  if (!isJsonObject(selector)) return false;
  return (
    Object.entries(mapAt(selector, ['matchLabels'])).every(([key, value]) => labels[key] === value) &&
    listAt(selector, ['matchExpressions']).every((condition) => meets(condition, labels))
  );
}

/** Whether a Service sends traffic to pods with these labels; one without selector sends none. */
export function servesPods({ id, object }: Resource, labels: JsonObject): boolean {
  const selector = mapAt(object, ['spec', 'selector']);
  if (id.kind !== 'Service' || id.group !== '' || Object.keys(selector).length === 0) return false;
  return selects({ matchLabels: selector }, labels);
}

function meets(condition: Json, labels: JsonObject): boolean {
  const key = partAt(condition, ['key']);
  const value = typeof key === 'string' && Object.hasOwn(labels, key) ? labels[key] : undefined;
  const isListed = value !== undefined && listAt(condition, ['values']).includes(value);
  switch (partAt(condition, ['operator'])) {
    case 'In':
      return isListed;
    case 'NotIn':
      return !isListed;
    case 'Exists':
      return value !== undefined;
    case 'DoesNotExist':
      return value === undefined;
    default:
      return false;
  }
}
