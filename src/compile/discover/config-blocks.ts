import { nodeAt, type MapNode } from '../../model/node.ts';
import { textsAt } from './load-file.ts';

/** The blocks of one module's `configs`, default first as written. */
export function configBlocks(root: MapNode, module: string): readonly { name: string; node: MapNode }[] {
  const configs = nodeAt(root, ['modules', module, 'configs']);
  if (configs?.kind !== 'map') return [];
  return [...configs.entries].flatMap(([name, { value }]) =>
    value.kind === 'map' ? [{ name, node: value }] : [],
  );
}

/** The block, other than default, that names a project in its projectSelector. */
export function patcherFor(root: MapNode, module: string, project: string): MapNode | undefined {
  return configBlocks(root, module).find(
    ({ name, node }) =>
      name !== 'default' && textsAt(node, ['projectSelector']).some(({ value }) => value === project),
  )?.node;
}
