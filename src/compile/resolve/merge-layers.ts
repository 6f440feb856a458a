import type { Entry, MapNode, Node } from '../../model/node.ts';

/**
 * Merges layers, low precedence first: maps merge key by key, everything else replaces, `null`
 * deletes. Every node of the result is a node of a layer, so it keeps its place.
 */
export function mergeLayers(layers: readonly MapNode[]): MapNode | undefined {
  const [first, ...rest] = layers;
  if (!first) return undefined;
  return rest.reduce(mergeMaps, withoutDeleted(first));
}

function mergeMaps(low: MapNode, high: MapNode): MapNode {
  const entries = new Map(low.entries);
  for (const [key, entry] of high.entries) {
    const value = mergeValue(entries.get(key)?.value, entry.value);
    if (value) entries.set(key, { key: entry.key, value });
    else entries.delete(key);
  }
  return { ...high, entries };
}

/** The merged value; undefined when the higher layer deletes it. */
function mergeValue(low: Node | undefined, high: Node): Node | undefined {
  if (high.kind === 'scalar' && high.value === null) return undefined;
  if (high.kind !== 'map') return high;
  return low?.kind === 'map' ? mergeMaps(low, high) : withoutDeleted(high);
}

/** A map without the keys it deletes; the same object when there are none. */
function withoutDeleted(map: MapNode): MapNode {
  let entries: Map<string, Entry> | undefined;
  for (const [key, entry] of map.entries) {
    const value = mergeValue(undefined, entry.value);
    if (value === entry.value) continue;
    entries ??= new Map(map.entries);
    if (value) entries.set(key, { key: entry.key, value });
    else entries.delete(key);
  }
  return entries ? { ...map, entries } : map;
}
