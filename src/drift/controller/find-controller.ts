import type { JsonObject } from '../../model/json.ts';
import { argoSources, type ArgoSource } from './argo-sources.ts';
import { argoState } from './argo-state.ts';
import type { ControllerObjects } from './controller-objects.ts';
import type { ControllerState } from './controller-state.ts';
import { fluxChangers, fluxSource } from './flux-source.ts';
import { fluxState } from './flux-state.ts';
import { isElsewhere } from './is-elsewhere.ts';
import { nameIn, shortText } from './read-live.ts';

/** Whose controller is looked for. */
export interface ControllerQuery {
  /** The rendered branch, without `refs/heads/`. */
  readonly branch: string;
  /** Folder of the unit. */
  readonly path: string;
  /** True when a URL names the repository of the branch, or when that cannot be told. */
  readonly isRepository: (url: string) => boolean;
  /** URL of the API server; controllers may apply to other clusters too. */
  readonly server?: string;
}

/** A controller's object that applies a folder, with the state of it. */
export interface FoundController {
  readonly state: ControllerState;
  /** The Application or Kustomization. */
  readonly object: JsonObject;
}

/**
 * The one object that applies a folder; several that would do equally well; or none. `notes` are sentences for
 * people: what the one does to the objects on the way, or what came close where there is none.
 */
export type ControllerAnswer = { readonly notes: readonly string[] } & (
  | { readonly kind: 'one'; readonly found: FoundController }
  | { readonly kind: 'several'; readonly names: readonly string[] }
  | { readonly kind: 'none' }
);

/**
 * Finds the Application or Kustomization that follows a branch and applies the folder of a unit: that of the unit
 * itself, else the nearest above it.
 */
export function findController(query: ControllerQuery, objects: ControllerObjects): ControllerAnswer {
  const all = [...applications(query, objects), ...kustomizations(query, objects)];
  const followers = all.filter(({ miss }) => miss === undefined);
  const longest = followers.reduce((most, { folder }) => Math.max(most, folder.length), -1);
  const best = followers.filter(({ folder }) => folder.length === longest);
  const [first] = best;
  const missed = all.flatMap(({ object, miss }) => (miss === undefined ? [] : [`${nameOf(object)} ${miss}`]));
  if (!first) return { kind: 'none', notes: missed };
  const names = [...new Set(best.map(({ object }) => nameOf(object)))];
  if (names.length > 1) return { kind: 'several', names, notes: [] };
  const { object, changers, state } = first;
  const what = `${changers.join(', ')}, so the cluster may get something else than the branch holds`;
  const notes = changers.length > 0 ? [`${nameOf(object)} has ${what}`] : [];
  return { kind: 'one', found: { object, state: state() }, notes };
}

/** `Application argocd/shop`, for people. */
export function controllerName({ kind, namespace, name }: ControllerState['controller']): string {
  return `${kind === 'argocd' ? 'Application' : 'Kustomization'} ${namespace}/${name}`;
}

function nameOf(object: JsonObject): string {
  const { namespace, name } = nameIn(object);
  return `${object['kind'] === 'Application' ? 'Application' : 'Kustomization'} ${namespace}/${name}`;
}

/** An object that applies the folder, or would if it did not miss it. */
interface Candidate {
  readonly object: JsonObject;
  readonly folder: string;
  /** Why it does not apply the folder of this branch to this cluster; undefined when it does. */
  readonly miss: string | undefined;
  readonly changers: readonly string[];
  readonly state: () => ControllerState;
}

function applications(query: ControllerQuery, { applications: all }: ControllerObjects): Candidate[] {
  return all.flatMap((object) =>
    argoSources(object).flatMap((source) => {
      const { repoURL = '', revision, folder, changers } = source;
      if (!covers(folder, query.path) || !query.isRepository(repoURL)) return [];
      const isFollowing = revision === query.branch || revision === `refs/heads/${query.branch}`;
      const miss = isFollowing ? missOf(object, query, source) : pinOf(revision, folder);
      if (!isFollowing && miss === undefined) return [];
      return [{ object, folder, miss, changers, state: () => argoState(object, source) }];
    }),
  );
}

function missOf(
  object: JsonObject,
  { path, server }: ControllerQuery,
  { folder, isFlat }: Pick<ArgoSource, 'folder' | 'isFlat'>,
): string | undefined {
  if (isElsewhere(object, server)) return 'applies this folder to another cluster';
  const isAbove = isFlat && folder !== path;
  return isAbove ? 'applies a folder above this one, and no folders in it (directory.recurse)' : undefined;
}

/** What an object is pinned to that would apply the folder otherwise; undefined for another branch. */
function pinOf(revision: string | undefined, folder: string): string | undefined {
  // The root of the repository is above everything, so being there says nothing.
  if (folder === '') return undefined;
  const text = revision ?? 'HEAD';
  const isPin =
    text === 'HEAD' || text.startsWith('refs/tags/') || /^(?:[0-9a-f]{7,64}|v?\d+\.\d.*)$/.test(text);
  return isPin
    ? `has this folder, and is at ${shortText(text) ?? ''} instead of following the branch`
    : undefined;
}

function kustomizations(
  query: ControllerQuery,
  { kustomizations: all, repositories }: ControllerObjects,
): Candidate[] {
  return all.flatMap((object) => {
    const source = fluxSource(object, repositories);
    if (!source || !covers(source.folder, query.path) || !query.isRepository(source.url)) return [];
    const { repository, folder, branch, pin } = source;
    if (branch !== query.branch && pin === undefined) return [];
    const flat = { folder, isFlat: false };
    const miss = branch === query.branch ? missOf(object, query, flat) : pinOf(pin, folder);
    if (branch !== query.branch && miss === undefined) return [];
    const changers = fluxChangers(object, repository);
    return [{ object, folder, miss, changers, state: () => fluxState(object, repository) }];
  });
}

function covers(folder: string, path: string): boolean {
  return folder === '' || folder === path || path.startsWith(`${folder}/`);
}
