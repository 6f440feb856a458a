import type { Json } from '../model/json.ts';
import type { CompareFacts, Difference } from './difference.ts';
import { jsonEqual, surelySame } from './json-equal.ts';
import { listType } from './list-type.ts';
import { pairItems, stepTo } from './pair-items.ts';
import type { Place } from './place.ts';

/** Compares one field or item and takes down what differs; undefined where a side has none. */
export type CompareField = (
  place: Place,
  pair: { readonly desired: Json | undefined; readonly live: Json | undefined; readonly siblings: Json },
  facts: CompareFacts,
) => void;

/** The facts, and the comparison of what the lists hold. */
interface ListCompare {
  readonly facts: CompareFacts;
  readonly compare: CompareField;
}

interface ListPair {
  readonly desired: readonly Json[];
  readonly live: readonly Json[];
}

/** Finds every difference between two lists, by the type of the list. */
export function compareLists(place: Place, lists: ListPair, how: ListCompare): void {
  const { facts, compare } = how;
  const type = listType(place, lists, facts);
  if (type.type === 'unordered') compareUnordered(place, lists, how);
  else if (type.type === 'ordered') compareOrdered(place, lists, how);
  else {
    const { pairs, hasDuplicates } = pairItems(lists.desired, lists.live, type);
    if (hasDuplicates && type.type === 'keys') facts.warn({ code: 'duplicate-list-key', path: place.text });
    for (const { desired, live } of pairs) {
      if (surelySame(desired, live)) continue;
      const step = stepTo(desired ?? live ?? null, type);
      compare(place.in(step), { desired, live, siblings: lists.live }, facts);
    }
  }
}

/** Lists without keys are one value; of two with as many items, the items that differ are named. */
function compareOrdered(place: Place, { desired, live }: ListPair, { facts, compare }: ListCompare): void {
  const isOfScalars = [...desired, ...live].every((item) => item === null || typeof item !== 'object');
  if (desired.length !== live.length || isOfScalars) {
    if (!jsonEqual(desired, live)) facts.found.push(changed(place, { desired, live }));
    return;
  }
  for (const [i, item] of desired.entries())
    compare(place.in(i), { desired: item, live: live[i], siblings: live }, facts);
}

function changed(place: Place, { desired, live }: ListPair): Difference {
  return { place, kind: 'modified', desired, live, rule: 'declared-value', isDrift: true };
}

/** Most items that are tried against each other. */
const MOST_TRIED = 200;

/** Lists that the control plane reorders: items pair when they do not drift, wherever they stand. */
function compareUnordered(place: Place, lists: ListPair, how: ListCompare): void {
  const { facts, compare } = how;
  const { desired, live } = lists;
  if (desired.length > MOST_TRIED || live.length > MOST_TRIED) {
    compareOrdered(place, lists, how);
    return;
  }
  const left = [...live];
  const kept: Difference[] = [];
  const alone: number[] = [];
  for (const [i, item] of desired.entries()) {
    const tries = left.map((other) => {
      const found: Difference[] = [];
      const pair = { desired: item, live: other, siblings: live };
      compare(place.in(i), pair, { ...facts, found, warn: () => undefined });
      return found;
    });
    const fits = tries.filter((each) => each.every(({ isDrift }) => !isDrift));
    const best = fits.toSorted((a, b) => a.length - b.length)[0];
    if (best === undefined) alone.push(i);
    else {
      kept.push(...best);
      left.splice(tries.indexOf(best), 1);
    }
  }
  if (alone.length !== left.length) {
    facts.found.push(changed(place, lists));
    return;
  }
  facts.found.push(...kept);
  for (const [at, i] of alone.entries())
    compare(place.in(i), { desired: desired[i], live: left[at], siblings: live }, facts);
}
