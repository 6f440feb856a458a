import { mapAt } from '../../model/edit-json.ts';
import type { Json } from '../../model/json.ts';
import { defineRule } from '../define-rule.ts';
import { ofKind } from '../object-set.ts';
import { fewestPods } from '../replicas.ts';
import { selectedBy } from '../selects.ts';
import { shown } from '../shown.ts';

export const disruptionBudgetBlocksRule = defineRule({
  id: 'LINT_DISRUPTION_BUDGET_BLOCKS',
  level: 'warning',
  summary: 'no pod may ever be evicted',
  explanation: `A PodDisruptionBudget that allows no disruption blocks the draining of nodes, and with it upgrades of
the cluster, until somebody deletes it. Allow at least one: maxUnavailable: 1, or a minAvailable below the number of
pods.`,
  sources: {
    kubeLinter: ['pdb-max-unavailable', 'pdb-min-available'],
    polaris: ['pdbDisruptionsIsZero', 'pdbMinAvailableGreaterThanHPAMinReplicas'],
  },
  check: (objects) =>
    ofKind(objects, 'policy/PodDisruptionBudget').flatMap((resource) => {
      const { maxUnavailable, minAvailable, selector } = mapAt(resource.object, ['spec']);
      const found = (field: string, detail: string) => [{ resource, path: ['spec', field], detail }];
      if (isNone(maxUnavailable))
        return found('maxUnavailable', `maxUnavailable: ${shown(maxUnavailable)} allows no disruption.`);
      if (minAvailable === '100%') return found('minAvailable', 'minAvailable: 100% allows no disruption.');
      if (typeof minAvailable !== 'number') return [];
      const pods = selectedBy(objects, resource.id.namespace, selector).map((each) =>
        fewestPods(objects, each),
      );
      // pods of kinds without a number cannot be counted
      const known = pods.filter((count) => count !== undefined);
      const sum = known.reduce((total, count) => total + count, 0);
      if (pods.length === 0 || known.length < pods.length || minAvailable < sum) return [];
      const detail = `minAvailable: ${String(minAvailable)} allows no disruption of ${String(sum)} ${sum === 1 ? 'pod' : 'pods'}.`;
      return found('minAvailable', detail);
    }),
});

function isNone(value: Json | undefined): boolean {
  return value === 0 || value === '0' || value === '0%';
}
