import { containerFindings } from '../container-findings.ts';
import { defineRule } from '../define-rule.ts';
import { securityOf } from '../security-context.ts';

/** Ids below this one may belong to somebody on the node. */
const LOWEST = 10_000;

export const userGroupIdRule = defineRule({
  id: 'LINT_USER_GROUP_ID',
  level: 'warning',
  hardening: 'restricted',
  summary: 'user or group id may exist on the node',
  explanation: `Users and groups of a container are told apart by number only. An id below 10000 may belong to a user
of the node, whose files a container that breaks out could then read. Use ids from 10000 up in runAsUser and
runAsGroup.`,
  sources: { kubeScore: ['container-security-context-user-group-id'] },
  check: (objects) =>
    containerFindings(objects, (container) =>
      ['runAsUser', 'runAsGroup'].flatMap((field) => {
        const id = securityOf(container, field);
        if (typeof id === 'number' && id >= LOWEST) return [];
        const text = typeof id === 'number' ? `has ${field} ${String(id)}, below 10000.` : `has no ${field}.`;
        return [[['securityContext', field], text] as const];
      }),
    ),
});
