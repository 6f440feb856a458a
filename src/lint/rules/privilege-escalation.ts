import { partAt } from '../../model/edit-json.ts';
import { containerFindings } from '../container-findings.ts';
import { defineRule } from '../define-rule.ts';

const FIELD = ['securityContext', 'allowPrivilegeEscalation'];

export const privilegeEscalationRule = defineRule({
  id: 'LINT_PRIVILEGE_ESCALATION',
  level: 'warning',
  hardening: 'baseline',
  summary: 'process may gain more rights than its parent',
  explanation: `Unless allowPrivilegeEscalation is false, a program with the setuid bit can make a process root that
did not start as root. Hardly any program needs that. A profile sets it; by hand it is security of the container.`,
  sources: {
    kubeLinter: ['privilege-escalation-container'],
    polaris: ['privilegeEscalationAllowed'],
    other: 'Pod Security Standards, restricted: allowPrivilegeEscalation',
  },
  check: (objects) =>
    containerFindings(objects, ({ object }) =>
      partAt(object, FIELD) === false ? [] : [[FIELD, 'may escalate its privileges.']],
    ),
});
