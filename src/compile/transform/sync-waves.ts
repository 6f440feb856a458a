import { partAt, withPart } from '../../model/edit-json.ts';
import type { Resource } from '../../model/resource.ts';
import { podTemplatePath } from '../../model/pod-template.ts';
import type { Spec } from '../../model/spec.ts';

const HOOK = ['metadata', 'annotations', 'argocd.argoproj.io/hook'];
const WAVE = ['metadata', 'annotations', 'argocd.argoproj.io/sync-wave'];

/** The wave of workloads: after that of jobs in the phase `pre`, before that of jobs in the phase `post`. */
const WORKLOADS = '2';

/**
 * Puts the workloads of a unit into a wave of their own when a job of the unit runs in a phase. Argo CD finishes
 * one wave before it starts the next (argo-cd docs, sync-waves): first, in wave 0, everything a job may need,
 * such as the database and the Secrets; then the jobs before the workloads; then the workloads. What was taken
 * over from files, and a wave that is set already, stay.
 */
export function syncWaves(spec: Spec): Spec {
  if (!spec.resources.some(({ object }) => partAt(object, HOOK) !== undefined)) return spec;
  return { ...spec, resources: spec.resources.map(withWave) };
}

function withWave(resource: Resource): Resource {
  const { call, id, object, verbatim, origins } = resource;
  const isWorkload = !verbatim && call?.module.role === 'workload' && podTemplatePath(id) !== undefined;
  if (!isWorkload || partAt(object, HOOK) !== undefined || partAt(object, WAVE) !== undefined)
    return resource;
  const origin = { path: WAVE, origin: call.keySpan };
  return { ...resource, object: withPart(object, WAVE, WORKLOADS), origins: [...origins, origin] };
}
