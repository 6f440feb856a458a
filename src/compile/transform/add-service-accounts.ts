import { addCompanions } from './companions.ts';
import type { Pass } from './pass.ts';
import { podPart } from './pods.ts';

/**
 * In `restricted`, a ServiceAccount of its own for each object whose pods name none, so that a right given to one
 * is not given to its neighbours. Where the name is taken the pods stay as they are: that account may hold rights
 * which are not meant for them.
 */
export const addServiceAccounts: Pass = (spec, scope) =>
  addCompanions(spec, scope, {
    type: { apiVersion: 'v1', kind: 'ServiceAccount' },
    companionOf: (pod) => {
      if (pod.profile.level === 'baseline' || podPart(pod, 'serviceAccountName') !== undefined)
        return undefined;
      const path = [...pod.spec, 'serviceAccountName'];
      return {
        rest: { automountServiceAccountToken: false },
        owner: [{ path, value: pod.resource.id.name }],
      };
    },
  });
