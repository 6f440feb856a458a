import { listAt, mapAt } from '../model/edit-json.ts';
import { isJsonObject, type Json, type JsonObject } from '../model/json.ts';
import type { Path } from '../model/node.ts';
import type { Resource } from '../model/resource.ts';
import { ofKind, type ObjectSet, type Workload } from './object-set.ts';
import { shown } from './shown.ts';

/** True if a LabelSelector (Kubernetes API, meta/v1) selects labels; an empty one selects everything. */
export function selects(selector: JsonObject, labels: JsonObject): boolean {
  return (
    hasAll(mapAt(selector, ['matchLabels']), labels) &&
    listAt(selector, ['matchExpressions']).every((each) => isJsonObject(each) && holds(each, labels))
  );
}

/** True if every label of a plain selector, such as that of a Service, is there. */
function hasAll(wanted: JsonObject, labels: JsonObject): boolean {
  return Object.entries(wanted).every(([key, value]) => Object.hasOwn(labels, key) && labels[key] === value);
}

function holds(requirement: JsonObject, labels: JsonObject): boolean {
  const key = shown(requirement['key']);
  const isThere = Object.hasOwn(labels, key);
  const isListed = isThere && listAt(requirement, ['values']).includes(labels[key] ?? null);
  switch (requirement['operator']) {
    case 'In':
      return isListed;
    case 'NotIn':
      return !isListed;
    case 'Exists':
      return isThere;
    default:
      return !isThere;
  }
}

/** Objects of a kind that select the pods of a workload with the LabelSelector at `path`. */
export function selectorsOf(
  objects: ObjectSet,
  { namespace, labels }: Workload,
  { kind, path }: { readonly kind: string; readonly path: Path },
): readonly Resource[] {
  return ofKind(objects, kind).filter(
    ({ id, object }) => id.namespace === namespace && selects(mapAt(object, path), labels),
  );
}

/** Workloads whose pods a LabelSelector selects. */
export function selectedBy(
  { workloads }: ObjectSet,
  namespace: string,
  selector: Json | undefined,
): readonly Workload[] {
  if (!isJsonObject(selector)) return [];
  return workloads.filter((each) => each.namespace === namespace && selects(selector, each.labels));
}

/** Workloads whose pods a Service sends to; none when it has no selector. */
export function servedBy({ workloads }: ObjectSet, service: Resource): readonly Workload[] {
  const selector = mapAt(service.object, ['spec', 'selector']);
  if (Object.keys(selector).length === 0) return [];
  return workloads.filter(
    ({ namespace, labels }) => namespace === service.id.namespace && hasAll(selector, labels),
  );
}

/** Kinds of custom resources that are known to make no pods. */
const WITHOUT_PODS =
  /^(?:(?:Service|Pod)Monitor|PrometheusRule|(?:Cluster)?ExternalSecret|(?:Cluster)?SecretStore|Password|SealedSecret|Certificate|(?:Cluster)?Issuer|PodTransitionRule)$/;

/** Groups of Kubernetes itself, and of cloud resources, which run outside of the cluster. */
const KNOWN_GROUP = /^(?:|apps|batch|policy|autoscaling)$|(?:^|\.)(?:k8s\.io|upbound\.io|crossplane\.io)$/;

/** True when the unit holds custom resources whose operator may make pods that no object shows. */
export function mayHaveMorePods({ resources, workloads }: ObjectSet): boolean {
  const shown = new Set(workloads.map(({ resource }) => resource));
  return resources.some(
    (resource) =>
      !KNOWN_GROUP.test(resource.id.group) && !WITHOUT_PODS.test(resource.id.kind) && !shown.has(resource),
  );
}
