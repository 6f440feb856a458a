import type { Entry, MapNode, Node } from '../../model/node.ts';

/**
 * Environment variables are text to a container, so a number or boolean written without quotes is
 * taken as it was written: `1.10` stays `1.10`.
 */
export function envAsText(apps: MapNode): MapNode {
  return mapMembers(apps, (app) =>
    mapMember(app, 'workload', (workload) =>
      ['containers', 'initContainers'].reduce(
        (node, key) =>
          mapMember(node, key, (containers) =>
            mapMembers(containers, (each) => mapMember(each, 'env', withTexts)),
          ),
        workload,
      ),
    ),
  );
}

function withTexts<T extends Node>(env: T): T {
  return mapMembers(env, (value) => {
    if (value.kind !== 'scalar' || !value.plain || value.value === null || typeof value.value === 'string')
      return value;
    return { ...value, value: value.source.text.slice(value.start, value.end) };
  });
}

function mapMembers<T extends Node>(node: T, change: (value: Node) => Node): T {
  if (node.kind !== 'map') return node;
  let entries: Map<string, Entry> | undefined;
  for (const [key, entry] of node.entries) {
    const value = change(entry.value);
    if (value !== entry.value) (entries ??= new Map(node.entries)).set(key, { key: entry.key, value });
  }
  return entries ? { ...node, entries } : node;
}

function mapMember<T extends Node>(node: T, key: string, change: (value: Node) => Node): T {
  if (node.kind !== 'map') return node;
  const entry = node.entries.get(key);
  if (!entry) return node;
  const value = change(entry.value);
  return value === entry.value
    ? node
    : { ...node, entries: new Map(node.entries).set(key, { key: entry.key, value }) };
}
