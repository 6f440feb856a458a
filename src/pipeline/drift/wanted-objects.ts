import type { CompareSettings } from '../../drift/compare-object.ts';
import { resourceFinder } from '../../drift/plan-questions.ts';
import type { ApiResource } from '../../model/cluster.ts';
import { identityOf, type ResourceId } from '../../model/resource.ts';
import type { WantedObject } from './wanted-object.ts';
import { readWarnings, type ReadObject } from './read-side.ts';

/** How the objects of a folder become wanted ones. */
export interface WantedContext {
  /** What the server serves; tells which kinds have a namespace. */
  readonly resources: readonly ApiResource[];
  /** Where an object lands that names no namespace. */
  readonly namespace: string;
  readonly settings: CompareSettings;
  /** Field manager in whose name a dry run applies them. */
  readonly applier: string;
  readonly unit?: string;
}

/** Turns objects of Git into wanted ones, each with the namespace that it has in the cluster. */
export function wantedObjects(
  objects: readonly ReadObject[],
  { resources, namespace, settings, applier, unit }: WantedContext,
): readonly WantedObject[] {
  const placeOf = placer(resources, namespace);
  return objects.map((each) => ({
    id: placeOf(identityOf(each.object)),
    object: each.object,
    warnings: readWarnings(each),
    settings,
    applier,
    ...(unit === undefined ? {} : { unit, manifest: each.at.source.path }),
  }));
}

/** Gives an identity the namespace that it has in the cluster: none for a kind without one. */
export function placer(resources: readonly ApiResource[], namespace: string): (id: ResourceId) => ResourceId {
  const finder = resourceFinder(resources);
  return (id) => {
    const isWide = finder(id)?.namespaced === false;
    if (isWide) return id.namespace === '' ? id : { ...id, namespace: '' };
    return id.namespace === '' && finder(id) ? { ...id, namespace } : id;
  };
}
