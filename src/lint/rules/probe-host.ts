import { containerFindings } from '../container-findings.ts';
import { defineRule } from '../define-rule.ts';
import { allConnections } from '../probes.ts';

export const probeHostRule = defineRule({
  id: 'LINT_PROBE_HOST',
  level: 'warning',
  summary: 'probe or hook connects to another host',
  explanation: `A probe asks the pod itself unless it has a host. With one, the node connects to wherever a developer
says, and the health of the pod depends on something else. The Pod Security Standards refuse host from Kubernetes
1.34 on. Leave it out; a Host header is set in headers.`,
  sources: { other: 'Pod Security Standards, baseline: hostProbesAndHostLifecycle' },
  check: (objects) =>
    containerFindings(objects, ({ object }) =>
      allConnections(object)
        .filter(({ action: { host } }) => typeof host === 'string' && host !== '')
        .map(({ path }) => [[...path, 'host'], `has a host in ${path.slice(0, -1).join('.')}.`]),
    ),
});
