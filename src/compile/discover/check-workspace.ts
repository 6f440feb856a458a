import { diagnostic, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import { startOf } from '../../diagnostics/span.ts';
import { suggest } from '../../diagnostics/suggest.ts';
import type { ModuleDefinition } from '../../model/module.ts';
import { dnsLabel, MAX_LABEL } from '../../model/names.ts';
import { entryAt, nodeAt, type MapNode, type Node } from '../../model/node.ts';
import type { Located } from '../../model/unit.ts';
import { configBlocks } from './config-blocks.ts';
import { textAt, textsAt } from './load-file.ts';
import { withoutEffect } from './load-project.ts';
import { workspaceName } from './workspace-name.ts';

/** Rules of a workspace file that go over several fields. */
export function checkWorkspace(root: MapNode, modules: readonly ModuleDefinition[]): readonly Diagnostic[] {
  return [
    ...checkName(root),
    ...checkModules(root, modules),
    ...checkProtection(root),
    ...checkProvider(root),
  ];
}

/** A stack names its workspace by a DNS label, so no stack could name another file. */
function checkName({ source }: MapNode): readonly Diagnostic[] {
  const name = workspaceName(source.path);
  if (dnsLabel.safeParse(name).success) return [];
  const detail = `A workspace is named by its file, and "${name}" is not a DNS label of at most ${String(MAX_LABEL)} characters. Rename the file.`;
  return [diagnostic('NAME_INVALID', detail, startOf(source))];
}

function checkModules(root: MapNode, modules: readonly ModuleDefinition[]): readonly Diagnostic[] {
  const all = nodeAt(root, ['modules']);
  if (all?.kind !== 'map') return [];
  const names = modules.map(({ name }) => name);
  return [...all.entries].flatMap(([module, entry]) => {
    const found = checkBlocks(entry.value, configBlocks(root, module));
    if (names.includes(module)) return found;
    const nearest = suggest(module, names);
    const detail = `No app can use the module "${module}", because it is neither built in nor in this repository.${nearest === undefined ? '' : ` Did you mean "${nearest}"?`}`;
    return [...found, diagnostic('MODULE_UNKNOWN', detail, entry.key, { severity: 'warning' })];
  });
}

/** Rules for the blocks of one module (Kusion pkg/workspace/validation.go). */
function checkBlocks(
  module: Node,
  blocks: readonly { name: string; node: MapNode }[],
): readonly Diagnostic[] {
  const found: Diagnostic[] = [];
  const owners = new Map<string, { block: string; at: Located<string> }>();
  for (const { name, node } of blocks) {
    const key = entryAt(module, ['configs', name])?.key ?? node;
    const selector = entryAt(node, ['projectSelector']);
    found.push(...withoutEffect(node, ['importedResources', 'healthPolicy']));
    if (name === 'default') {
      if (selector)
        found.push(
          diagnostic(
            'FIELD_CONFLICT',
            'The default block is for every project. Move this to a block of its own.',
            selector.key,
          ),
        );
      continue;
    }
    if (!selector || textsAt(node, ['projectSelector']).length === 0) {
      found.push(
        diagnostic(
          'FIELD_MISSING',
          `The block "${name}" needs a projectSelector with at least one project.`,
          key,
        ),
      );
    } else if (node.entries.size === 1) {
      found.push(
        diagnostic(
          'FIELD_MISSING',
          `The block "${name}" changes nothing. Add a field or remove the block.`,
          key,
        ),
      );
    }
    for (const project of textsAt(node, ['projectSelector'])) {
      const first = owners.get(project.value);
      if (first) {
        const detail =
          first.block === name
            ? `The project "${project.value}" is listed twice.`
            : `The project "${project.value}" is also selected by "${first.block}". A project can be in one block of a module only.`;
        found.push(
          diagnostic('PATCHER_CONFLICT', detail, project, {
            related: [{ message: 'first selected here', span: first.at }],
          }),
        );
      } else owners.set(project.value, { block: name, at: project });
    }
  }
  return found;
}

function checkProtection(root: MapNode): readonly Diagnostic[] {
  const backend = textAt(root, ['secretStore', 'backend']);
  const isProtected = nodeAt(root, ['protected']);
  if (backend?.value !== 'plaintext' || isProtected?.kind !== 'scalar' || isProtected.value !== true)
    return [];
  const detail = 'A protected workspace cannot keep Secrets in plain text. Use another backend.';
  const related = [{ message: 'protected here', span: isProtected }];
  return [diagnostic('SECRET_PLAINTEXT', detail, backend, { related })];
}

/** Kusion wants exactly one provider; with a backend of ours none is needed. */
function checkProvider(root: MapNode): readonly Diagnostic[] {
  const store = entryAt(root, ['secretStore']);
  if (store?.value.kind !== 'map') return [];
  const provider = entryAt(store.value, ['provider']);
  const names = provider?.value.kind === 'map' ? [...provider.value.entries.keys()] : [];
  if (provider && names.length > 1) {
    const detail = `Name one provider, not ${String(names.length)}: ${names.join(', ')}.`;
    return [diagnostic('FIELD_CONFLICT', detail, provider.key)];
  }
  const isCounted = names.some((name) => name !== 'fake' && name !== 'onpremises');
  if (isCounted || store.value.entries.has('backend')) return [];
  return [diagnostic('FIELD_MISSING', 'Say where secrets live: give a backend, or one provider.', store.key)];
}
