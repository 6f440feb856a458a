import { listAt } from '../../model/edit-json.ts';
import { isJsonObject } from '../../model/json.ts';
import { defineRule } from '../define-rule.ts';

/** Volumes that the restricted Pod Security Standard allows; hostPath has a rule of its own. */
const ALLOWED = new Set([
  'name',
  'configMap',
  'csi',
  'downwardAPI',
  'emptyDir',
  'ephemeral',
  'hostPath',
  'image',
  'persistentVolumeClaim',
  'projected',
  'secret',
]);

export const volumeTypesRule = defineRule({
  id: 'LINT_VOLUME_TYPES',
  level: 'warning',
  hardening: 'restricted',
  summary: 'volume is of a type that is not allowed',
  explanation: `The restricted Pod Security Standard allows volumes that Kubernetes itself manages. A storage system
that is named in the pod, such as nfs or iscsi, is reached with the rights of the node and past the quota of the
namespace. Use a PersistentVolumeClaim.`,
  sources: { other: 'Pod Security Standards, restricted: restrictedVolumes' },
  check: ({ workloads }) =>
    workloads.flatMap(({ resource, spec, path }) =>
      listAt(spec, ['volumes']).flatMap((volume, index) =>
        Object.keys(isJsonObject(volume) ? volume : {})
          .filter((type) => !ALLOWED.has(type))
          .map((type) => ({
            resource,
            path: [...path, 'volumes', index, type],
            detail: `A volume of the type ${type} is not among those that a restricted namespace allows.`,
          })),
      ),
    ),
});
