import { suggest } from '../../diagnostics/suggest.ts';
import { isJsonObject, type JsonObject } from '../../model/json.ts';
import { listAt, mapAt } from '../../model/edit-json.ts';
import type { Path } from '../../model/node.ts';
import type { ObjectProblem } from '../problem.ts';
import { podContainers, podPath } from './pod-containers.ts';
import type { RuleInput } from './rule.ts';

/** Every mount names a volume of the pod and a place, and every volume has exactly one source. */
export function* podVolumes({ id, object }: RuleInput): Iterable<ObjectProblem> {
  const spec = podPath(id);
  if (!spec) return;
  const volumes = listAt(object, [...spec, 'volumes']).filter(isJsonObject);
  // a StatefulSet makes a volume of each claim
  const claims = listAt(object, ['spec', 'volumeClaimTemplates']).map((claim) => mapAt(claim, ['metadata']));
  const names = new Set(
    [...volumes, ...claims].map(({ name }) => name).filter((name) => typeof name === 'string'),
  );
  for (const [index, volume] of volumes.entries()) {
    const sources = Object.keys(volume).filter((key) => key !== 'name');
    if (sources.length <= 1) continue;
    const detail = `has several sources (${sources.join(', ')}), and a volume has one`;
    yield { path: [...spec, 'volumes', index], kind: 'rule', detail };
  }
  for (const { path, container } of podContainers(object, spec)) {
    yield* mountPaths(container, path);
    for (const [field, list] of [
      ['volumeMounts', listAt(container, ['volumeMounts'])],
      ['volumeDevices', listAt(container, ['volumeDevices'])],
    ] as const) {
      for (const [index, mount] of list.entries()) {
        const name = isJsonObject(mount) ? mount['name'] : undefined;
        if (typeof name !== 'string' || names.has(name)) continue;
        const nearest = suggest(name, names);
        yield {
          path: [...path, field, index, 'name'],
          kind: 'rule',
          detail: `is "${name}", and the pod has no such volume`,
          ...(nearest === undefined ? {} : { suggestion: nearest }),
        };
      }
    }
  }
}

function* mountPaths(container: JsonObject, path: Path): Iterable<ObjectProblem> {
  for (const [index, mount] of listAt(container, ['volumeMounts']).entries())
    if (isJsonObject(mount) && mount['mountPath'] === '')
      yield { path: [...path, 'volumeMounts', index, 'mountPath'], kind: 'value', detail: 'is empty' };
}
