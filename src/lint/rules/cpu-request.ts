import { partAt } from '../../model/edit-json.ts';
import { containerFindings } from '../container-findings.ts';
import { defineRule } from '../define-rule.ts';

const REQUEST = ['resources', 'requests', 'cpu'];

export const cpuRequestRule = defineRule({
  id: 'LINT_CPU_REQUEST',
  level: 'warning',
  hardening: 'baseline',
  summary: 'container asks for no CPU',
  explanation: `The scheduler places pods by their requests, and under load each container gets CPU in proportion to
its own. One without a request can be starved by its neighbours, and autoscaling by CPU cannot work. Write
cpu: 100m-500m in resources, or give all containers a default in defaults.resources of the workspace. A limit
alone counts, because Kubernetes takes it as the request too.`,
  sources: {
    kubeScore: ['container-resources'],
    kubeLinter: ['unset-cpu-requirements'],
    polaris: ['cpuRequestsMissing'],
  },
  check: (objects) =>
    containerFindings(objects, ({ object }) => {
      const amount = partAt(object, REQUEST) ?? partAt(object, ['resources', 'limits', 'cpu']);
      return amount === undefined ? [[REQUEST, 'has no CPU request.']] : [];
    }),
});
