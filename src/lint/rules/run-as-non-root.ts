import { containerFindings } from '../container-findings.ts';
import { defineRule } from '../define-rule.ts';
import { securityOf } from '../security-context.ts';

export const runAsNonRootRule = defineRule({
  id: 'LINT_RUN_AS_NON_ROOT',
  level: 'warning',
  hardening: 'restricted',
  summary: 'container may run as root',
  explanation: `Root inside a container is root for the kernel: one hole is enough to reach the node. With
runAsNonRoot: true the kubelet refuses to start an image that would run as root. The image then needs a USER, or
the container runAsUser.`,
  sources: {
    kubeLinter: ['run-as-non-root'],
    polaris: ['runAsRootAllowed'],
    other: 'Pod Security Standards, restricted: runAsNonRoot, runAsUser',
  },
  check: (objects) =>
    containerFindings(objects, (container) => {
      if (securityOf(container, 'runAsUser') === 0)
        return [[['securityContext', 'runAsUser'], 'runs as root.']];
      if (securityOf(container, 'runAsNonRoot') === true) return [];
      return [[['securityContext', 'runAsNonRoot'], 'does not say runAsNonRoot: true.']];
    }),
});
