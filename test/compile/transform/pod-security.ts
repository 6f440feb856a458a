import { listAt, partAt } from '../../../src/model/edit-json.ts';
import type { Json, JsonObject } from '../../../src/model/json.ts';

const VOLUMES = new Set([
  'configMap',
  'csi',
  'downwardAPI',
  'emptyDir',
  'ephemeral',
  'image',
  'persistentVolumeClaim',
  'projected',
  'secret',
]);

/**
 * What the admission of a namespace with `pod-security.kubernetes.io/enforce` would object to in the `spec` of a pod,
 * written after kubernetes.io, Pod Security Standards. It shares no code and no table with the passes.
 */
export function podSecurityFindings(level: 'baseline' | 'restricted', pod: Json): readonly string[] {
  return level === 'baseline' ? baseline(pod) : [...baseline(pod), ...restricted(pod)];
}

function containersOf(pod: Json): readonly Json[] {
  return ['initContainers', 'containers', 'ephemeralContainers'].flatMap((list) => listAt(pod, [list]));
}

function baseline(pod: Json): readonly string[] {
  const found: string[] = [];
  for (const field of ['hostNetwork', 'hostPID', 'hostIPC']) {
    if (partAt(pod, [field]) === true) found.push(field);
  }
  if (listAt(pod, ['volumes']).some((volume) => partAt(volume, ['hostPath']) !== undefined))
    found.push('hostPath');
  if (partAt(pod, ['securityContext', 'seccompProfile', 'type']) === 'Unconfined') found.push('seccomp');
  for (const container of containersOf(pod)) {
    if (partAt(container, ['securityContext', 'privileged']) === true) found.push('privileged');
    if (partAt(container, ['securityContext', 'seccompProfile', 'type']) === 'Unconfined')
      found.push('seccomp');
    if (listAt(container, ['ports']).some((port) => partAt(port, ['hostPort']))) found.push('hostPort');
  }
  return found;
}

function restricted(pod: Json): readonly string[] {
  const found: string[] = [];
  const ofPod = (field: string) => partAt(pod, ['securityContext', field]);
  if (ofPod('runAsUser') === 0) found.push('runAsUser of the pod');
  for (const volume of listAt(pod, ['volumes'])) {
    const types = Object.keys(volume as JsonObject).filter((key) => key !== 'name');
    if (!types.every((type) => VOLUMES.has(type))) found.push('volume type');
  }
  for (const container of containersOf(pod)) {
    const own = (...path: readonly string[]) => partAt(container, ['securityContext', ...path]);
    const seccomp = own('seccompProfile', 'type') ?? partAt(ofPod('seccompProfile'), ['type']);
    if (own('allowPrivilegeEscalation') !== false) found.push('allowPrivilegeEscalation');
    if ((own('runAsNonRoot') ?? ofPod('runAsNonRoot')) !== true) found.push('runAsNonRoot');
    if (own('runAsUser') === 0) found.push('runAsUser');
    if (seccomp !== 'RuntimeDefault' && seccomp !== 'Localhost') found.push('seccompProfile');
    if (!listAt(container, ['securityContext', 'capabilities', 'drop']).includes('ALL')) found.push('drop');
    const added = listAt(container, ['securityContext', 'capabilities', 'add']);
    if (!added.every((name) => name === 'NET_BIND_SERVICE')) found.push('add');
  }
  return found;
}
