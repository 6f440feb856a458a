import { mapAt } from '../../model/edit-json.ts';
import { defineRule } from '../define-rule.ts';
import { ofKind } from '../object-set.ts';
import { isPrivateKey } from '../../util/is-private-key.ts';
import { looksSecret } from '../../util/looks-secret.ts';

export const secretInConfigMapRule = defineRule({
  id: 'LINT_SECRET_IN_CONFIG_MAP',
  level: 'warning',
  summary: 'ConfigMap looks like it holds a secret',
  explanation: `Everybody who may read the namespace can read its ConfigMaps, and their values stand in Git. A key with
the name of a secret, or a private key, belongs into a Secret. When it has been pushed, replace it where it is used.`,
  sources: { kubeLinter: ['configmap-with-credentials'], polaris: ['sensitiveConfigmapContent'] },
  check: (objects) =>
    ofKind(objects, '/ConfigMap').flatMap((resource) =>
      Object.entries(mapAt(resource.object, ['data'])).flatMap(([key, value]) => {
        if (typeof value !== 'string') return [];
        const isKey = isPrivateKey(value);
        if (!isKey && !looksSecret(key, value)) return [];
        const detail = isKey
          ? `The value of "${key}" holds a private key.`
          : `The key "${key}" looks like that of a secret.`;
        // the line of the key would show the value
        return [{ resource, path: ['data'], detail }];
      }),
    ),
});
