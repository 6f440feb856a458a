import { diagnostic, hasErrors, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import { CONTROLLER_KINDS } from '../../drift/controller/controller-objects.ts';
import { leastRole } from '../../drift/least-role.ts';
import { resourceFinder } from '../../drift/plan-questions.ts';
import { emitDocuments } from '../../manifest/emit.ts';
import type { ApiResource } from '../../model/cluster.ts';
import type { JsonObject } from '../../model/json.ts';
import { identityOf } from '../../model/resource.ts';
import { byteOrder } from '../../util/byte-order.ts';
import type { DriftRequest } from './drift-request.ts';
import { roleKinds, type RoleKinds } from './role-kinds.ts';
import { roleObjects, type RoleObjects } from './role-objects.ts';

/** A role; no value when what it is for cannot be read. */
export interface RoleOutcome {
  readonly value?: { readonly objects: readonly JsonObject[]; readonly text: string };
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * The least rights with which `drift` can compare what the request names. Kinds come from the cluster; where it does
 * not answer, from what is known of Kubernetes. A kind that neither knows is named in a diagnostic.
 * @throws AdapterError when the remote cannot be asked, or the named cluster does not exist
 */
export async function driftRole(request: DriftRequest): Promise<RoleOutcome> {
  const found = await roleObjects(request);
  if (!found.value || hasErrors(found.diagnostics)) return { diagnostics: found.diagnostics };
  const sets = found.value;
  const contexts = [...new Set(sets.map(({ context }) => context))];
  if (contexts.length > 1) {
    const names = contexts.map((name) => (name === undefined ? 'the current one' : `"${name}"`)).join(', ');
    const detail = `A role is for one cluster, and these are several contexts: ${names}. Name one with --workspace or --context.`;
    return { diagnostics: [...found.diagnostics, diagnostic('USAGE', detail, undefined)] };
  }
  request.onStep?.('asking the cluster');
  const kinds = await roleKinds(request, contexts[0]);
  const { objects, unknown } = placed(sets, kinds.resources);
  const rbac = leastRole({
    objects,
    everywhere: controllerKinds(kinds.resources),
    isDryRun: request.mode !== 'read',
  });
  const value = { objects: rbac, text: emitDocuments(rbac) };
  return { value, diagnostics: [...found.diagnostics, ...notes(kinds, unknown)] };
}

interface Placed {
  readonly objects: Parameters<typeof leastRole>[0]['objects'];
  /** Kinds that nobody knows, such as `Widget.example.com`. */
  readonly unknown: readonly string[];
}

function placed(sets: readonly RoleObjects[], resources: readonly ApiResource[]): Placed {
  const finder = resourceFinder(resources);
  const unknown = new Set<string>();
  const objects = sets.flatMap(({ namespace, objects: own }) =>
    own.flatMap(({ object }) => {
      const id = identityOf(object);
      // an object without a name is never asked for
      if (id.name === '') return [];
      const resource = finder(id);
      if (!resource) {
        unknown.add(id.group === '' ? id.kind : `${id.kind}.${id.group}`);
        return [];
      }
      return [{ id: id.namespace === '' ? { ...id, namespace } : id, resource }];
    }),
  );
  return { objects, unknown: [...unknown].toSorted(byteOrder) };
}

function controllerKinds(resources: readonly ApiResource[]): readonly ApiResource[] {
  return Object.values(CONTROLLER_KINDS).flatMap(({ group, kind }) => {
    const found = resources.find((each) => each.group === group && each.kind === kind);
    return found ? [found] : [];
  });
}

function notes({ problem }: RoleKinds, unknown: readonly string[]): readonly Diagnostic[] {
  const left = unknown.length === 0 ? '' : ` Left out: ${unknown.join(', ')}.`;
  if (problem !== undefined) {
    const detail = `The kinds are those of Kubernetes itself, of Argo CD and of Flux, because the cluster was not asked: ${problem}${left}`;
    return [diagnostic('ROLE_INCOMPLETE', detail, undefined)];
  }
  if (unknown.length === 0) return [];
  const detail = `The cluster does not say that it serves these kinds.${left}`;
  return [diagnostic('ROLE_INCOMPLETE', detail, undefined)];
}
