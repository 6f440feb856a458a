import { isJsonObject, type JsonObject } from '../../model/json.ts';
import { listAt, mapAt } from '../../model/edit-json.ts';
import type { Path } from '../../model/node.ts';
import type { ObjectProblem } from '../problem.ts';
import { NAME_FORMS } from '../scalar-forms.ts';
import { podContainers, podPath } from './pod-containers.ts';
import { portName, portNumber } from './port-number.ts';
import type { RuleInput } from './rule.ts';

const PROBES = ['livenessProbe', 'readinessProbe', 'startupProbe'];
const HANDLERS = ['exec', 'httpGet', 'tcpSocket', 'grpc'];
const HOOK_HANDLERS = ['exec', 'httpGet', 'tcpSocket', 'sleep'];

/** What a container may not be: named like another, probed in two ways, open at no real port, given a variable twice over. */
export function* containers({ id, object }: RuleInput): Iterable<ObjectProblem> {
  const spec = podPath(id);
  if (!spec) return;
  const names = new Set<string>();
  for (const { path, container } of podContainers(object, spec)) {
    const name = container['name'];
    if (typeof name === 'string') {
      const wrong = NAME_FORMS.label(name);
      if (wrong !== undefined) yield { path: [...path, 'name'], kind: 'value', detail: wrong };
      // within one list the schema sees it
      if (names.has(name) && path.at(-1) === 0)
        yield {
          path: [...path, 'name'],
          kind: 'duplicate',
          detail: `is "${name}" like that of an init container`,
        };
      names.add(name);
    }
    for (const probe of PROBES) yield* handlers(container, [...path, probe], HANDLERS);
    for (const hook of ['postStart', 'preStop'])
      yield* handlers(container, [...path, 'lifecycle', hook], HOOK_HANDLERS);
    yield* ports(container, path);
    yield* variables(container, path);
  }
}

/** Exactly one of the ways to ask. */
function* handlers(container: JsonObject, path: Path, ways: readonly string[]): Iterable<ObjectProblem> {
  const inner = path.slice(path.indexOf('lifecycle') < 0 ? -1 : -2);
  const owner = mapAt(container, inner.slice(0, -1));
  const action = owner[String(inner.at(-1))];
  if (!isJsonObject(action)) return;
  const given = ways.filter((way) => action[way] !== undefined);
  if (given.length === 0) yield { path, kind: 'rule', detail: `needs one of ${ways.join(', ')}` };
  if (given.length > 1)
    yield { path, kind: 'rule', detail: `has ${given.join(' and ')}, and only one of them is allowed` };
}

function* ports(container: JsonObject, path: Path): Iterable<ObjectProblem> {
  for (const [index, port] of listAt(container, ['ports']).entries()) {
    if (!isJsonObject(port)) continue;
    const at = [...path, 'ports', index];
    yield* portNumber(port['containerPort'], [...at, 'containerPort']);
    // 0 stands for none
    if (port['hostPort'] !== 0) yield* portNumber(port['hostPort'], [...at, 'hostPort']);
    if (port['name'] !== '') yield* portName(port['name'], [...at, 'name']);
  }
}

function* variables(container: JsonObject, path: Path): Iterable<ObjectProblem> {
  for (const [index, variable] of listAt(container, ['env']).entries()) {
    if (!isJsonObject(variable)) continue;
    const { value, valueFrom } = variable;
    if (valueFrom !== undefined && value !== undefined && value !== '')
      yield {
        path: [...path, 'env', index],
        kind: 'rule',
        detail: 'has value and valueFrom, and only one of them is allowed',
      };
    const sources = isJsonObject(valueFrom) ? Object.keys(valueFrom) : [];
    if (isJsonObject(valueFrom) && sources.length !== 1)
      yield { path: [...path, 'env', index, 'valueFrom'], kind: 'rule', detail: 'needs exactly one source' };
  }
}
