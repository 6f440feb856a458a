import { isCollection, isMap, isNode, type Pair } from 'yaml';

/** Where a node stands: offsets in UTF-16 units, the second exclusive. */
export type Range = readonly [start: number, end: number];

/** The place of a node's text; undefined for what has none. */
export function rangeOf(node: unknown): Range | undefined {
  return isNode(node) && node.range ? [node.range[0], node.range[1]] : undefined;
}

/** The end of the last value inside a node, without the comments behind it. */
export function lastEnd(node: unknown): number {
  if (isCollection(node) && node.flow !== true) {
    const last = node.items.at(-1);
    if (isMap(node)) {
      const { key, value } = last as Pair;
      return Math.max(lastEnd(key), lastEnd(value));
    }
    return lastEnd(last);
  }
  return rangeOf(node)?.[1] ?? 0;
}
