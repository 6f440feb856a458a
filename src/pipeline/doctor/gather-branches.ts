import type { ControllerObjects } from '../../drift/controller/controller-objects.ts';
import { controllerName, findController } from '../../drift/controller/find-controller.ts';
import type { Workspace } from '../../model/unit.ts';
import { AdapterError } from '../../model/ports.ts';
import { sameRemote, provenanceUrl } from '../../publish/provenance-url.ts';
import type { Clusters, OpenedCluster } from '../drift/clusters.ts';
import { comparedBranches, type ComparedBranch } from '../drift/compared-branches.ts';
import { readFolder } from '../drift/read-folder.ts';
import type { BranchesFacts, FollowedBranch } from './cluster-facts.ts';
import type { ClusterQuestion } from './cluster-question.ts';
import { gatherRights, type NeededObject } from './gather-rights.ts';

/** A cluster that answers, and for how long it may be asked. */
export interface Reach {
  readonly clusters: Clusters;
  readonly opened: OpenedCluster;
  readonly workspaces: readonly Workspace[];
  readonly limited: AbortSignal;
}

/**
 * Reads the rendered branches of the workspaces, and asks the cluster for the rights that comparing them takes and
 * for the controllers that follow them.
 * @throws AdapterError when the remote or the cluster gives no answer, or there is nothing to compare
 */
export async function gatherBranches(
  { source, selection, dir, config, version }: ClusterQuestion,
  { clusters, opened, workspaces, limited }: Reach,
): Promise<BranchesFacts> {
  if (!source)
    throw new AdapterError('OBJECTS_MISSING', 'there is no commit whose branches could be looked for');
  const request = { selection, dir, config, version, source: undefined, signal: limited };
  const { value, diagnostics } = await comparedBranches(request, source);
  const names = new Set(workspaces.map(({ name }) => name));
  const branches = value?.branches.filter(({ workspace }) => names.has(workspace.name)) ?? [];
  if (!value || branches.length === 0) {
    const [first] = diagnostics.filter(({ severity }) => severity === 'error');
    throw new AdapterError('REMOTE_UNREACHABLE', first?.detail ?? 'no rendered branch is selected');
  }
  const look = { source, target: value.remotes.target };
  const needed: NeededObject[] = [];
  for (const { head, units } of branches) {
    for (const unit of units) {
      const { objects } = await readFolder(look, head, unit.path);
      needed.push(...objects.map(({ object }) => ({ object, namespace: unit.namespace.value })));
    }
  }
  const [rights, objects] = await Promise.all([gatherRights(opened, needed), clusters.controllers(opened)]);
  const isHidden = clusters.diagnostics.length > 0;
  const own = provenanceUrl(look.target.url);
  const followed = branches.map((each) => ({
    ...followerOf(each, { own, objects, server: opened.port.server }),
    isHidden,
  }));
  return { ...rights, followed };
}

function followerOf(
  { branch, units }: ComparedBranch,
  {
    own,
    objects,
    server,
  }: { readonly own: string | undefined; readonly objects: ControllerObjects; readonly server: string },
): Omit<FollowedBranch, 'isHidden'> {
  const isRepository = (url: string): boolean =>
    own === undefined || provenanceUrl(url) === undefined || sameRemote(own, url);
  const names = units.flatMap(({ path }) => {
    const answer = findController({ branch, path, isRepository, server }, objects);
    if (answer.kind === 'several') return answer.names;
    return answer.kind === 'one' ? [controllerName(answer.found.state.controller)] : [];
  });
  return { branch, names: [...new Set(names)] };
}
