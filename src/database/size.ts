import { from, type Draft } from '../model/draft.ts';
import { input, platform as platformPointer, type Pointer } from '../model/pointer.ts';
import { parseQuantity, type Quantity } from '../util/quantity.ts';
import type { Database } from './database.ts';

/** Kusion's default (catalog@455e3c90 `defaultSize`), in Gi. */
const DEFAULT_SIZE = 10;

/** Billionths in one Gi. */
const GI = 2n ** 30n * 10n ** 9n;

/** The size of the storage as a quantity. */
export function sizeDraft(database: Database): Draft {
  const { quantity, at } = sizeOf(database);
  return from(at, quantity?.text);
}

/** The size of the storage in whole Gi, which is all that clouds take. */
export function sizeInGi(database: Database): Draft {
  const { quantity, at } = sizeOf(database);
  if (!quantity) return undefined;
  if (quantity.nanos % GI !== 0n) {
    const detail = `A cloud instance has whole Gi of storage, and "${quantity.text}" is none. Write a size such as 20Gi.`;
    database.report({ code: 'FIELD_INVALID', detail, at });
  }
  return from(at, Number(quantity.nanos / GI));
}

function sizeOf({ input: own, platform, report }: Database): {
  quantity: Quantity | undefined;
  at: Pointer;
} {
  const at = own.size === undefined ? platformPointer('size') : input('size');
  const size = own.size ?? platform.size ?? DEFAULT_SIZE;
  const text = typeof size === 'number' ? `${size}Gi` : size;
  const quantity = parseQuantity(text);
  if (quantity && quantity.nanos > 0n) return { quantity, at };
  const detail = `"${text}" is not a size. Write a Kubernetes quantity such as 20Gi, or a number of Gi.`;
  report({ code: 'FIELD_INVALID', detail, at });
  return { quantity: undefined, at };
}
