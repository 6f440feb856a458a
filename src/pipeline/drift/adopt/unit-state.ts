import { fieldWay } from '../../../drift/field-way.ts';
import { jsonEqual } from '../../../drift/json-equal.ts';
import type { DriftField } from '../../../drift/verdict.ts';
import type { JsonObject } from '../../../model/json.ts';
import { identityKey, resourceName, type Resource, type ResourceId } from '../../../model/resource.ts';
import type { TracedUnit } from '../traced-objects.ts';
import { gapsOf, meets, withLive, type Gap } from './prove.ts';

/** A unit as it is rendered by now, and as its objects would be if everything that drifted were adopted. */
export interface UnitState {
  readonly now: TracedUnit;
  /** By identity; objects that are not here are wanted as they were rendered at first. */
  readonly wanted: ReadonlyMap<string, JsonObject>;
}

/** An object as it would be with the live values of its fields; a field that cannot be set is left out. */
export function wantedObject(object: JsonObject, fields: readonly DriftField[]): JsonObject {
  let wanted = object;
  for (const { path, kind, live } of fields) {
    const way = fieldWay(wanted, path);
    wanted = (way && withLive(wanted, way, kind === 'missing' ? undefined : live)) ?? wanted;
  }
  return wanted;
}

/** What is not yet as wanted in one object. */
export function gapsIn({ now, wanted }: UnitState, id: ResourceId): readonly Gap[] {
  const key = identityKey(id);
  const resource = now.spec.resources.find((each) => identityKey(each.id) === key);
  const object = wanted.get(key);
  return resource && object ? gapsOf(id, resource.object, object) : [];
}

/**
 * Proves a new render of a unit: it has the same objects, `field` is as wanted, and no other place became one that
 * is neither as it was nor as wanted. A text says what speaks against it.
 */
export function unproved(
  state: UnitState,
  next: TracedUnit,
  field: { readonly id: ResourceId; readonly path: string } | undefined,
): string | undefined {
  const [before, after] = [byKey(state.now), byKey(next)];
  const odd = [...after].find(([key]) => !before.has(key)) ?? [...before].find(([key]) => !after.has(key));
  if (odd) return `${resourceName(odd[1].id)} would ${after.has(odd[0]) ? 'be made' : 'go away'} too`;
  for (const [key, { id, object }] of after) {
    const old = before.get(key)?.object ?? {};
    const isField = field !== undefined && identityKey(field.id) === key;
    if (jsonEqual(object, old) && !isField) continue;
    const wanted = state.wanted.get(key) ?? old;
    const open = gapsOf(id, old, wanted);
    const left = gapsOf(id, object, wanted);
    const changed = left.find((gap) => !open.some((known) => isOpen(gap, known)));
    if (isField && left.some(({ path }) => meets(path, field.path)))
      return 'the new render would still not be as the cluster is';
    if (changed)
      return `${resourceName(id)} ${changed.path} would change too, to what the cluster does not have`;
  }
  return undefined;
}

function isOpen(gap: Gap, known: Gap): boolean {
  if (gap.path === known.path) return jsonEqual(gap.rendered ?? null, known.rendered ?? null);
  return gap.rendered === undefined && known.rendered === undefined && gap.path.startsWith(known.path);
}

function byKey({ spec }: TracedUnit): ReadonlyMap<string, Resource> {
  return new Map(spec.resources.map((resource) => [identityKey(resource.id), resource]));
}
