import type { ModuleDefinition } from '../../model/module.ts';
import { nodeAt, type Entry, type MapNode } from '../../model/node.ts';
import { startOf, type SourceText } from '../../diagnostics/span.ts';
import type { Unit } from '../../model/unit.ts';
import { configBlocks, patcherFor } from '../discover/config-blocks.ts';

/** Keys of a block that are not fields of the module. */
const SPECIAL = new Set(['projectSelector', 'importedResources', 'healthPolicy', '_type']);

/**
 * What the workspace says about a module for one project, low precedence first: `defaults` (the
 * keys the module knows), `configs.default`, the patcher that selects the project.
 */
function platformBlocks(module: ModuleDefinition, unit: Unit): readonly MapNode[] {
  const { root } = unit.workspace;
  const defaults = nodeAt(root, ['defaults']);
  const blocks: (MapNode | undefined)[] = [
    defaults?.kind === 'map' ? onlyKeys(defaults, Object.keys(module.platform.shape)) : undefined,
    configBlocks(root, module.name).find(({ name }) => name === 'default')?.node,
    patcherFor(root, module.name, unit.project.name),
  ];
  return blocks.filter((block) => block !== undefined);
}

const merged = new WeakMap<MapNode, Map<string, MapNode>>();

/** The platform configuration of a module: each block replaces whole top-level keys of the ones before (as Kusion does). Equal blocks give the same node. */
export function platformConfig(module: ModuleDefinition, unit: Unit): MapNode {
  const { root, source } = unit.workspace;
  const patcher = patcherFor(root, module.name, unit.project.name);
  const key = `${module.name} ${String(patcher?.start ?? '')}`;
  let known = merged.get(root);
  if (!known) merged.set(root, (known = new Map<string, MapNode>()));
  let config = known.get(key);
  if (!config) known.set(key, (config = mergeBlocks(source, platformBlocks(module, unit))));
  return config;
}

function mergeBlocks(source: SourceText, blocks: readonly MapNode[]): MapNode {
  const entries = new Map<string, Entry>();
  for (const block of blocks) {
    for (const [key, entry] of block.entries) {
      if (SPECIAL.has(key)) continue;
      if (entry.value.kind === 'scalar' && entry.value.value === null) entries.delete(key);
      else entries.set(key, entry);
    }
  }
  return { kind: 'map', ...startOf(source), entries };
}

function onlyKeys(map: MapNode, keys: readonly string[]): MapNode {
  return { ...map, entries: new Map([...map.entries].filter(([key]) => keys.includes(key))) };
}
