import { defineRule } from '../define-rule.ts';

export const hostNamespacesRule = defineRule({
  id: 'LINT_HOST_NAMESPACES',
  level: 'warning',
  summary: 'pod shares a namespace with its node',
  explanation: `With hostNetwork, hostPID or hostIPC a pod sees the network, the processes or the shared memory of its
node, past every NetworkPolicy. Only agents that look after nodes need that. Leave the field out.`,
  sources: {
    kubeLinter: ['host-network', 'host-pid', 'host-ipc'],
    polaris: ['hostNetworkSet', 'hostPIDSet', 'hostIPCSet'],
    other: 'Pod Security Standards, baseline: hostNamespaces',
  },
  check: ({ workloads }) =>
    workloads.flatMap(({ resource, spec, path }) =>
      ['hostNetwork', 'hostPID', 'hostIPC']
        .filter((field) => spec[field] === true)
        .map((field) => ({ resource, path: [...path, field], detail: `The pod has ${field}: true.` })),
    ),
});
