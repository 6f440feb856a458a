import { listAt, partAt } from '../../model/edit-json.ts';
import { defineRule } from '../define-rule.ts';
import { shown } from '../shown.ts';

export const hostPathRule = defineRule({
  id: 'LINT_HOST_PATH',
  level: 'warning',
  summary: 'pod mounts a folder of its node',
  explanation: `A hostPath volume shows files of the node to a pod. They differ from node to node, and with the wrong
folder the pod owns the node. Use a PersistentVolumeClaim, an emptyDir or a ConfigMap.`,
  sources: {
    kubeLinter: ['sensitive-host-mounts', 'writable-host-mount'],
    polaris: ['hostPathSet'],
    other: 'Pod Security Standards, baseline: hostPathVolumes',
  },
  check: ({ workloads }) =>
    workloads.flatMap(({ resource, spec, path }) =>
      listAt(spec, ['volumes']).flatMap((volume, index) =>
        partAt(volume, ['hostPath']) === undefined
          ? []
          : [
              {
                resource,
                path: [...path, 'volumes', index, 'hostPath'],
                detail: `The volume "${shown(partAt(volume, ['name']))}" is a folder of the node.`,
              },
            ],
      ),
    ),
});
