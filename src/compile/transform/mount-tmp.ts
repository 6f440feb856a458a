import { listAt, partAt } from '../../model/edit-json.ts';
import type { JsonObject } from '../../model/json.ts';
import { cleanPath } from '../../workload/clean-path.ts';
import type { Addition } from './additions.ts';
import type { Pass } from './pass.ts';
import { addToPods, type Pod } from './pods.ts';

/** Room for temporary files. */
const TMP_SIZE = '64Mi';

/**
 * In `restricted`, a writable `/tmp` for each container whose root file system is read-only, unless something is
 * mounted there or above. Containers do not share it: they did not share it before.
 */
export const mountTmp: Pass = (spec, scope) =>
  addToPods(spec, scope, (pod) => {
    if (pod.profile.level === 'baseline') return [];
    const taken = volumeNames(pod);
    return pod.containers.flatMap(({ path, value }): readonly Addition[] => {
      const isReadOnly = partAt(value, ['securityContext', 'readOnlyRootFilesystem']) === true;
      if (!isReadOnly || hasTmp(value)) return [];
      const name = freeName(taken);
      taken.add(name);
      return [
        { path: [...pod.spec, 'volumes'], item: { name, emptyDir: { sizeLimit: TMP_SIZE } } },
        { path: [...path, 'volumeMounts'], item: { name, mountPath: '/tmp' } },
      ];
    });
  });

function hasTmp(container: JsonObject): boolean {
  return listAt(container, ['volumeMounts']).some((mount) => {
    const path = partAt(mount, ['mountPath']);
    return typeof path === 'string' && ['/', '/tmp'].includes(cleanPath(`/${path}`));
  });
}

/** Names of volumes, also of those that come from claim templates and are only mounted. */
function volumeNames({ resource, spec, containers }: Pod): Set<string> {
  const lists = [
    listAt(resource.object, [...spec, 'volumes']),
    ...containers.map(({ value }) => listAt(value, ['volumeMounts'])),
  ];
  return new Set(
    lists
      .flat()
      .map((each) => partAt(each, ['name']))
      .filter((name) => typeof name === 'string'),
  );
}

/** `tmp`, else `tmp-2` and so on. */
function freeName(taken: ReadonlySet<string>): string {
  let name = 'tmp';
  for (let number = 2; taken.has(name); number++) name = `tmp-${String(number)}`;
  return name;
}
