import type { Json } from '../model/json.ts';
import type { CompareFacts, Difference } from './difference.ts';
import { jsonEqual } from './json-equal.ts';
import { listType } from './list-type.ts';
import { pairItems } from './pair-items.ts';
import type { Place } from './place.ts';
import { pathText } from './steps.ts';

/** Compares one field or item; undefined where a side has none. */
export type CompareField = (
  place: Place,
  pair: { readonly desired: Json | undefined; readonly live: Json | undefined; readonly siblings: Json },
  facts: CompareFacts,
) => readonly Difference[];

/** The facts, and the comparison of what the lists hold. */
interface ListCompare {
  readonly facts: CompareFacts;
  readonly compare: CompareField;
}

interface ListPair {
  readonly desired: readonly Json[];
  readonly live: readonly Json[];
}

/** Every difference between two lists, by the type of the list. */
export function compareLists(place: Place, lists: ListPair, how: ListCompare): readonly Difference[] {
  const { facts, compare } = how;
  const type = listType(place, [...lists.desired, ...lists.live], facts);
  if (type.type === 'unordered') return compareUnordered(place, lists, how);
  if (type.type !== 'keys' && type.type !== 'set') return compareOrdered(place, lists, how);
  const { pairs, hasDuplicates } = pairItems(lists.desired, lists.live, type);
  if (hasDuplicates && type.type === 'keys')
    facts.warn({ code: 'duplicate-list-key', path: pathText(place.steps) });
  return pairs.flatMap(({ step, desired, live }) =>
    compare(place.in(step), { desired, live, siblings: lists.live }, facts),
  );
}

/** Lists without keys are one value; of two with as many items, the items that differ are named. */
function compareOrdered(
  place: Place,
  { desired, live }: ListPair,
  { facts, compare }: ListCompare,
): readonly Difference[] {
  const isOfScalars = [...desired, ...live].every((item) => item === null || typeof item !== 'object');
  if (desired.length !== live.length || isOfScalars) {
    if (jsonEqual(desired, live)) return [];
    return [{ steps: place.steps, kind: 'modified', desired, live, rule: 'declared-value', isDrift: true }];
  }
  return desired.flatMap((item, i) =>
    compare(place.in(i), { desired: item, live: live[i], siblings: live }, facts),
  );
}

/** Most items that are tried against each other. */
const MOST_TRIED = 200;

/** Lists that the control plane reorders: items pair when they do not drift, wherever they stand. */
function compareUnordered(place: Place, lists: ListPair, how: ListCompare): readonly Difference[] {
  const { facts, compare } = how;
  const { desired, live } = lists;
  if (desired.length > MOST_TRIED || live.length > MOST_TRIED) return compareOrdered(place, lists, how);
  const left = [...live];
  const found: Difference[] = [];
  const alone: number[] = [];
  const quiet: CompareFacts = { ...facts, warn: () => undefined };
  for (const [i, item] of desired.entries()) {
    const tries = left.map((other) =>
      compare(place.in(i), { desired: item, live: other, siblings: live }, quiet),
    );
    const fits = tries.filter((each) => each.every(({ isDrift }) => !isDrift));
    const best = fits.toSorted((a, b) => a.length - b.length)[0];
    if (best === undefined) alone.push(i);
    else {
      found.push(...best);
      left.splice(tries.indexOf(best), 1);
    }
  }
  if (alone.length === 0 && left.length === 0) return found;
  if (alone.length !== left.length)
    return [{ steps: place.steps, kind: 'modified', desired, live, rule: 'declared-value', isDrift: true }];
  const rest = alone.flatMap((i, at) =>
    compare(place.in(i), { desired: desired[i], live: left[at], siblings: live }, facts),
  );
  return [...found, ...rest];
}
