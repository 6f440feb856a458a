import { isBuiltInGroup } from '../../drift/known-groups.ts';
import type { ServerLists } from '../../drift/list-type.ts';
import { resourceFinder } from '../../drift/plan-questions.ts';
import { serverLists } from '../../drift/server-lists.ts';
import type { JsonObject } from '../../model/json.ts';
import type { ResourceId } from '../../model/resource.ts';
import type { AskedCluster } from './wanted-object.ts';

/**
 * Asks the server for the list types of the custom resources among some objects. Where it does not tell, they are
 * taken from what field managers show.
 */
export async function serverSchemas(
  { port, discovery }: Pick<AskedCluster, 'port' | 'discovery'>,
  ids: readonly ResourceId[],
): Promise<(id: ResourceId) => ServerLists | undefined> {
  const finder = resourceFinder(discovery.resources);
  const documents = new Map<string, Promise<JsonObject | undefined>>();
  const kinds = new Map<string, ServerLists | undefined>();
  for (const id of ids) {
    const key = `${id.group}/${id.kind}`;
    const resource = isBuiltInGroup(id.group) || kinds.has(key) ? undefined : finder(id);
    if (!resource) continue;
    const { group, version } = resource;
    const document = documents.get(`${group}/${version}`) ?? port.schema(group, version);
    documents.set(`${group}/${version}`, document);
    const found = await document;
    kinds.set(key, found && serverLists(found, id.kind));
  }
  return ({ group, kind }) => kinds.get(`${group}/${kind}`);
}
