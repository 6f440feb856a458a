import { partAt } from '../../model/edit-json.ts';
import { containerFindings } from '../container-findings.ts';
import { defineRule } from '../define-rule.ts';
import { securityOf } from '../security-context.ts';

export const seccompProfileRule = defineRule({
  id: 'LINT_SECCOMP_PROFILE',
  level: 'warning',
  hardening: 'baseline',
  summary: 'system calls are not filtered',
  explanation: `Without a seccomp profile a container may use every system call of the kernel, and most holes in
kernels lie in calls that hardly any program needs. Set seccompProfile.type: RuntimeDefault on the pod.`,
  sources: {
    kubeScore: ['container-seccomp-profile'],
    polaris: ['linuxHardening'],
    other: 'Pod Security Standards, restricted: seccompProfile',
  },
  check: (objects) =>
    containerFindings(objects, (container) =>
      partAt(securityOf(container, 'seccompProfile'), ['type']) === undefined
        ? [[['securityContext', 'seccompProfile'], 'has no seccomp profile.']]
        : [],
    ),
});
