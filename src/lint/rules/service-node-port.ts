import { partAt } from '../../model/edit-json.ts';
import { defineRule } from '../define-rule.ts';
import { ofKind } from '../object-set.ts';

const TYPE = ['spec', 'type'];

export const serviceNodePortRule = defineRule({
  id: 'LINT_SERVICE_NODE_PORT',
  level: 'warning',
  summary: 'Service opens a port on every node',
  explanation: `A NodePort is open on each node of the cluster, to everybody who can reach one, without TLS and past
the Ingress. Use an Ingress, or the type LoadBalancer.`,
  sources: { kubeScore: ['service-type'], kubeLinter: ['exposed-services'] },
  check: (objects) =>
    ofKind(objects, '/Service')
      .filter(({ object }) => partAt(object, TYPE) === 'NodePort')
      .map((resource) => ({ resource, path: TYPE, detail: 'The Service is of the type NodePort.' })),
});
