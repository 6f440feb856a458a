import { from, type Draft } from '../model/draft.ts';
import type { Path } from '../model/node.ts';
import { input } from '../model/pointer.ts';

/** A piece of the input that is rendered as it is; members without a value are left out. */
export type Copied =
  string | number | boolean | undefined | readonly Copied[] | { readonly [key: string]: Copied };

/** A copy in which every part remembers its own place below `at`, for fields named alike in input and output. */
export function traced(value: Copied, at: Path): Draft {
  if (Array.isArray(value)) {
    const items = value as readonly Copied[];
    return from(
      input(...at),
      items.map((item, index) => traced(item, [...at, index])),
    );
  }
  if (typeof value !== 'object') return from(input(...at), value);
  const members = Object.entries(value).map(([key, member]) => [key, traced(member, [...at, key])] as const);
  return from(input(...at), Object.fromEntries(members));
}
