import { listAt, partAt } from '../../model/edit-json.ts';
import { defineRule } from '../define-rule.ts';
import { ofKind } from '../object-set.ts';
import { servedBy } from '../selects.ts';

export const serviceTargetPortRule = defineRule({
  id: 'LINT_SERVICE_TARGET_PORT',
  level: 'warning',
  summary: 'Service sends to a port that its pods do not name',
  explanation: `A targetPort that is a name is looked up in the ports of the pods. When no container has it, the
Service has no endpoint for the port, and connections fail. Add the port to the container, or use its number.`,
  sources: { other: 'Kubernetes documentation, Service: port definitions' },
  check: (objects) =>
    ofKind(objects, '/Service').flatMap((resource) => {
      const served = new Set(servedBy(objects, resource));
      if (served.size === 0) return [];
      const names = new Set(
        objects.containers
          .filter(({ workload }) => served.has(workload))
          .flatMap(({ object }) => listAt(object, ['ports']).map((port) => partAt(port, ['name']))),
      );
      return listAt(resource.object, ['spec', 'ports']).flatMap((port, index) => {
        const target = partAt(port, ['targetPort']);
        if (typeof target !== 'string' || /^[0-9]+$/.test(target) || names.has(target)) return [];
        const detail = `No container that the Service selects has a port named "${target}".`;
        return [{ resource, path: ['spec', 'ports', index, 'targetPort'], detail }];
      });
    }),
});
