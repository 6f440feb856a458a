import { isJsonObject } from '../../model/json.ts';
import { listAt } from '../../model/edit-json.ts';
import type { ObjectProblem } from '../problem.ts';
import { NAME_FORMS } from '../scalar-forms.ts';
import { portNumber, portOrName } from './port-number.ts';
import type { RuleInput } from './rule.ts';

/** Ports of a Service have numbers that there are, and names that differ; only a single port may go without a name. */
export function* servicePorts({ id, object }: RuleInput): Iterable<ObjectProblem> {
  if (id.group !== '' || id.kind !== 'Service') return;
  const path = ['spec', 'ports'];
  const ports = listAt(object, path);
  const seen = new Set<string>();
  for (const [index, port] of ports.entries()) {
    if (!isJsonObject(port)) continue;
    const { name, targetPort } = port;
    yield* portNumber(port['port'], [...path, index, 'port']);
    // 0 and the empty text stand for the port of the Service itself
    if (targetPort !== 0 && targetPort !== '') yield* portOrName(targetPort, [...path, index, 'targetPort']);
    if (port['nodePort'] !== 0) yield* portNumber(port['nodePort'], [...path, index, 'nodePort']);
    if (typeof name === 'string') {
      const wrong = NAME_FORMS.label(name);
      if (wrong !== undefined) yield { path: [...path, index, 'name'], kind: 'value', detail: wrong };
      if (seen.has(name)) {
        const detail = `is "${name}" like that of an earlier port`;
        yield { path: [...path, index, 'name'], kind: 'duplicate', detail };
      }
      seen.add(name);
    } else if (ports.length > 1)
      yield {
        path: [...path, index],
        kind: 'missing',
        detail: 'lacks a name, which a Service with several ports needs',
      };
  }
}
