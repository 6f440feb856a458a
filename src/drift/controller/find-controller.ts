import type { JsonObject } from '../../model/json.ts';
import { argoSources, argoState } from './argo-state.ts';
import type { ControllerObjects } from './controller-objects.ts';
import type { ControllerState } from './controller-state.ts';
import { fluxState } from './flux-state.ts';
import { folderIn, nameIn, textIn } from './read-live.ts';

/** Whose controller is looked for. */
export interface ControllerQuery {
  /** The rendered branch, without `refs/heads/`. */
  readonly branch: string;
  /** Folder of the unit. */
  readonly path: string;
  /** True when a URL names the repository of the branch, or when that cannot be told. */
  readonly isRepository: (url: string) => boolean;
}

/** A controller's object that applies a folder, with the state of it. */
export interface FoundController {
  readonly state: ControllerState;
  /** The Application or Kustomization. */
  readonly object: JsonObject;
}

/** The one object that applies a folder; several that would do equally well; or none. */
export type ControllerAnswer =
  | { readonly kind: 'one'; readonly found: FoundController }
  | { readonly kind: 'several'; readonly names: readonly string[] }
  | { readonly kind: 'none' };

/**
 * Finds the Application or Kustomization that follows a branch and applies the folder of a unit: that of the unit
 * itself, else the nearest above it.
 */
export function findController(query: ControllerQuery, objects: ControllerObjects): ControllerAnswer {
  const all = [...applications(query, objects), ...kustomizations(query, objects)];
  const longest = Math.max(...all.map(({ state }) => state.folder.length));
  const best = all.filter(({ state }) => state.folder.length === longest);
  const [first] = best;
  if (!first) return { kind: 'none' };
  if (best.length === 1) return { kind: 'one', found: first };
  return { kind: 'several', names: best.map(({ state }) => controllerName(state.controller)) };
}

/** `Application argocd/shop`, for people. */
export function controllerName({ kind, namespace, name }: ControllerState['controller']): string {
  return `${kind === 'argocd' ? 'Application' : 'Kustomization'} ${namespace}/${name}`;
}

function applications(
  { branch, path, isRepository }: ControllerQuery,
  { applications: all }: ControllerObjects,
): readonly FoundController[] {
  return all.flatMap((object) =>
    argoSources(object)
      .filter(({ revision }) => revision === branch || revision === `refs/heads/${branch}`)
      .filter(({ repoURL, folder }) => isRepository(repoURL ?? '') && covers(folder, path))
      .map((source) => ({ object, state: argoState(object, source) })),
  );
}

function kustomizations(
  { branch, path, isRepository }: ControllerQuery,
  { kustomizations: all, repositories }: ControllerObjects,
): readonly FoundController[] {
  return all.flatMap((object) => {
    if (!covers(folderIn(textIn(object, 'spec', 'path')), path)) return [];
    const repository = repositories.find((each) => isSourceOf(each, object));
    if (!repository || !follows(repository, branch)) return [];
    if (!isRepository(textIn(repository, 'spec', 'url') ?? '')) return [];
    return [{ object, state: fluxState(object, repository) }];
  });
}

function isSourceOf(repository: JsonObject, kustomization: JsonObject): boolean {
  const source = (key: string) => textIn(kustomization, 'spec', 'sourceRef', key);
  const { namespace, name } = nameIn(repository);
  return (
    source('kind') === 'GitRepository' &&
    source('name') === name &&
    (source('namespace') ?? nameIn(kustomization).namespace) === namespace
  );
}

/** True for a GitRepository at the tip of a branch; one pinned to a commit follows nothing. */
function follows(repository: JsonObject, branch: string): boolean {
  const ref = (key: string) => textIn(repository, 'spec', 'ref', key);
  if (ref('commit') !== undefined || ref('semver') !== undefined || ref('tag') !== undefined) return false;
  const name = ref('name');
  return name === undefined ? ref('branch') === branch : name === `refs/heads/${branch}`;
}

function covers(folder: string, path: string): boolean {
  return folder === '' || folder === path || path.startsWith(`${folder}/`);
}
