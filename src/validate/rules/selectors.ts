import { isJsonObject, type Json, type JsonObject } from '../../model/json.ts';
import { listAt, mapAt } from '../../model/edit-json.ts';
import { podTemplatePath } from '../../model/pod-template.ts';
import type { ObjectProblem } from '../problem.ts';
import type { RuleInput } from './rule.ts';

/** Kinds that find their pods by `spec.selector` and make them from a template. */
const OWNERS: ReadonlySet<string> = new Set([
  'apps/DaemonSet',
  'apps/Deployment',
  'apps/ReplicaSet',
  'apps/StatefulSet',
  'apps.kusionstack.io/CollaSet',
]);

/** A workload selects the pods that its own template makes. */
export function* selectors({ id, object }: RuleInput): Iterable<ObjectProblem> {
  const template = podTemplatePath(id);
  if (!template || !OWNERS.has(`${id.group}/${id.kind}`)) return;
  const path = ['spec', 'selector'];
  const selector = mapAt(object, path);
  const labels = mapAt(object, [...template, 'metadata', 'labels']);
  const wanted = mapAt(selector, ['matchLabels']);
  const expressions = listAt(selector, ['matchExpressions']);
  if (
    isJsonObject(mapAt(object, ['spec'])['selector']) &&
    Object.keys(wanted).length + expressions.length === 0
  )
    yield { path, kind: 'rule', detail: 'is empty, so it would select every pod' };
  for (const [key, value] of Object.entries(wanted)) {
    if (labels[key] === value) continue;
    const detail = `is not among the labels of the pod template, so the ${id.kind} would never find its pods`;
    yield { path: [...path, 'matchLabels', key], kind: 'rule', detail };
  }
  for (const [index, expression] of expressions.entries()) {
    if (!isJsonObject(expression) || matches(expression, labels)) continue;
    const detail = `does not fit the labels of the pod template, so the ${id.kind} would never find its pods`;
    yield { path: [...path, 'matchExpressions', index], kind: 'rule', detail };
  }
}

function matches(expression: JsonObject, labels: JsonObject): boolean {
  const key = expression['key'];
  if (typeof key !== 'string') return true;
  const value: Json | undefined = labels[key];
  const values = listAt(expression, ['values']);
  switch (expression['operator']) {
    case 'In':
      return value !== undefined && values.includes(value);
    case 'NotIn':
      return value === undefined || !values.includes(value);
    case 'Exists':
      return value !== undefined;
    case 'DoesNotExist':
      return value === undefined;
    default:
      return true;
  }
}
