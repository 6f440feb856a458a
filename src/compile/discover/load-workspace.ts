import { diagnostic, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import { startOf } from '../../diagnostics/span.ts';
import { dnsLabel, MAX_LABEL } from '../../model/names.ts';
import { entryAt, nodeAt, type MapNode, type Node } from '../../model/node.ts';
import type { ModuleDefinition } from '../../model/module.ts';
import type { SecretBackend } from '../../model/secret-backend.ts';
import type { Located, Workspace } from '../../model/unit.ts';
import { workspaceFile } from '../../schema/workspace-file.ts';
import { baseOf } from '../../util/repo-path.ts';
import { suggest } from '../../diagnostics/suggest.ts';
import { checkFields, textAt, textsAt } from './load-file.ts';
import { withoutEffect } from './load-project.ts';

const schemas = new WeakMap<readonly ModuleDefinition[], ReturnType<typeof workspaceFile>>();

/** The name of a workspace is the name of its file. */
export function workspaceName(path: string): string {
  return baseOf(path).replace(/\.ya?ml$/, '');
}

/** Reads a workspace file; without a value when it does not fit its schema. */
export function loadWorkspace(
  root: MapNode,
  modules: readonly ModuleDefinition[],
): { value?: Workspace; diagnostics: readonly Diagnostic[] } {
  let schema = schemas.get(modules);
  if (!schema) schemas.set(modules, (schema = workspaceFile(modules)));
  const checked = checkFields(root, schema);
  const diagnostics = [
    ...checked.diagnostics,
    ...withoutEffect(root, ['context']),
    ...checkName(root),
    ...checkModules(root, modules),
    ...checkSecretStore(root),
    ...checkUnavailable(root),
  ];
  if (!checked.value) return { diagnostics };
  const backend = textAt(root, ['secretStore', 'backend']);
  const value: Workspace = {
    name: workspaceName(root.source.path),
    source: root.source,
    root,
    protected: checked.value.protected === true,
    secretBackend: (backend?.value ?? 'reference') as SecretBackend,
  };
  return { value, diagnostics };
}

/** The blocks of one module's `configs`, default first as written. */
export function configBlocks(root: MapNode, module: string): readonly { name: string; node: MapNode }[] {
  const configs = nodeAt(root, ['modules', module, 'configs']);
  if (configs?.kind !== 'map') return [];
  return [...configs.entries].flatMap(([name, { value }]) => (value.kind === 'map' ? [{ name, node: value }] : []));
}

/** The block, other than default, that names a project in its projectSelector. */
export function patcherFor(root: MapNode, module: string, project: string): MapNode | undefined {
  return configBlocks(root, module).find(
    ({ name, node }) => name !== 'default' && textsAt(node, ['projectSelector']).some(({ value }) => value === project),
  )?.node;
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
    const detail = `No app can use the module "${module}", because it is not built in.${nearest === undefined ? '' : ` Did you mean "${nearest}"?`}`;
    return [...found, diagnostic('MODULE_UNKNOWN', detail, entry.key, { severity: 'warning' })];
  });
}

/** Rules for the blocks of one module (Kusion pkg/workspace/validation.go). */
function checkBlocks(module: Node, blocks: readonly { name: string; node: MapNode }[]): readonly Diagnostic[] {
  const found: Diagnostic[] = [];
  const owners = new Map<string, { block: string; at: Located<string> }>();
  for (const { name, node } of blocks) {
    const key = entryAt(module, ['configs', name])?.key ?? node;
    const selector = entryAt(node, ['projectSelector']);
    found.push(...withoutEffect(node, ['importedResources', 'healthPolicy']));
    if (name === 'default') {
      if (selector) found.push(diagnostic('FIELD_CONFLICT', 'The default block is for every project. Move this to a block of its own.', selector.key));
      continue;
    }
    if (!selector || textsAt(node, ['projectSelector']).length === 0) {
      found.push(diagnostic('FIELD_MISSING', `The block "${name}" needs a projectSelector with at least one project.`, key));
    } else if (node.entries.size === 1) {
      found.push(diagnostic('FIELD_MISSING', `The block "${name}" changes nothing. Add a field or remove the block.`, key));
    }
    for (const project of textsAt(node, ['projectSelector'])) {
      const first = owners.get(project.value);
      if (first) {
        const detail =
          first.block === name
            ? `The project "${project.value}" is listed twice.`
            : `The project "${project.value}" is also selected by "${first.block}". A project can be in one block of a module only.`;
        found.push(diagnostic('PATCHER_CONFLICT', detail, project, { related: [{ message: 'first selected here', span: first.at }] }));
      } else owners.set(project.value, { block: name, at: project });
    }
  }
  return found;
}

function checkSecretStore(root: MapNode): readonly Diagnostic[] {
  const store = entryAt(root, ['secretStore']);
  if (store?.value.kind !== 'map') return [];
  const backend = entryAt(root, ['secretStore', 'backend']);
  const provider = nodeAt(root, ['secretStore', 'provider']);
  const names = provider?.kind === 'map' ? [...provider.entries.keys()] : [];
  if (backend && textAt(root, ['secretStore', 'backend'])?.value === 'plaintext') {
    const isProtected = entryAt(root, ['protected']);
    if (isProtected?.value.kind === 'scalar' && isProtected.value.value === true) {
      return [
        diagnostic('SECRET_PLAINTEXT', 'A protected workspace cannot keep Secrets in plain text. Use another backend.', backend.value, {
          related: [{ message: 'protected here', span: isProtected.value }],
        }),
      ];
    }
  }
  if (names.length > 1) {
    return [diagnostic('FIELD_CONFLICT', `Name one provider, not ${String(names.length)}: ${names.join(', ')}.`, entryAt(root, ['secretStore', 'provider'])?.key ?? store.key)];
  }
  const counted = names.filter((name) => name !== 'fake' && name !== 'onpremises');
  if (!backend && counted.length === 0) {
    return [diagnostic('FIELD_MISSING', 'Say where secrets live: give a backend, or one provider.', store.key)];
  }
  return [];
}

function checkUnavailable(root: MapNode): readonly Diagnostic[] {
  const profile = textAt(root, ['profile']);
  const networkPolicy = entryAt(root, ['defaults', 'networkPolicy']);
  const found: Diagnostic[] = [];
  if (profile && profile.value !== 'none') {
    found.push(diagnostic('FEATURE_UNAVAILABLE', `The profile "${profile.value}" is not there yet; only "none" is.`, profile));
  }
  if (networkPolicy) {
    found.push(diagnostic('FIELD_NO_EFFECT', 'Network policies come with the hardening profiles, which are not there yet.', networkPolicy.key));
  }
  return found;
}
