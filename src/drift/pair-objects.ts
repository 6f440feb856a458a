import type { JsonObject } from '../model/json.ts';
import { identityOf, type ResourceId } from '../model/resource.ts';

/** An object in Git with what belongs to it in the cluster. */
export interface ObjectPair {
  readonly desired: JsonObject;
  /** Undefined when there is none. */
  readonly live: JsonObject | undefined;
  /** Why it cannot be said which live object is meant. */
  readonly problem?: string;
}

/** All pairs, and the live objects that belong to nothing in Git. */
export interface PairedObjects {
  readonly pairs: readonly ObjectPair[];
  readonly left: readonly JsonObject[];
}

/**
 * Pairs objects by group, kind and name, whatever their version; namespaces have to be equal, or absent on one
 * side. An object without namespace that stands for several is a problem of its pair and never a guess.
 */
export function pairObjects(desired: readonly JsonObject[], live: readonly JsonObject[]): PairedObjects {
  const byName = new Map<string, JsonObject[]>();
  for (const object of live) {
    const key = keyOf(identityOf(object));
    byName.set(key, [...(byName.get(key) ?? []), object]);
  }
  const taken = new Set<JsonObject>();
  const exact = new Map<JsonObject, JsonObject>();
  for (const object of desired) {
    const id = identityOf(object);
    const same = (byName.get(keyOf(id)) ?? []).filter(
      (each) => !taken.has(each) && identityOf(each).namespace === id.namespace,
    );
    const best = same.find((each) => identityOf(each).version === id.version) ?? same[0];
    if (!best) continue;
    exact.set(object, best);
    for (const each of same) taken.add(each);
  }
  const pairs = desired.map((object): ObjectPair => {
    const partner = exact.get(object);
    if (partner) return { desired: object, live: partner };
    const id = identityOf(object);
    const loose = (byName.get(keyOf(id)) ?? []).filter(
      (each) => !taken.has(each) && (id.namespace === '' || identityOf(each).namespace === ''),
    );
    for (const each of loose) taken.add(each);
    const spaces = new Set(loose.map((each) => identityOf(each).namespace));
    if (spaces.size > 1) {
      const problem = `It names no namespace, and there is one in each of ${[...spaces].join(', ')}.`;
      return { desired: object, live: undefined, problem };
    }
    return { desired: object, live: loose[0] };
  });
  return { pairs, left: live.filter((object) => !taken.has(object)) };
}

function keyOf({ group, kind, name }: ResourceId): string {
  return `${group}/${kind}/${name}`;
}
