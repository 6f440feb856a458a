import { isJsonObject } from '../../model/json.ts';
import { listAt } from '../../model/edit-json.ts';
import type { ObjectProblem } from '../problem.ts';
import { NAME_FORMS } from '../scalar-forms.ts';
import type { RuleInput } from './rule.ts';

/** Ports of a Service have names that differ; only a single port may go without. */
export function* servicePorts({ id, object }: RuleInput): Iterable<ObjectProblem> {
  if (id.group !== '' || id.kind !== 'Service') return;
  const path = ['spec', 'ports'];
  const ports = listAt(object, path);
  const seen = new Set<string>();
  for (const [index, port] of ports.entries()) {
    if (!isJsonObject(port)) continue;
    const name = port['name'];
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
