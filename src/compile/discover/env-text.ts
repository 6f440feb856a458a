import type { MapNode, Node } from '../../model/node.ts';
import { editContainers, editKey, editValues } from '../source/edit-node.ts';

/**
 * Environment variables are text to a container, so a number or boolean written without quotes is
 * taken as it was written: `1.10` stays `1.10`.
 */
export function envAsText(apps: MapNode): MapNode {
  return editContainers(apps, (container) => editKey(container, 'env', (env) => editValues(env, asText)));
}

function asText(value: Node): Node {
  if (value.kind !== 'scalar' || !value.plain || value.value === null || typeof value.value === 'string') {
    return value;
  }
  return { ...value, value: value.source.text.slice(value.start, value.end) };
}
