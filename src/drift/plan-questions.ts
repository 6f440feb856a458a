import type { ApiResource, Discovery } from '../model/cluster.ts';
import { identityKey, type ResourceId } from '../model/resource.ts';

/** One question to a cluster, and the objects that its answer decides about. */
export type Question =
  | {
      readonly kind: 'list';
      readonly resource: ApiResource;
      /** All namespaces when undefined; also for kinds without one. */
      readonly namespace: string | undefined;
      readonly wanted: readonly ResourceId[];
    }
  | { readonly kind: 'get'; readonly resource: ApiResource; readonly wanted: ResourceId };

/** What to ask, and which objects cannot be asked for. */
export interface QuestionPlan {
  readonly questions: readonly Question[];
  /** Objects of kinds that the cluster does not serve. */
  readonly absent: readonly ResourceId[];
  /** Objects of kinds that the cluster would not tell about, with the reason. */
  readonly unknown: readonly { readonly id: ResourceId; readonly reason: string }[];
}

/** So many objects of a kind in a namespace are cheaper to list than to get (a list of 500 costs about 50 gets). */
const LIST_FROM = 5;
/** A kind that is wanted in more namespaces is listed over all of them. */
const MOST_NAMESPACES = 8;

/**
 * Plans as few questions as will do. Secrets are asked for by name, because a list gives away all of them.
 * @param isTracking true when objects that nobody wants matter too, so that a single one is a reason to list
 */
export function planQuestions(
  wanted: readonly ResourceId[],
  { resources, unknownGroups }: Discovery,
  isTracking: boolean,
): QuestionPlan {
  const finder = resourceFinder(resources);
  const absent: ResourceId[] = [];
  const unknown: { id: ResourceId; reason: string }[] = [];
  const kinds = new Map<ApiResource, ResourceId[]>();
  for (const id of wanted) {
    const resource = finder(id);
    const reason = unknownGroups.get(id.group);
    if (resource) kinds.set(resource, [...(kinds.get(resource) ?? []), id]);
    else if (reason === undefined) absent.push(id);
    else unknown.push({ id, reason });
  }
  const questions = [...kinds].flatMap(([resource, ids]) => questionsOf(resource, ids, isTracking));
  return { questions, absent, unknown };
}

/** Questions with less reach than a list, for a user who may not ask so much. */
export function narrower(
  { resource, namespace }: Extract<Question, { kind: 'list' }>,
  left: readonly ResourceId[],
): readonly Question[] {
  if (namespace !== undefined || !resource.namespaced) return getsOf(resource, left);
  return [...byNamespace(left)].map(([name, wanted]) => ({
    kind: 'list',
    resource,
    namespace: name,
    wanted,
  }));
}

/** Finds the kind of an object: in its own version, else in the one that the server prefers. */
export function resourceFinder(
  resources: readonly ApiResource[],
): (id: ResourceId) => ApiResource | undefined {
  const exact = new Map<string, ApiResource>();
  const preferred = new Map<string, ApiResource>();
  for (const resource of resources) {
    const { group, version, kind } = resource;
    exact.set(`${group}/${version}/${kind}`, resource);
    if (!preferred.has(`${group}/${kind}`)) preferred.set(`${group}/${kind}`, resource);
  }
  return ({ group, version, kind }) =>
    exact.get(`${group}/${version}/${kind}`) ?? preferred.get(`${group}/${kind}`);
}

function questionsOf(
  resource: ApiResource,
  ids: readonly ResourceId[],
  isTracking: boolean,
): readonly Question[] {
  const distinct = [...new Map(ids.map((id) => [identityKey(id), id])).values()];
  if (resource.group === '' && resource.kind === 'Secret') return getsOf(resource, distinct);
  const isWorthAList = (count: number) => isTracking || count >= LIST_FROM;
  if (!resource.namespaced) {
    if (!isWorthAList(distinct.length)) return getsOf(resource, distinct);
    return [{ kind: 'list', resource, namespace: undefined, wanted: distinct }];
  }
  const spaces = byNamespace(distinct);
  if (spaces.size > MOST_NAMESPACES)
    return [{ kind: 'list', resource, namespace: undefined, wanted: distinct }];
  return [...spaces].flatMap(([namespace, wanted]): readonly Question[] =>
    isWorthAList(wanted.length) ? [{ kind: 'list', resource, namespace, wanted }] : getsOf(resource, wanted),
  );
}

function getsOf(resource: ApiResource, ids: readonly ResourceId[]): readonly Question[] {
  return ids.map((wanted) => ({ kind: 'get', resource, wanted }));
}

function byNamespace(ids: readonly ResourceId[]): ReadonlyMap<string, readonly ResourceId[]> {
  const spaces = new Map<string, ResourceId[]>();
  for (const id of ids) spaces.set(id.namespace, [...(spaces.get(id.namespace) ?? []), id]);
  return spaces;
}
