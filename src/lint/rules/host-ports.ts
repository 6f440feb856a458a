import { listAt, partAt } from '../../model/edit-json.ts';
import { containerFindings } from '../container-findings.ts';
import { defineRule } from '../define-rule.ts';

export const hostPortsRule = defineRule({
  id: 'LINT_HOST_PORTS',
  level: 'warning',
  summary: 'container takes a port of its node',
  explanation: `A hostPort is open on the address of the node, past Services and NetworkPolicies, and a node runs only
one pod with it. Make a Service instead.`,
  sources: { polaris: ['hostPortSet'], other: 'Pod Security Standards, baseline: hostPorts' },
  check: (objects) =>
    containerFindings(objects, ({ object }) =>
      listAt(object, ['ports']).flatMap((port, index) => {
        const number = partAt(port, ['hostPort']);
        if (typeof number !== 'number' || number === 0) return [];
        return [[['ports', index, 'hostPort'], `takes port ${String(number)} of its node.`] as const];
      }),
    ),
});
