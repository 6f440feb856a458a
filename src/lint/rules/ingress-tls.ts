import { listAt } from '../../model/edit-json.ts';
import { defineRule } from '../define-rule.ts';
import { ofKind } from '../object-set.ts';

const TLS = ['spec', 'tls'];

export const ingressTlsRule = defineRule({
  id: 'LINT_INGRESS_TLS',
  level: 'info',
  summary: 'Ingress serves plain HTTP',
  explanation: `Without tls everybody on the way can read and change requests and answers, cookies included. Add tls, or
tlsSecret at the host. Some controllers encrypt by other means, such as an annotation; switch the rule off then.`,
  sources: { polaris: ['tlsSettingsMissing'] },
  check: (objects) =>
    ofKind(objects, 'networking.k8s.io/Ingress')
      .filter(({ object }) => listAt(object, TLS).length === 0)
      .map((resource) => ({ resource, path: TLS, detail: 'The Ingress has no tls.' })),
});
