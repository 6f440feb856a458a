import type { Json, JsonObject } from '../../model/json.ts';
import { mapAt } from '../../model/edit-json.ts';
import type { Path } from '../../model/node.ts';
import { parseQuantity, type Quantity } from '../../util/quantity.ts';
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
  for (const [name, value] of Object.entries(amounts)) {
    const amount = amountOf(value);
    if (amount && amount.nanos < 0n)
      yield { path: [...path, name], kind: 'value', detail: `is ${amount.text}, and may not be negative` };
  }
}

/** What is wrong with a request beside its limit. */
function unlike(name: string, request: Json, limit: Json | undefined): string | undefined {
  const isExact = !isOvercommitAllowed(name);
  if (limit === undefined)
    return isExact ? `needs a limit of the same amount, because ${name} is not shared` : undefined;
  const [asked, allowed] = [amountOf(request), amountOf(limit)];
  if (!asked || !allowed) return undefined;
  const shown = `is ${asked.text}, and the limit is ${allowed.text}`;
  if (isExact && asked.nanos !== allowed.nanos)
    return `${shown}: both have to be the same, because ${name} is not shared`;
  return asked.nanos > allowed.nanos ? `${shown}: a request may not be above its limit` : undefined;
}

/** Kubernetes' own resources may be promised several times over, huge pages not. */
function isOvercommitAllowed(name: string): boolean {
  return (!name.includes('/') || name.includes('kubernetes.io/')) && !name.startsWith('hugepages-');
}

function amountOf(value: Json): Quantity | undefined {
  return typeof value === 'string' || typeof value === 'number' ? parseQuantity(`${value}`) : undefined;
}
