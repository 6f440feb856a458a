import { listAt } from '../../model/edit-json.ts';
import { containerFindings } from '../container-findings.ts';
import { defineRule } from '../define-rule.ts';
import { shown } from '../shown.ts';

const ADD = ['securityContext', 'capabilities', 'add'];

/** What the baseline of the Pod Security Standards lets a container add. */
const ALLOWED: ReadonlySet<unknown> = new Set([
  'AUDIT_WRITE',
  'CHOWN',
  'DAC_OVERRIDE',
  'FOWNER',
  'FSETID',
  'KILL',
  'MKNOD',
  'NET_BIND_SERVICE',
  'SETFCAP',
  'SETGID',
  'SETPCAP',
  'SETUID',
  'SYS_CHROOT',
]);

export const capabilitiesAddedRule = defineRule({
  id: 'LINT_CAPABILITIES_ADDED',
  level: 'warning',
  summary: 'container gets a dangerous capability',
  explanation: `Capabilities such as SYS_ADMIN, NET_ADMIN and ALL are rights over the node, not over the container.
The baseline of the Pod Security Standards refuses them, so such a pod does not start in a namespace that enforces
it. Remove the capability, or move the work to a node agent.`,
  sources: {
    polaris: ['dangerousCapabilities'],
    other: 'Pod Security Standards, baseline: capabilities',
  },
  check: (objects) =>
    containerFindings(objects, ({ object }) =>
      listAt(object, ADD).flatMap((name, index) =>
        ALLOWED.has(name) ? [] : [[[...ADD, index], `adds the capability ${shown(name)}.`] as const],
      ),
    ),
});
