import { fieldPath } from '../model/field-path.ts';
import { isJsonObject, type Json, type JsonObject } from '../model/json.ts';
import type { Path } from '../model/node.ts';
import { sameValue } from '../util/same-value.ts';

/** A field that two objects do not agree on; undefined where one of them does not have it. */
export interface FieldDifference {
  /** As structured-merge-diff writes it; empty text for the whole object. */
  readonly path: string;
  readonly ours: Json | undefined;
  readonly kusion: Json | undefined;
  /** The way to it in either object; without meaning where one does not have it. */
  readonly ourPath: Path;
  readonly kusionPath: Path;
  /** True when the items of a list are the same and only their order is not: the values are their names. */
  readonly isOrder?: true;
}

/** Every field in which two objects differ, outermost first; items with names are paired by their name. */
export function fieldDifferences(ours: JsonObject, kusion: JsonObject): readonly FieldDifference[] {
  return compare({ ours: { root: ours, path: [] }, kusion: { root: kusion, path: [] } }, ours, kusion);
}

interface Side {
  readonly root: JsonObject;
  readonly path: Path;
}

interface Place {
  readonly ours: Side;
  readonly kusion: Side;
}

function compare(place: Place, ours: Json | undefined, kusion: Json | undefined): readonly FieldDifference[] {
  if (sameValue(ours, kusion)) return [];
  if (isJsonObject(ours) && isJsonObject(kusion)) {
    const keys = [...new Set([...Object.keys(kusion), ...Object.keys(ours)])];
    return keys.flatMap((key) => compare(step(place, key, key), ours[key], kusion[key]));
  }
  if (Array.isArray(ours) && Array.isArray(kusion)) {
    return compareLists(place, ours as readonly Json[], kusion as readonly Json[]);
  }
  const { root, path } = ours === undefined ? place.kusion : place.ours;
  return [{ path: fieldPath(root, path), ours, kusion, ...pathsOf(place) }];
}

function pathsOf({ ours, kusion }: Place): Pick<FieldDifference, 'ourPath' | 'kusionPath'> {
  return { ourPath: ours.path, kusionPath: kusion.path };
}

function step({ ours, kusion }: Place, ourStep: string | number, kusionStep: string | number): Place {
  return {
    ours: { root: ours.root, path: [...ours.path, ourStep] },
    kusion: { root: kusion.root, path: [...kusion.path, kusionStep] },
  };
}

function compareLists(
  place: Place,
  ours: readonly Json[],
  kusion: readonly Json[],
): readonly FieldDifference[] {
  const [ourNames, kusionNames] = [namesOf(ours), namesOf(kusion)];
  if (!ourNames || !kusionNames) {
    const length = Math.max(ours.length, kusion.length);
    return Array.from({ length }, (_, i) => compare(step(place, i, i), ours[i], kusion[i])).flat();
  }
  const names = [...new Set([...kusionNames, ...ourNames])];
  const found = names.flatMap((name) => {
    const [i, j] = [ourNames.indexOf(name), kusionNames.indexOf(name)];
    return compare(step(place, i, j), ours[i], kusion[j]);
  });
  const common = (list: readonly string[]) =>
    list.filter((name) => ourNames.includes(name) && kusionNames.includes(name));
  const [ourOrder, kusionOrder] = [common(ourNames), common(kusionNames)];
  if (sameValue(ourOrder, kusionOrder)) return found;
  const { root, path } = place.ours;
  const order = { ours: ourOrder, kusion: kusionOrder, isOrder: true } as const;
  return [...found, { path: fieldPath(root, path), ...order, ...pathsOf(place) }];
}

/** The names of the items; undefined when one has none or two are the same. */
function namesOf(list: readonly Json[]): readonly string[] | undefined {
  const names = list.map((item) => (isJsonObject(item) ? item['name'] : undefined));
  const texts = names.filter((name) => typeof name === 'string');
  return texts.length === list.length && new Set(texts).size === list.length ? texts : undefined;
}
