import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { openSource } from '../publish/open-source.ts';
import { comparedBranches } from './compared-branches.ts';
import { contextOf } from './context-of.ts';
import type { DriftRequest } from './drift-request.ts';
import { readFolder } from './read-folder.ts';
import { readSide, type ReadObject } from './read-side.ts';

/** Objects that are compared with one cluster. */
export interface RoleObjects {
  /** Context of the kubeconfig; the current one when undefined. */
  readonly context: string | undefined;
  /** Where an object lands that names no namespace. */
  readonly namespace: string;
  readonly objects: readonly ReadObject[];
}

interface RoleObjectsOutcome {
  readonly value?: readonly RoleObjects[];
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * The objects that `drift` would compare: those of the named files, else those at the heads of the rendered branches
 * of the selected units.
 * @throws AdapterError when the remote cannot be asked
 */
export async function roleObjects(request: DriftRequest): Promise<RoleObjectsOutcome> {
  if (!request.desired) return await branchObjects(request);
  const { objects, diagnostics } = await readSide(request.desired);
  return { value: [{ context: request.context, namespace: 'default', objects }], diagnostics };
}

async function branchObjects(request: DriftRequest): Promise<RoleObjectsOutcome> {
  const source = await openSource(request, false);
  try {
    const found = await comparedBranches(request, source);
    if (!found.value) return { diagnostics: found.diagnostics };
    const { branches, remotes } = found.value;
    const look = { source, target: remotes.target };
    const value: RoleObjects[] = [];
    const diagnostics = [...found.diagnostics];
    for (const { workspace, head, units } of branches) {
      const context = request.context ?? contextOf(workspace);
      for (const unit of units) {
        const folder = await readFolder(look, head, unit.path);
        diagnostics.push(...folder.diagnostics);
        value.push({ context, namespace: unit.namespace.value, objects: folder.objects });
      }
    }
    return { value, diagnostics };
  } finally {
    await source.store.close();
  }
}
