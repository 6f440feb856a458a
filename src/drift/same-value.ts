import type { Json } from '../model/json.ts';
import { parseQuantity } from '../util/quantity.ts';
import { parseGoDuration } from './go-duration.ts';
import { isBuiltInGroup, isFreeMap } from './known-groups.ts';
import type { Place } from './place.ts';
import type { DriftWarningCode } from './verdict.ts';

/** Why two values that are written differently are the same. */
export interface Sameness {
  readonly rule: string;
  readonly warning?: DriftWarningCode;
}

/** Maps from the name of a resource to a quantity (kubernetes `ResourceList`). */
const RESOURCE_LISTS: ReadonlySet<unknown> = new Set([
  'requests',
  'limits',
  'capacity',
  'hard',
  'default',
  'defaultRequest',
  'max',
  'min',
  'maxLimitRequestRatio',
  'podFixed',
]);

/** Single fields of built-in kinds that hold a quantity. */
const QUANTITY_FIELDS = /\.(?:sizeLimit|divisor|averageValue|(?:target|threshold)\.value)$/;

/** Names under which custom resources keep a quantity. */
const QUANTITY_NAMES =
  /^(?:cpu|memory|storage|ephemeral-storage|hugepages-.+|size|sizeLimit|storageSize|volumeSize|diskSize|divisor)$/i;

/** Names under which custom resources keep a duration. */
const DURATION_NAMES = /(?:duration|interval|timeout|period|ttl|delay|age|before|after|window)$/i;

/**
 * The rule by which two different scalars are the same, if there is one. Numbers and texts are the same only as
 * quantities: a port `80` is not a port `"80"`.
 */
export function sameValue(
  place: Place,
  { desired, live }: { readonly desired: Json; readonly live: Json },
): Sameness | undefined {
  if (isSecretValue(place)) return sameBase64(desired, live) ? { rule: 'base64' } : undefined;
  if (isFreeMap(place.parentName)) return undefined;
  const isResource = RESOURCE_LISTS.has(place.parentName);
  if (isBuiltInGroup(place.pattern.group)) {
    const isQuantity = isResource || QUANTITY_FIELDS.test(place.pattern.text);
    return isQuantity && sameQuantity(desired, live) ? { rule: 'quantity' } : undefined;
  }
  const name = place.step;
  if (typeof name !== 'string') return undefined;
  if ((isResource || QUANTITY_NAMES.test(name)) && sameQuantity(desired, live))
    return { rule: 'quantity-heuristic', warning: 'quantity-heuristic' };
  if (DURATION_NAMES.test(name) && sameDuration(desired, live))
    return { rule: 'duration-heuristic', warning: 'duration-heuristic' };
  return undefined;
}

function isSecretValue({ depth, parentName, pattern: { group, kind } }: Place): boolean {
  return group === '' && kind === 'Secret' && depth === 2 && parentName === 'data';
}

function sameQuantity(a: Json, b: Json): boolean {
  const left = quantityOf(a);
  return left !== undefined && left === quantityOf(b);
}

function quantityOf(value: Json): bigint | undefined {
  if (typeof value !== 'string' && typeof value !== 'number') return undefined;
  return parseQuantity(String(value))?.nanos;
}

function sameDuration(a: Json, b: Json): boolean {
  if (typeof a !== 'string' || typeof b !== 'string') return false;
  const left = parseGoDuration(a);
  return left !== undefined && left === parseGoDuration(b);
}

/** Base64 may be broken into lines or lack its padding; the bytes are what counts. */
function sameBase64(a: Json, b: Json): boolean {
  if (typeof a !== 'string' || typeof b !== 'string') return false;
  const bare = (text: string) => text.replace(/\s+/g, '').replace(/=+$/, '');
  return bare(a) === bare(b);
}
