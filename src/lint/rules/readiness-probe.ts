import { containerFindings } from '../container-findings.ts';
import { defineRule } from '../define-rule.ts';
import { ofKind } from '../object-set.ts';
import { servedBy } from '../selects.ts';

export const readinessProbeRule = defineRule({
  id: 'LINT_READINESS_PROBE',
  level: 'warning',
  summary: 'Service sends to pods that may not be ready',
  explanation: `A Service sends requests to every pod that is ready, and a pod without a readinessProbe is ready as
soon as its containers have started. Each rollout then fails the requests that come before the program listens.
Give one container of the pod a readinessProbe.`,
  sources: {
    kubeScore: ['pod-probes'],
    kubeLinter: ['no-readiness-probe'],
    polaris: ['readinessProbeMissing'],
  },
  check: (objects) => {
    const served = new Set(ofKind(objects, '/Service').flatMap((service) => servedBy(objects, service)));
    const probed = new Set(
      objects.containers
        .filter(({ isInit, object }) => !isInit && object['readinessProbe'] !== undefined)
        .map(({ workload }) => workload),
    );
    return containerFindings(objects, ({ workload, isInit }) =>
      !isInit && served.has(workload) && !probed.has(workload)
        ? [[['readinessProbe'], 'has no readinessProbe, and a Service sends requests to its pod.']]
        : [],
    );
  },
});
