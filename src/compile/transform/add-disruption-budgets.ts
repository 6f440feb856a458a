import { partAt } from '../../model/edit-json.ts';
import { addCompanions, ofType } from './companions.ts';
import type { Pass } from './pass.ts';
import { replicatedSelector } from './replicated.ts';
import { podLabels, selects } from './select.ts';

const TYPE = { apiVersion: 'policy/v1', kind: 'PodDisruptionBudget' };

/** Kubernetes rounds up (kubernetes.io, configure-pdb), so that even of two pods one may be moved. */
const MAX_UNAVAILABLE = '25%';

/**
 * A PodDisruptionBudget for each object that keeps several pods, unless one selects them already: a pod in two
 * budgets cannot be evicted at all. Broken pods may always go, so that they do not hold up a node.
 */
export const addDisruptionBudgets: Pass = (spec, scope) =>
  addCompanions(spec, scope, {
    type: TYPE,
    companionOf: ({ resource }) => {
      const selector = replicatedSelector(resource, spec.resources);
      const labels = podLabels(resource);
      const isBudgeted = ofType(spec.resources, TYPE, resource).some(({ object }) =>
        selects(partAt(object, ['spec', 'selector']), labels),
      );
      if (!selector || isBudgeted) return undefined;
      const budget = { maxUnavailable: MAX_UNAVAILABLE, unhealthyPodEvictionPolicy: 'AlwaysAllow', selector };
      return { rest: { spec: budget } };
    },
  });
