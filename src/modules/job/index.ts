import { z } from 'zod';
import { from, type Draft } from '../../model/draft.ts';
import { defineModule, type ModuleProblem } from '../../model/module.ts';
import { MAX_LABEL } from '../../model/names.ts';
import { input } from '../../model/pointer.ts';
import { strictObject } from '../../model/strict-object.ts';
import { workloadFacts } from '../../workload/metadata.ts';
import { checkLength, unitParts } from '../../workload/name-length.ts';
import { renderPod } from '../../workload/pod.ts';
import type { Report } from '../../workload/report.ts';
import { platformFields, workloadFields } from '../../workload/schema.ts';
import { renderSecrets } from '../../workload/secrets.ts';

/** The CronJob controller adds 11 characters to the name of each Job. */
const MAX_CRON_JOB = 52;

const schema = strictObject({
  kind: z.literal('Job').optional().describe('Says that the workload is a job.'),
  ...workloadFields,
  replicas: workloadFields.replicas.describe('Accepted for Kusion; without effect on a job.'),
  schedule: z.string().optional().describe('When to run, in cron form; without it the job runs once.'),
});

/** A workload that ends: a Job, or a CronJob when it has a schedule (Kusion catalog@455e3c90 job generator). */
export const jobModule = defineModule({
  name: 'job',
  type: 'Job',
  role: 'workload',
  summary: 'Runs containers to completion, once or by a schedule, as a Job or CronJob.',
  schema,
  platform: strictObject(platformFields),
  facts: workloadFacts,
  generate: (own, platform, context) => {
    const problems: ModuleProblem[] = [];
    const report: Report = (problem) => problems.push(problem);
    if (own.replicas !== undefined) {
      const detail = 'A job has no replicas; the field is accepted for Kusion and changes nothing.';
      report({ code: 'FIELD_NO_EFFECT', detail, at: input('replicas') });
    }
    const kind = own.schedule ? 'CronJob' : 'Job';
    const limit = kind === 'CronJob' ? MAX_CRON_JOB : MAX_LABEL;
    checkLength({ name: context.unitName, limit, kind: `${kind} name`, parts: unitParts(context) }, report);
    const secrets = renderSecrets(own, { context, report });
    const pod = renderPod({ input: own, platform, context, report });
    const template = { metadata: pod.templateMetadata, spec: { ...pod.spec, restartPolicy: 'Never' } };
    const spec: Draft =
      kind === 'Job'
        ? { template }
        : {
            schedule: from(input('schedule'), own.schedule),
            jobTemplate: { metadata: {}, spec: { template } },
          };
    const draft = { apiVersion: 'batch/v1', kind, metadata: pod.metadata, spec };
    const resources = [...secrets.resources, ...pod.configMaps, { draft }];
    return { resources, problems, requiredSecrets: secrets.required };
  },
});
