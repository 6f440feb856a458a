import { from, type Draft } from '../../model/draft.ts';
import { input } from '../../model/pointer.ts';
import type { Report } from '../../model/report.ts';
import type { JobInput } from './schema.ts';

/** Sync waves around the workloads, which are in wave 2 then; whatever a job may need is in wave 0. */
const WAVES = { pre: '1', post: '3' } as const;

/**
 * Annotations that make a controller run a job on every sync. For Argo CD it is a hook in a wave of its own and
 * not `PreSync`, which would run before the database and the Secrets of the same stack exist; the old Job is
 * deleted first, because the pod of a Job cannot be changed (argo-cd docs, sync-waves and resource_hooks). Flux
 * replaces it for the same reason (fluxcd.io, kustomizations, `force`).
 */
export function phaseAnnotations(
  { phase, schedule }: JobInput,
  report: Report,
): Readonly<Record<string, Draft>> {
  if (phase === undefined || phase === 'main') return {};
  if (schedule) {
    const related = [{ message: 'the schedule is given here', at: input('schedule') }];
    const detail = `A job with a schedule does not run in the phase ${phase} of a sync. Remove one of them.`;
    report({ code: 'FIELD_CONFLICT', detail, at: input('phase'), related });
    return {};
  }
  const annotations = {
    'argocd.argoproj.io/hook': 'Sync',
    'argocd.argoproj.io/hook-delete-policy': 'BeforeHookCreation',
    'argocd.argoproj.io/sync-wave': WAVES[phase],
    'kustomize.toolkit.fluxcd.io/force': 'Enabled',
  };
  return Object.fromEntries(
    Object.entries(annotations).map(([key, value]) => [key, from(input('phase'), value)]),
  );
}
