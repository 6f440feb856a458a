import { listAt, partAt } from '../../model/edit-json.ts';
import type { JsonObject } from '../../model/json.ts';
import type { Addition } from './additions.ts';
import type { Pass } from './pass.ts';
import { addToPods } from './pods.ts';

/**
 * What a container may do (Kubernetes Pod Security Standards): no process gets more rights than its parent; in
 * `restricted` no capabilities but those asked for, a root file system that cannot be written, and an image that
 * is looked up at every start, so that a node's copy cannot be used without the right to pull it.
 */
export const hardenContainers: Pass = (spec, scope) =>
  addToPods(spec, scope, ({ containers, profile }) =>
    containers.flatMap(({ path, value }): readonly Addition[] => {
      const at = (...rest: readonly string[]) => [...path, 'securityContext', ...rest];
      const both = mayEscalate(value) ? [] : [{ path: at('allowPrivilegeEscalation'), value: false }];
      if (profile.level === 'baseline') return both;
      const wantsAll = added(value).includes('ALL');
      return [
        ...both,
        ...(wantsAll ? [] : [{ path: at('capabilities', 'drop'), value: ['ALL'] }]),
        { path: at('readOnlyRootFilesystem'), value: true },
        { path: [...path, 'imagePullPolicy'], value: 'Always' },
      ];
    }),
  );

/** Kubernetes refuses `allowPrivilegeEscalation: false` beside these two (core validation). */
function mayEscalate(container: JsonObject): boolean {
  const isPrivileged = partAt(container, ['securityContext', 'privileged']) === true;
  return isPrivileged || added(container).some((name) => /^(?:CAP_)?SYS_ADMIN$/.test(name));
}

function added(container: JsonObject): readonly string[] {
  return listAt(container, ['securityContext', 'capabilities', 'add']).filter(
    (name) => typeof name === 'string',
  );
}
