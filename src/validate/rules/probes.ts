import { isJsonObject, type JsonObject } from '../../model/json.ts';
import { mapAt } from '../../model/edit-json.ts';
import type { Path } from '../../model/node.ts';
import type { ObjectProblem } from '../problem.ts';
import { podContainers, podPath } from './pod-containers.ts';
import { portNumber, portOrName } from './port-number.ts';
import type { RuleInput } from './rule.ts';

const PROBES = ['livenessProbe', 'readinessProbe', 'startupProbe'];
const HOOKS = ['postStart', 'preStop'];
const COUNTS = [
  'initialDelaySeconds',
  'timeoutSeconds',
  'periodSeconds',
  'successThreshold',
  'failureThreshold',
];

/**
 * Probes and hooks ask ports that there can be, and the times and counts of probes are not negative
 * (k8s.io/kubernetes pkg/apis/core/validation, `validateProbe` and `validateHandler`).
 */
export function* probes({ id, object }: RuleInput): Iterable<ObjectProblem> {
  const spec = podPath(id);
  if (!spec) return;
  for (const { path, container } of podContainers(object, spec)) {
    for (const name of PROBES) {
      const probe = container[name];
      if (!isJsonObject(probe)) continue;
      yield* ports(probe, [...path, name]);
      yield* counts(probe, [...path, name]);
    }
    const hooks = mapAt(container, ['lifecycle']);
    for (const name of HOOKS) yield* ports(mapAt(hooks, [name]), [...path, 'lifecycle', name]);
  }
}

function* ports(action: JsonObject, path: Path): Iterable<ObjectProblem> {
  for (const way of ['httpGet', 'tcpSocket'])
    yield* portOrName(mapAt(action, [way])['port'], [...path, way, 'port']);
  yield* portNumber(mapAt(action, ['grpc'])['port'], [...path, 'grpc', 'port']);
}

function* counts(probe: JsonObject, path: Path): Iterable<ObjectProblem> {
  for (const field of COUNTS) {
    const value = probe[field];
    if (typeof value === 'number' && value < 0)
      yield { path: [...path, field], kind: 'value', detail: `is ${value}, and may not be negative` };
  }
  const { successThreshold, terminationGracePeriodSeconds: grace } = probe;
  const isReadiness = path.at(-1) === 'readinessProbe';
  // 0 stands for the default, which is 1
  if (!isReadiness && typeof successThreshold === 'number' && successThreshold > 1)
    yield {
      path: [...path, 'successThreshold'],
      kind: 'rule',
      detail: `is ${successThreshold}, and has to be 1 for a ${String(path.at(-1))}`,
    };
  if (grace === undefined) return;
  const at = [...path, 'terminationGracePeriodSeconds'];
  if (isReadiness) yield { path: at, kind: 'rule', detail: 'is not allowed for a readinessProbe' };
  else if (typeof grace === 'number' && grace < 1)
    yield { path: at, kind: 'value', detail: `is ${grace}, and has to be 1 or more` };
}
