import { isJsonObject, type Json } from '../model/json.ts';
import { itemKeys, keyValue, type AssociativeType } from './list-type.ts';
import { fieldSetKey, type FieldStep } from './steps.ts';

/** Items of two lists that belong together; one of them may be missing. */
export interface ItemPair {
  readonly desired?: Json;
  readonly live?: Json;
}

/** The pairs of two lists, and whether two items of one list had the same key. */
export interface PairedItems {
  readonly pairs: readonly ItemPair[];
  readonly hasDuplicates: boolean;
}

/** The step to an item of a list with keys, or of a set. */
export function stepTo(item: Json, type: AssociativeType): FieldStep {
  return type.type === 'set' ? { value: item } : (itemKeys(item, type.keys) ?? { value: item });
}

/**
 * Pairs the items of lists with keys, and of sets. Items with the same key are paired in their order, as the
 * server keeps both (kubernetes accepts duplicate names in `env`).
 */
export function pairItems(
  desired: readonly Json[],
  live: readonly Json[],
  type: AssociativeType,
): PairedItems {
  const first = desired[0];
  const other = live[0];
  if (desired.length === 1 && live.length === 1 && first !== undefined && other !== undefined) {
    const isPair = keyOf(first, type) === keyOf(other, type);
    const pairs = isPair ? [{ desired: first, live: other }] : [{ desired: first }, { live: other }];
    return { pairs, hasDuplicates: false };
  }
  return pairMany(desired, live, type);
}

function pairMany(desired: readonly Json[], live: readonly Json[], type: AssociativeType): PairedItems {
  const left = new Map<unknown, Json[]>();
  let hasDuplicates = false;
  for (const item of live) {
    const key = keyOf(item, type);
    const known = left.get(key);
    if (known) known.push(item);
    else left.set(key, [item]);
    hasDuplicates ||= known !== undefined;
  }
  const seen = new Set<unknown>();
  const pairs: ItemPair[] = desired.map((item) => {
    const key = keyOf(item, type);
    hasDuplicates ||= seen.has(key);
    seen.add(key);
    const partner = left.get(key)?.shift();
    return partner === undefined ? { desired: item } : { desired: item, live: partner };
  });
  for (const items of left.values()) for (const item of items) pairs.push({ live: item });
  return { pairs, hasDuplicates };
}

/** What is equal for items that belong together: the one key itself, or all of them as one text. */
function keyOf(item: Json, type: AssociativeType): unknown {
  const name = type.type === 'keys' && type.keys.length === 1 ? type.keys[0] : undefined;
  const value = name !== undefined && isJsonObject(item) ? keyValue(item, name) : undefined;
  if (value !== undefined) return value;
  return fieldSetKey(stepTo(item, type));
}
