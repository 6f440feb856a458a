import { isJsonObject, type Json } from './json.ts';
import type { Path } from './node.ts';

/**
 * Keys that tell the items of a list apart, by the name of the list: the `x-kubernetes-list-map-keys` of the
 * Kubernetes OpenAPI, the fullest first where a name stands for several lists.
 */
export const LIST_KEYS: Readonly<Record<string, readonly (readonly string[])[]>> = {
  conditions: [['type']],
  containers: [['name']],
  env: [['name']],
  ephemeralContainers: [['name']],
  hostAliases: [['ip']],
  imagePullSecrets: [['name']],
  initContainers: [['name']],
  matchConditions: [['name']],
  ownerReferences: [['uid']],
  ports: [['containerPort', 'protocol'], ['containerPort'], ['port', 'protocol'], ['port']],
  resourceClaims: [['name']],
  schedulingGates: [['name']],
  secrets: [['name']],
  topologySpreadConstraints: [['topologyKey', 'whenUnsatisfiable']],
  volumeDevices: [['devicePath']],
  volumeMounts: [['mountPath']],
  volumes: [['name']],
  webhooks: [['name']],
};

/**
 * The path of a field as structured-merge-diff writes it, with a leading dot:
 * `.spec.template.spec.containers[name="web"].image`. Items of lists without keys are numbered.
 */
export function fieldPath(root: Json, path: Path): string {
  let text = '';
  let value: Json | undefined = root;
  let parent = '';
  for (const step of path) {
    if (typeof step === 'number') {
      const list: Json | undefined = value;
      value = Array.isArray(list) ? (list as readonly Json[])[step] : undefined;
      text += itemStep(parent, value, step);
    } else {
      text += /^[A-Za-z_][-A-Za-z0-9_]*$/.test(step) ? `.${step}` : `[${JSON.stringify(step)}]`;
      value = isJsonObject(value) ? value[step] : undefined;
      parent = step;
    }
  }
  return text;
}

function itemStep(list: string, item: Json | undefined, index: number): string {
  if (isJsonObject(item)) {
    const keys = (Object.hasOwn(LIST_KEYS, list) ? (LIST_KEYS[list] ?? []) : []).find((candidate) =>
      candidate.every((key) => item[key] !== undefined),
    );
    if (keys) return `[${keys.map((key) => `${key}=${JSON.stringify(item[key])}`).join(',')}]`;
  }
  return `[${String(index)}]`;
}

/** Every scalar, empty map and empty list of a value with the way to it, in the value's own order. */
export function leaves(
  value: Json,
  path: Path = [],
): readonly { readonly path: Path; readonly value: Json }[] {
  const inner = Array.isArray(value)
    ? (value as readonly Json[]).map((item, i) => leaves(item, [...path, i]))
    : isJsonObject(value)
      ? Object.entries(value).map(([key, member]) => leaves(member, [...path, key]))
      : [];
  return inner.length > 0 ? inner.flat() : [{ path, value }];
}
