import { checkFields, textAt } from '../compile/discover/load-file.ts';
import { diagnostic, hasErrors, type Diagnostic, type Outcome } from '../diagnostics/diagnostic.ts';
import { entryAt, nodeAt, type MapNode } from '../model/node.ts';
import { moduleFile } from '../schema/module-file.ts';
import type { OwnModule } from './own-module.ts';
import { readFields } from './read-fields.ts';
import { readPatch, readValues } from './read-patch.ts';
import { readResources } from './read-resources.ts';
import { readSecrets } from './read-secrets.ts';
import { moduleScope } from './scope.ts';

/** Keys of an accessory that say which module it is. */
const OF_ACCESSORIES = ['module'];

/** Keys of a block of a workspace that are not fields. */
const OF_BLOCKS = ['projectSelector', 'importedResources', 'healthPolicy'];

/** Reads a module file whole, so that all of its mistakes are found before any app uses it; without a value when there are some. */
export function readModule(root: MapNode): Outcome<OwnModule> {
  const checked = checkFields(root, moduleFile);
  const found: Diagnostic[] = [...checked.diagnostics, ...checkRole(root)];
  if (!checked.value || hasErrors(found)) return { diagnostics: found };
  checkReserved(root, 'input', { reserved: OF_ACCESSORIES, found });
  checkReserved(root, 'platform', { reserved: OF_BLOCKS, found });
  const input = readFields(nodeAt(root, ['input']), { base: ['input'], found });
  const platform = readFields(nodeAt(root, ['platform']), { base: ['platform'], found });
  const scope = { scope: moduleScope(input.fields, platform.fields), found };
  const { name, shareable, summary } = checked.value;
  const value: OwnModule = {
    name,
    shareable: shareable === true,
    summary,
    file: root.source.path,
    input: input.shape,
    platform: platform.shape,
    resources: readResources(root, scope),
    secrets: readSecrets(root, scope),
    patch: readPatch(root, scope),
    outputs: readValues(root, ['outputs'], scope),
  };
  return hasErrors(found) ? { diagnostics: found } : { value, diagnostics: found };
}

function checkRole(root: MapNode): readonly Diagnostic[] {
  const role = textAt(root, ['role']);
  if (role?.value !== 'workload') return [];
  const detail =
    'A workload makes pods out of containers, which only the built-in modules can. Use the role accessory.';
  return [diagnostic('FEATURE_UNAVAILABLE', detail, role)];
}

function checkReserved(
  root: MapNode,
  block: 'input' | 'platform',
  { reserved, found }: { readonly reserved: readonly string[]; readonly found: Diagnostic[] },
): void {
  for (const name of reserved) {
    const entry = entryAt(root, [block, 'properties', name]);
    const detail = `"${name}" has a meaning of its own there. Choose another name.`;
    if (entry) found.push(diagnostic('MODULE_INVALID', detail, entry.key));
  }
}
