import { parseYaml } from '../../src/compile/source/parse-yaml.ts';
import type { MapNode } from '../../src/model/node.ts';

/** The map of a text without diagnostics. */
export function mapOf(text: string, path = 'apps/shop/dev/app.yaml'): MapNode {
  const { value, diagnostics } = parseYaml({ path, text });
  if (value?.kind !== 'map' || diagnostics.length > 0) {
    throw new Error(`not a plain map: ${diagnostics.map(({ detail }) => detail).join(' ')}`);
  }
  return value;
}
