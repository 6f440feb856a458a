import type { Json } from '../model/json.ts';
import { itemKeys, type AssociativeType } from './list-type.ts';
import { fieldSetKey, type FieldStep } from './steps.ts';

/** Items of two lists that belong together; one of them may be missing. */
export interface ItemPair {
  readonly step: FieldStep;
  readonly desired?: Json;
  readonly live?: Json;
}

/** The pairs of two lists, and whether two items of one list had the same key. */
export interface PairedItems {
  readonly pairs: readonly ItemPair[];
  readonly hasDuplicates: boolean;
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
  const left = new Map<string, { readonly step: FieldStep; readonly items: Json[] }>();
  let hasDuplicates = false;
  for (const item of live) {
    const step = stepTo(item, type);
    const key = fieldSetKey(step);
    const known = left.get(key);
    if (known) known.items.push(item);
    else left.set(key, { step, items: [item] });
    hasDuplicates ||= known !== undefined;
  }
  const seen = new Set<string>();
  const pairs: ItemPair[] = desired.map((item) => {
    const step = stepTo(item, type);
    const key = fieldSetKey(step);
    hasDuplicates ||= seen.has(key);
    seen.add(key);
    const partner = left.get(key)?.items.shift();
    return partner === undefined ? { step, desired: item } : { step, desired: item, live: partner };
  });
  for (const { step, items } of left.values()) pairs.push(...items.map((item) => ({ step, live: item })));
  return { pairs, hasDuplicates };
}

function stepTo(item: Json, type: AssociativeType): FieldStep {
  return type.type === 'set' ? { value: item } : (itemKeys(item, type.keys) ?? { value: item });
}
