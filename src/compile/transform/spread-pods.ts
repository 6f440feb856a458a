import type { Pass } from './pass.ts';
import { addToPods } from './pods.ts';
import { replicatedSelector } from './replicated.ts';

/**
 * Where an object keeps several pods, the scheduler is asked to spread them over nodes and zones. It is a wish:
 * a cluster of one node or zone runs them all the same.
 */
export const spreadPods: Pass = (spec, scope) =>
  addToPods(spec, scope, (pod) => {
    const labelSelector = replicatedSelector(pod.resource, spec.resources);
    if (!labelSelector) return [];
    const apart = {
      weight: 100,
      podAffinityTerm: { labelSelector, topologyKey: 'kubernetes.io/hostname' },
    };
    const overZones = {
      maxSkew: 1,
      topologyKey: 'topology.kubernetes.io/zone',
      whenUnsatisfiable: 'ScheduleAnyway',
      labelSelector,
    };
    return [
      {
        path: [...pod.spec, 'affinity', 'podAntiAffinity'],
        value: { preferredDuringSchedulingIgnoredDuringExecution: [apart] },
      },
      { path: [...pod.spec, 'topologySpreadConstraints'], value: [overZones] },
    ];
  });
