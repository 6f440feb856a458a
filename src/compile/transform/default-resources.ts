import { listAt, partAt } from '../../model/edit-json.ts';
import { isJsonObject } from '../../model/json.ts';
import { parseQuantity } from '../../util/quantity.ts';
import type { Addition } from './additions.ts';
import { isOfWorkload, type Pass } from './pass.ts';
import { addToPods, type Container, type Pod } from './pods.ts';

/** Amount of each resource for a container that says nothing of it. */
const DEFAULTS = {
  cpu: { requests: '100m', limits: '500m' },
  memory: { requests: '128Mi', limits: '256Mi' },
  'ephemeral-storage': { requests: '128Mi', limits: '512Mi' },
} as const;

type ResourceName = keyof typeof DEFAULTS;

const NAMES = Object.keys(DEFAULTS) as readonly ResourceName[];

/**
 * Gives the containers of workloads a request and a limit for each resource of which they have neither: one of the
 * two alone is a choice. Accessories are left to their modules, because a database or a language model does not
 * fit into a default, and the developer could not say so.
 */
export const defaultResources: Pass = (spec, scope) =>
  addToPods(spec, scope, (pod) => {
    if (!isOfWorkload(pod.resource)) return [];
    const names = NAMES.filter((name) => holdsVolumes(pod, name));
    return pod.containers.flatMap((container) => names.flatMap((name) => amounts(container, name)));
  });

function amounts({ path, value }: Container, name: ResourceName): readonly Addition[] {
  const kinds = ['requests', 'limits'] as const;
  if (kinds.some((kind) => partAt(value, ['resources', kind, name]) !== undefined)) return [];
  return kinds.map((kind) => ({ path: [...path, 'resources', kind, name], value: DEFAULTS[name][kind] }));
}

/**
 * False when the pod's scratch volumes may outgrow the limit: what they hold counts as its ephemeral storage or, with
 * the medium Memory, as its memory, and a pod above its limit is evicted or killed (kubernetes.io, volumes, emptyDir).
 */
function holdsVolumes({ resource, spec }: Pod, name: ResourceName): boolean {
  if (name === 'cpu') return true;
  const sizes = listAt(resource.object, [...spec, 'volumes'])
    .map((volume) => partAt(volume, ['emptyDir']))
    .filter(isJsonObject)
    .filter(({ medium }) => (medium === 'Memory') === (name === 'memory'))
    .map(({ sizeLimit }) => (typeof sizeLimit === 'string' ? parseQuantity(sizeLimit)?.nanos : undefined));
  const limit = parseQuantity(DEFAULTS[name].limits)?.nanos ?? 0n;
  return !sizes.includes(undefined) && sizes.reduce<bigint>((sum, size) => sum + (size ?? 0n), 0n) <= limit;
}
