import { listAt, partAt } from '../../model/edit-json.ts';
import { containerFindings } from '../container-findings.ts';
import { defineRule } from '../define-rule.ts';
import { shown } from '../shown.ts';

export const envDuplicateRule = defineRule({
  id: 'LINT_ENV_DUPLICATE',
  level: 'warning',
  summary: 'environment variable is set twice',
  explanation: `The last entry of a name counts, and tools that merge lists by name may drop either of them. Remove the
one that is not meant.`,
  sources: {
    kubeScore: ['environment-variable-key-duplication'],
    kubeLinter: ['duplicate-env-var'],
  },
  check: (objects) =>
    containerFindings(objects, ({ object }) => {
      const names = listAt(object, ['env']).map((variable) => partAt(variable, ['name']));
      return names.flatMap((name, index) =>
        names.indexOf(name) < index
          ? [[['env', index, 'name'], `sets the variable ${shown(name)} twice.`] as const]
          : [],
      );
    }),
});
