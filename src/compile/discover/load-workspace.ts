import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { ModuleDefinition } from '../../model/module.ts';
import type { MapNode } from '../../model/node.ts';
import type { Workspace } from '../../model/unit.ts';
import { workspaceFile } from '../../schema/workspace-file.ts';
import { checkWorkspace } from './check-workspace.ts';
import { checkFields } from './load-file.ts';
import { withoutEffect } from './load-project.ts';
import { workspaceName } from './workspace-name.ts';

const schemas = new WeakMap<readonly ModuleDefinition[], ReturnType<typeof workspaceFile>>();

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
    ...checkWorkspace(root, modules),
  ];
  if (!checked.value) return { diagnostics };
  const store = checked.value.secretStore ?? {};
  const value: Workspace = {
    name: workspaceName(root.source.path),
    source: root.source,
    root,
    protected: checked.value.protected === true,
    secretBackend: store.backend ?? 'reference',
    secretStore: { kind: store.kind ?? 'ClusterSecretStore', name: store.name ?? 'default' },
  };
  return { value, diagnostics };
}
