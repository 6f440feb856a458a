/** Groups that the API server itself serves, beside those below `k8s.io`. */
const GROUPS: ReadonlySet<string> = new Set(['', 'apps', 'autoscaling', 'batch', 'extensions', 'policy']);

/** Groups below `k8s.io` whose kinds are custom resources (kubernetes-sigs projects). */
const CUSTOM = /(?:^|\.)(?:gateway\.networking|snapshot\.storage|metrics|x-k8s)\.(?:k8s\.)?io$/;

/** True for a group whose kinds have the types that are built into the API server. */
export function isBuiltInGroup(group: string): boolean {
  return GROUPS.has(group) || (group.endsWith('.k8s.io') && !CUSTOM.test(group));
}

/** Maps from text to text that a person fills: no key has a default, and an empty value is a value. */
const FREE_MAPS: ReadonlySet<unknown> = new Set([
  'annotations',
  'binaryData',
  'data',
  'labels',
  'matchLabels',
  'nodeSelector',
  'stringData',
]);

/** True for the name of a map from text to text that a person fills. */
export function isFreeMap(name: unknown): boolean {
  return FREE_MAPS.has(name);
}
