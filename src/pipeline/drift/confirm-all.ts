import { confirm, isDoubtful } from '../../drift/confirm.ts';
import { resourceFinder } from '../../drift/plan-questions.ts';
import type { DriftedResource } from '../../drift/verdict.ts';
import type { ApiResource } from '../../model/cluster.ts';
import { mapAt } from '../../model/edit-json.ts';
import type { JsonObject } from '../../model/json.ts';
import type { AskedCluster, WantedObject } from './wanted-object.ts';

/** An object that is there on both sides, and the verdict about it. */
export interface ComparedPair {
  readonly wanted: WantedObject;
  readonly live: JsonObject;
  readonly verdict: DriftedResource;
}

/**
 * Checks verdicts by dry runs in the name of whoever applies the objects: all of them, or in the mode `auto` those
 * that are in doubt where the user may. A dry run that fails changes no verdict and leaves the warning `unconfirmed`.
 */
export async function confirmAll(
  { port, discovery, mode }: AskedCluster,
  pairs: readonly ComparedPair[],
): Promise<readonly DriftedResource[]> {
  const finder = resourceFinder(discovery.resources);
  const rights = new Map<string, Promise<boolean | undefined>>();
  const mayApply = (resource: ApiResource, namespace: string | undefined): Promise<boolean | undefined> => {
    const key = `${resource.group}/${resource.plural} ${namespace ?? ''}`;
    const known = rights.get(key) ?? port.mayI('patch', resource, { namespace });
    rights.set(key, known);
    return known;
  };
  const found = await Promise.all(
    pairs.map(async ({ wanted, live, verdict }): Promise<DriftedResource[]> => {
      const resource = finder(wanted.id);
      const isJudged = verdict.state === 'synced' || verdict.state === 'drifted';
      if (!resource || !isJudged || (mode === 'auto' && !isDoubtful(verdict))) return [];
      const namespace = resource.namespaced ? wanted.id.namespace : undefined;
      if (mode === 'auto' && (await mayApply(resource, namespace)) !== true) return [];
      const answer = await port.dryRunApply(resource, inPlace(wanted), wanted.applier);
      if ('failure' in answer || !answer.object) return [unconfirmed(verdict)];
      return [confirm(verdict, { predicted: answer.object, live }, wanted.settings)];
    }),
  );
  return found.flat();
}

/** What the server writes into metadata; an apply that names it is refused, or waits for a version that is gone. */
const SERVERS: ReadonlySet<string> = new Set(['managedFields', 'resourceVersion', 'uid']);

/** The object with the namespace that it has in the cluster, and without what is the server's. */
function inPlace({ id, object }: WantedObject): JsonObject {
  const own = Object.entries(mapAt(object, ['metadata'])).filter(([key]) => !SERVERS.has(key));
  const namespace = id.namespace === '' ? [] : [['namespace', id.namespace] as const];
  const fields = Object.entries(object).filter(([key]) => key !== 'status');
  return { ...Object.fromEntries(fields), metadata: Object.fromEntries([...own, ...namespace]) };
}

function unconfirmed(verdict: DriftedResource): DriftedResource {
  return { ...verdict, warnings: [...verdict.warnings, { code: 'unconfirmed', path: '' }] };
}
