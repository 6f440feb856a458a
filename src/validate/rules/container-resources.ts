import type { Json, JsonObject } from '../../model/json.ts';
import { mapAt } from '../../model/edit-json.ts';
import type { Path } from '../../model/node.ts';
import { parseQuantity } from '../../util/quantity.ts';
import type { ObjectProblem } from '../problem.ts';
import { podContainers, podPath } from './pod-containers.ts';
import type { RuleInput } from './rule.ts';

/**
 * A container asks for no more than it may use, and for no negative amount; of huge pages and of the resources of
 * devices it asks for exactly what it may use (k8s.io/kubernetes pkg/apis/core/validation,
 * `ValidateResourceRequirements`).
 */
export function* containerResources({ id, object }: RuleInput): Iterable<ObjectProblem> {
  const spec = podPath(id);
  if (!spec) return;
  for (const { path, container } of podContainers(object, spec)) {
    const at = [...path, 'resources'];
    const limits = mapAt(container, ['resources', 'limits']);
    const requests = mapAt(container, ['resources', 'requests']);
    yield* negative(limits, [...at, 'limits']);
    yield* negative(requests, [...at, 'requests']);
    for (const [name, value] of Object.entries(requests)) {
      const detail = unlike(name, value, limits[name]);
      if (detail !== undefined) yield { path: [...at, 'requests', name], kind: 'rule', detail };
    }
  }
}

function* negative(amounts: JsonObject, path: Path): Iterable<ObjectProblem> {
  for (const [name, value] of Object.entries(amounts))
    if ((nanosOf(value) ?? 0n) < 0n)
      yield { path: [...path, name], kind: 'value', detail: `is ${String(value)}, and may not be negative` };
}

/** What is wrong with a request beside its limit. */
function unlike(name: string, request: Json, limit: Json | undefined): string | undefined {
  const isExact = !isOvercommitAllowed(name);
  if (limit === undefined)
    return isExact ? `needs a limit of the same amount, because ${name} is not shared` : undefined;
  const [asked, allowed] = [nanosOf(request), nanosOf(limit)];
  if (asked === undefined || allowed === undefined) return undefined;
  const shown = `is ${String(request)}, and the limit is ${String(limit)}`;
  if (isExact && asked !== allowed)
    return `${shown}: both have to be the same, because ${name} is not shared`;
  return asked > allowed ? `${shown}: a request may not be above its limit` : undefined;
}

/** Kubernetes' own resources may be promised several times over, huge pages not. */
function isOvercommitAllowed(name: string): boolean {
  return (!name.includes('/') || name.includes('kubernetes.io/')) && !name.startsWith('hugepages-');
}

function nanosOf(value: Json): bigint | undefined {
  return typeof value === 'string' || typeof value === 'number'
    ? parseQuantity(String(value))?.nanos
    : undefined;
}
