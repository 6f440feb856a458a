import type { OriginEntry } from '../../model/draft.ts';
import { mapAt, partAt } from '../../model/edit-json.ts';
import type { JsonObject } from '../../model/json.ts';
import { identityOf, type Resource } from '../../model/resource.ts';
import type { Spec } from '../../model/spec.ts';
import { withAdditions, type Addition } from './additions.ts';
import { INSTANCE, MANAGED_BY } from './label-pods.ts';
import type { PassScope } from './pass.ts';
import { podOf, type Pod } from './pods.ts';
import { isInNamespaceOf } from './select.ts';

/** What kind of object a pass adds. */
export interface CompanionType {
  readonly apiVersion: string;
  readonly kind: string;
}

/** An object to add for another one. */
export interface Companion {
  /** What stands beside `metadata`. */
  readonly rest: JsonObject;
  /** Parts that come from another place than the profile. */
  readonly origins?: readonly OriginEntry[];
  /** What the owner says of it; then it stands before the owner, else behind. */
  readonly owner?: readonly Addition[];
}

/**
 * Adds an object for each one that a profile hardens and `companionOf` gives one for, with the owner's name,
 * namespace and common labels. A name that is taken is left to who has it.
 */
export function addCompanions(
  spec: Spec,
  scope: PassScope,
  { type, companionOf }: { type: CompanionType; companionOf: (pod: Pod) => Companion | undefined },
): Spec {
  const made: Resource[] = [];
  const resources = spec.resources.flatMap((owner) => {
    const pod = podOf(owner, scope);
    const isFree =
      owner.id.name !== '' && ![...ofType(spec.resources, type, owner), ...made].some(isNamed(owner));
    const added = pod && isFree ? companionOf(pod) : undefined;
    if (!pod || !added) return [owner];
    const object = { ...type, metadata: metadataFor(owner), ...added.rest };
    const origin = scope.trace ? pod.profile.origin : undefined;
    const companion: Resource = {
      id: identityOf(object),
      object,
      ...(owner.app === undefined ? {} : { app: owner.app }),
      verbatim: false,
      origins: origin ? [{ path: [], origin }, ...(added.origins ?? [])] : [],
    };
    made.push(companion);
    return added.owner ? [companion, withAdditions(owner, added.owner, origin)] : [owner, companion];
  });
  return { ...spec, resources };
}

/** The objects of a type in the namespace of another one. */
export function ofType(
  resources: readonly Resource[],
  type: CompanionType,
  { id }: Resource,
): readonly Resource[] {
  const { group, kind } = identityOf({ ...type });
  return resources.filter(
    (each) => each.id.kind === kind && each.id.group === group && isInNamespaceOf(each, id),
  );
}

function isNamed(owner: Resource): (other: Resource) => boolean {
  return (other) => other.id.name === owner.id.name && isInNamespaceOf(other, owner.id);
}

const LABELS = ['app.kubernetes.io/name', 'app.kubernetes.io/part-of', INSTANCE, MANAGED_BY];

/** Argo CD applies one wave after the other, the unmarked objects in wave 0 (argo-cd docs, sync-waves). */
const WAVE = ['metadata', 'annotations', 'argocd.argoproj.io/sync-wave'];

/** What an object is added for needs it, so it comes no later: in wave 0, or in an earlier one of its owner. */
function metadataFor({ id: { name, namespace }, object }: Resource): JsonObject {
  const wave = partAt(object, WAVE);
  const isEarly = typeof wave === 'string' && wave.startsWith('-');
  return {
    name,
    ...(namespace === '' ? {} : { namespace }),
    labels: picked(mapAt(object, ['metadata', 'labels']), LABELS),
    ...(isEarly ? { annotations: { [String(WAVE.at(-1))]: wave } } : {}),
  };
}

function picked(map: JsonObject, keys: readonly string[]): JsonObject {
  return Object.fromEntries(
    keys.flatMap((key) => {
      const value = map[key];
      return value === undefined ? [] : [[key, value]];
    }),
  );
}
