import { CONTROLLER_KINDS } from '../../drift/controller/controller-objects.ts';
import { resourceFinder } from '../../drift/plan-questions.ts';
import type { AccessPlace, ApiResource } from '../../model/cluster.ts';
import type { JsonObject } from '../../model/json.ts';
import { identityOf } from '../../model/resource.ts';
import type { OpenedCluster } from '../drift/clusters.ts';
import type { BranchesFacts } from './cluster-facts.ts';

/** An object that would be read, and the namespace where it lands if it names none. */
export interface NeededObject {
  readonly object: JsonObject;
  readonly namespace: string;
}

interface Right {
  readonly verb: string;
  readonly resource: ApiResource;
  readonly place: AccessPlace;
}

/** Which of the rights that a comparison takes are missing. Of Secrets each is asked for, because they are never listed. */
export async function gatherRights(
  { port, discovery: { resources } }: OpenedCluster,
  needed: readonly NeededObject[],
): Promise<Omit<BranchesFacts, 'followed'>> {
  const rights = new Map<string, Right>();
  const kinds = new Set<ApiResource>();
  const add = (right: Right): void => void rights.set(nameOf(right), right);
  const finder = resourceFinder(resources);
  for (const { object, namespace: fallback } of needed) {
    const id = identityOf(object);
    const resource = finder(id);
    if (!resource || id.name === '') continue;
    kinds.add(resource);
    const namespace = resource.namespaced ? id.namespace || fallback : undefined;
    const isSecret = id.group === '' && id.kind === 'Secret';
    if (isSecret) add({ verb: 'get', resource, place: { namespace, name: id.name } });
    else for (const verb of ['get', 'list']) add({ verb, resource, place: { namespace } });
  }
  for (const { group, kind } of Object.values(CONTROLLER_KINDS)) {
    const resource = resources.find((each) => each.group === group && each.kind === kind);
    if (resource) add({ verb: 'list', resource, place: { namespace: undefined } });
  }
  const answers = await Promise.all(
    [...rights].map(async ([name, { verb, resource, place }]) => {
      return { name, isAllowed: await port.mayI(verb, resource, place) };
    }),
  );
  return {
    kinds: kinds.size,
    missing: answers.filter(({ isAllowed }) => isAllowed === false).map(({ name }) => name),
    isVague: answers.some(({ isAllowed }) => isAllowed === undefined),
  };
}

/** Such as `list deployments.apps in shop`. */
function nameOf({ verb, resource: { plural, group }, place: { namespace, name } }: Right): string {
  const kind = group === '' ? plural : `${plural}.${group}`;
  const what = name === undefined ? kind : `${kind} ${name}`;
  return `${verb} ${what}${namespace === undefined ? '' : ` in ${namespace}`}`;
}
