import { defineRule } from '../define-rule.ts';

export const defaultServiceAccountRule = defineRule({
  id: 'LINT_DEFAULT_SERVICE_ACCOUNT',
  level: 'warning',
  hardening: 'restricted',
  summary: 'pod runs as the default ServiceAccount',
  explanation: `Pods without a ServiceAccount of their own share default with all others of the namespace: a right
that one of them needs is given to all. Add serviceAccount to the workload in app.yaml.`,
  sources: { kubeLinter: ['default-service-account'] },
  check: ({ workloads }) =>
    workloads.flatMap(({ resource, spec, path }) => {
      const name = spec['serviceAccountName'] ?? spec['serviceAccount'] ?? 'default';
      if (name !== 'default') return [];
      const detail = 'The pod runs as the ServiceAccount "default".';
      return [{ resource, path: [...path, 'serviceAccountName'], detail }];
    }),
});
