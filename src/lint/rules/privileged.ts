import { partAt } from '../../model/edit-json.ts';
import { containerFindings } from '../container-findings.ts';
import { defineRule } from '../define-rule.ts';

const FIELD = ['securityContext', 'privileged'];

export const privilegedRule = defineRule({
  id: 'LINT_PRIVILEGED',
  level: 'warning',
  summary: 'container is privileged',
  explanation: `A privileged container has every right of root on its node: whoever breaks into it owns the node and
all pods on it. Name the single capability that is needed instead.`,
  sources: {
    kubeScore: ['container-security-context-privileged'],
    kubeLinter: ['privileged-container'],
    polaris: ['runAsPrivileged'],
    other: 'Pod Security Standards, baseline: privileged',
  },
  check: (objects) =>
    containerFindings(objects, ({ object }) =>
      partAt(object, FIELD) === true ? [[FIELD, 'is privileged.']] : [],
    ),
});
