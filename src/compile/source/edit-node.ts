import type { Entry, MapNode } from '../../model/node.ts';

/** A map with each of its values changed; the same map when no value does. */
export function editValues(map: MapNode, change: (value: Entry['value']) => Entry['value']): MapNode {
  let entries: Map<string, Entry> | undefined;
  for (const [key, entry] of map.entries) {
    const value = change(entry.value);
    if (value !== entry.value) (entries ??= new Map(map.entries)).set(key, { key: entry.key, value });
  }
  return entries ? { ...map, entries } : map;
}

/** A map with each value that is a map itself changed. */
function editMaps(map: MapNode, change: (value: MapNode) => MapNode): MapNode {
  return editValues(map, (value) => (value.kind === 'map' ? change(value) : value));
}

/** A map with the map under one key changed; the same map when there is none. */
export function editKey(map: MapNode, key: string, change: (value: MapNode) => MapNode): MapNode {
  const entry = map.entries.get(key);
  if (entry?.value.kind !== 'map') return map;
  const value = change(entry.value);
  return value === entry.value
    ? map
    : { ...map, entries: new Map(map.entries).set(key, { key: entry.key, value }) };
}

/** The apps of a layer or stack with every container, also those that run first, changed. */
export function editContainers(apps: MapNode, change: (container: MapNode) => MapNode): MapNode {
  return editMaps(apps, (app) =>
    editKey(app, 'workload', (workload) =>
      ['containers', 'initContainers'].reduce(
        (node, key) => editKey(node, key, (containers) => editMaps(containers, change)),
        workload,
      ),
    ),
  );
}
