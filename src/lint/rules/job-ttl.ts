import { partAt } from '../../model/edit-json.ts';
import { defineRule } from '../define-rule.ts';
import { ofKind } from '../object-set.ts';

const TTL = ['spec', 'ttlSecondsAfterFinished'];

export const jobTtlRule = defineRule({
  id: 'LINT_JOB_TTL',
  level: 'off',
  summary: 'finished Job is kept',
  explanation: `A Job without ttlSecondsAfterFinished stays after it has finished, with its pods. The rule is off by
itself, because under GitOps the opposite is worse: a controller that heals its application creates the Job again
as soon as its time is up, and it runs again. Switch it on for Jobs that are hooks.`,
  sources: { kubeLinter: ['job-ttl-seconds-after-finished'] },
  check: (objects) =>
    ofKind(objects, 'batch/Job')
      .filter(({ object }) => partAt(object, TTL) === undefined)
      .map((resource) => ({ resource, path: TTL, detail: 'The Job has no ttlSecondsAfterFinished.' })),
});
