import { partAt } from '../../model/edit-json.ts';
import { containerFindings } from '../container-findings.ts';
import { defineRule } from '../define-rule.ts';

const LIMIT = ['resources', 'limits', 'memory'];

export const memoryLimitRule = defineRule({
  id: 'LINT_MEMORY_LIMIT',
  level: 'warning',
  hardening: 'baseline',
  summary: 'container may use all memory of its node',
  explanation: `Without a memory limit a leak in one container takes the memory of its node, and the kernel may kill
pods that did nothing wrong. Write memory: 128Mi-512Mi in resources, or give all containers a default in
defaults.resources of the workspace.`,
  sources: {
    kubeScore: ['container-resources'],
    kubeLinter: ['unset-memory-requirements'],
    polaris: ['memoryLimitsMissing'],
  },
  check: (objects) =>
    containerFindings(objects, ({ object }) =>
      partAt(object, LIMIT) === undefined ? [[LIMIT, 'has no memory limit.']] : [],
    ),
});
