import { partAt } from '../../model/edit-json.ts';
import type { Addition } from './additions.ts';
import type { Pass } from './pass.ts';
import { addToPods, podPart, type Container, type Pod } from './pods.ts';

/** User and group of pods that name none: what kube-score takes as outside the range of a host's users. */
const USER = 10001;

/** Seconds that Kubernetes gives a pod to stop, written down. */
const GRACE = 30;

/**
 * What a pod as a whole may do (Kubernetes Pod Security Standards): system calls by the runtime's profile, no
 * token of the API, no variables for every Service of the namespace; in `restricted` a user that is not root.
 */
export const hardenPods: Pass = (spec, scope) =>
  addToPods(spec, scope, (pod) => {
    const at = (...path: readonly string[]) => [...pod.spec, ...path];
    const both: readonly Addition[] = [
      { path: at('securityContext', 'seccompProfile'), value: { type: 'RuntimeDefault' } },
      { path: at('automountServiceAccountToken'), value: false },
      { path: at('enableServiceLinks'), value: false },
    ];
    if (pod.profile.level === 'baseline') return both;
    return [
      ...both,
      ...withoutRoot(pod),
      { path: at('securityContext', 'runAsUser'), value: USER },
      { path: at('securityContext', 'runAsGroup'), value: USER },
      { path: at('securityContext', 'fsGroup'), value: USER },
      { path: at('securityContext', 'fsGroupChangePolicy'), value: 'OnRootMismatch' },
      { path: at('terminationGracePeriodSeconds'), value: GRACE },
    ];
  });

/** Root is refused for the whole pod or, where one of its containers is meant to be root, for the others. */
function withoutRoot(pod: Pod): readonly Addition[] {
  if (podPart(pod, 'securityContext', 'runAsNonRoot') !== undefined) return [];
  const isRoot = ({ value }: Container) =>
    partAt(value, ['securityContext', 'runAsNonRoot']) === undefined &&
    (partAt(value, ['securityContext', 'runAsUser']) ?? podPart(pod, 'securityContext', 'runAsUser')) === 0;
  const others = pod.containers.filter((container) => !isRoot(container));
  const paths = others.length === pod.containers.length ? [pod.spec] : others.map(({ path }) => path);
  return paths.map((path) => ({ path: [...path, 'securityContext', 'runAsNonRoot'], value: true }));
}
