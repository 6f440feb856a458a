import { defineRule } from '../define-rule.ts';
import { ofKind } from '../object-set.ts';

export const serviceAccountMissingRule = defineRule({
  id: 'LINT_SERVICE_ACCOUNT_MISSING',
  level: 'info',
  summary: 'ServiceAccount is not rendered here',
  explanation: `Pods whose ServiceAccount does not exist are not created. The unit does not render it, so somebody
else has to. If that is so, all is well; a slip in the name looks the same.`,
  sources: { kubeLinter: ['non-existent-service-account'] },
  check: (objects) => {
    const accounts = ofKind(objects, '/ServiceAccount');
    return objects.workloads.flatMap(({ resource, namespace, spec, path }) => {
      const name = spec['serviceAccountName'];
      if (typeof name !== 'string' || name === '' || name === 'default') return [];
      if (accounts.some(({ id }) => id.name === name && id.namespace === namespace)) return [];
      const detail = `The ServiceAccount "${name}" is not rendered by this unit. It has to exist in the cluster.`;
      return [{ resource, path: [...path, 'serviceAccountName'], detail }];
    });
  },
});
