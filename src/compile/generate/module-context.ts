import type { ModuleNames } from '../../model/module.ts';
import type { ModuleCall, ResolvedApp } from '../../model/resolved.ts';
import type { Unit } from '../../model/unit.ts';

/** The names a module may know: those of its app, or of the accessory itself when apps share it. */
export function moduleNames(unit: Unit, app: ResolvedApp | undefined, call: ModuleCall): ModuleNames {
  const { project, stack, workspace, namespace } = unit;
  const name = app?.name ?? call.key;
  return {
    project: project.name,
    stack: stack.name,
    workspace: workspace.name,
    app: name,
    key: call.key,
    shared: app === undefined,
    namespace: namespace.value,
    unitName: `${project.name}-${stack.name}-${name}`,
    selector: { 'app.kubernetes.io/name': name, 'app.kubernetes.io/part-of': project.name },
    secretBackend: workspace.secretBackend,
    secretStore: workspace.secretStore,
  };
}
