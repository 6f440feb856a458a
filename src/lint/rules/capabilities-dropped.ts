import { listAt } from '../../model/edit-json.ts';
import { containerFindings } from '../container-findings.ts';
import { defineRule } from '../define-rule.ts';

const DROP = ['securityContext', 'capabilities', 'drop'];

export const capabilitiesDroppedRule = defineRule({
  id: 'LINT_CAPABILITIES_DROPPED',
  level: 'warning',
  hardening: 'restricted',
  summary: 'container keeps capabilities',
  explanation: `A container starts with about a dozen rights of root, among them NET_RAW, which is enough to forge
packets on the network of its node. Drop ALL and add back what is needed; for most programs that is nothing.`,
  sources: {
    kubeLinter: ['drop-net-raw-capability'],
    polaris: ['insecureCapabilities', 'linuxHardening'],
    other: 'Pod Security Standards, restricted: capabilities',
  },
  check: (objects) =>
    containerFindings(objects, ({ object }) =>
      listAt(object, DROP).includes('ALL') ? [] : [[DROP, 'does not drop ALL capabilities.']],
    ),
});
