import { partAt } from '../../model/edit-json.ts';
import { defineRule } from '../define-rule.ts';
import { ofKind } from '../object-set.ts';

export const serviceAccountTokenRule = defineRule({
  id: 'LINT_SERVICE_ACCOUNT_TOKEN',
  level: 'info',
  hardening: 'baseline',
  summary: 'pod gets a token for the Kubernetes API',
  explanation: `Unless it is switched off, each pod finds a token with the rights of its ServiceAccount in a file.
Programs that do not talk to the Kubernetes API need none: set automountServiceAccountToken: false, in app.yaml
serviceAccount.automount: false.`,
  sources: {
    kubeLinter: ['automount-service-account-token'],
    polaris: ['automountServiceAccountToken'],
  },
  check: (objects) => {
    const accounts = ofKind(objects, '/ServiceAccount');
    return objects.workloads.flatMap(({ resource, namespace, spec, path }) => {
      const field = 'automountServiceAccountToken';
      const account = accounts.find(
        ({ id }) => id.namespace === namespace && id.name === spec['serviceAccountName'],
      );
      const value = spec[field] ?? partAt(account?.object, [field]);
      if (value === false) return [];
      const detail = 'The pod gets a token for the Kubernetes API.';
      return [{ resource, path: [...path, field], detail }];
    });
  },
});
