import { partAt } from '../../model/edit-json.ts';
import { containerFindings } from '../container-findings.ts';
import { defineRule } from '../define-rule.ts';

const LIMIT = ['resources', 'limits', 'ephemeral-storage'];

export const ephemeralStorageRule = defineRule({
  id: 'LINT_EPHEMERAL_STORAGE',
  level: 'warning',
  hardening: 'baseline',
  summary: 'container may fill the disk of its node',
  explanation: `Logs, emptyDir volumes and files written inside a container lie on the disk of the node. When it is
full, the node evicts pods, also those of others. Write ephemeral-storage: 128Mi-512Mi in resources, or as a
default in defaults.resources of the workspace.`,
  sources: {
    kubeScore: ['container-ephemeral-storage-request-and-limit'],
    kubeLinter: ['unset-ephemeral-storage-requirements'],
  },
  check: (objects) =>
    containerFindings(objects, ({ object }) =>
      partAt(object, LIMIT) === undefined ? [[LIMIT, 'has no limit for ephemeral-storage.']] : [],
    ),
});
