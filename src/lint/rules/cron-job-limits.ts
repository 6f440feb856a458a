import { partAt } from '../../model/edit-json.ts';
import { defineRule } from '../define-rule.ts';
import { ofKind } from '../object-set.ts';

const FIELDS = {
  startingDeadlineSeconds:
    'A run that was missed is started however late it is, and after 100 of them never again',
  concurrencyPolicy: 'A run that takes too long is joined by the next one',
} as const;

export const cronJobLimitsRule = defineRule({
  id: 'LINT_CRON_JOB_LIMITS',
  level: 'warning',
  hardening: 'restricted',
  summary: 'runs of a CronJob may pile up',
  explanation: `A CronJob without startingDeadlineSeconds stops for ever after it has missed 100 starts, and one
without concurrencyPolicy lets runs overlap. Say how late a run may start, and whether two may run at once: Allow
that somebody wrote down passes.`,
  sources: {
    kubeScore: ['cronjob-has-deadline'],
    other: 'Kubernetes documentation, CronJob: concurrency policy, deadline for delayed start',
  },
  check: (objects) =>
    ofKind(objects, 'batch/CronJob').flatMap((resource) =>
      Object.entries(FIELDS)
        .filter(([field]) => partAt(resource.object, ['spec', field]) === undefined)
        .map(([field, effect]) => ({
          resource,
          path: ['spec', field],
          detail: `${effect}: there is no ${field}.`,
        })),
    ),
});
