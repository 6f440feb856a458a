import { listAt } from '../../model/edit-json.ts';
import { isJsonObject } from '../../model/json.ts';
import { containerFindings } from '../container-findings.ts';
import { defineRule } from '../define-rule.ts';
import { looksSecret } from '../../util/looks-secret.ts';

export const secretInEnvRule = defineRule({
  id: 'LINT_SECRET_IN_ENV',
  level: 'warning',
  summary: 'environment variable looks like a secret in plain text',
  explanation: `The name of the variable says that it is a secret, and its value stands in Git and on the rendered
branch, for everybody who can read them and for ever. Keep it in a Secret and write secret://NAME/KEY. When it has
been pushed, replace it where it is used. Names such as TOKEN_URL, and values that are a path, a switch or $(VAR),
pass.`,
  sources: { kubeLinter: ['env-var-secret'], polaris: ['sensitiveContainerEnvVar'] },
  check: (objects) =>
    containerFindings(objects, ({ object }) =>
      listAt(object, ['env']).flatMap((variable, index) => {
        const { name, value } = isJsonObject(variable) ? variable : {};
        if (typeof name !== 'string' || typeof value !== 'string' || !looksSecret(name, value)) return [];
        return [[['env', index, 'value'], `has the value of ${name} in plain text.`] as const];
      }),
    ),
});
