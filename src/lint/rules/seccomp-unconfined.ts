import { partAt } from '../../model/edit-json.ts';
import { containerFindings } from '../container-findings.ts';
import { defineRule } from '../define-rule.ts';
import { securityOf } from '../security-context.ts';

export const seccompUnconfinedRule = defineRule({
  id: 'LINT_SECCOMP_UNCONFINED',
  level: 'warning',
  summary: 'filter of system calls is switched off',
  explanation: `Unconfined switches off the filter of system calls that the container runtime would apply. The
baseline of the Pod Security Standards refuses it. Use RuntimeDefault, or Localhost with a profile of your own.`,
  sources: { other: 'Pod Security Standards, baseline: seccompProfile' },
  check: (objects) =>
    containerFindings(objects, (container) =>
      partAt(securityOf(container, 'seccompProfile'), ['type']) === 'Unconfined'
        ? [[['securityContext', 'seccompProfile', 'type'], 'runs without a filter of system calls.']]
        : [],
    ),
});
