import { z } from 'zod';
import { strictObject } from '../../model/strict-object.ts';
import { platformFields, workloadFields } from '../../workload/schema.ts';

const count = (least: number) => z.int().min(least).optional();

export const jobSchema = strictObject({
  kind: z.literal('Job').optional().describe('Says that the workload is a job.'),
  ...workloadFields,
  replicas: workloadFields.replicas.describe('Accepted for Kusion; without effect on a job.'),
  schedule: z.string().optional().describe('When to run, in cron form; without it the job runs once.'),
  timeZone: z.string().min(1).optional().describe('Time zone of the schedule, such as Etc/UTC.'),
  concurrencyPolicy: z
    .enum(['Allow', 'Forbid', 'Replace'])
    .optional()
    .describe('What happens when a run is due while one is running.'),
  startingDeadlineSeconds: count(0).describe('Seconds after which a missed run is given up.'),
  successfulJobsHistoryLimit: count(0).describe('Finished runs to keep.'),
  failedJobsHistoryLimit: count(0).describe('Failed runs to keep.'),
  suspend: z.boolean().optional().describe('Holds back new runs.'),
  parallelism: count(0).describe('Pods that run at once.'),
  completions: count(1).describe('Pods that have to succeed.'),
  backoffLimit: count(0).describe('Failures after which the job has failed.'),
  activeDeadlineSeconds: count(1).describe('Seconds after which a run is stopped.'),
  ttlSecondsAfterFinished: count(0).describe(
    'Seconds after which a finished run is removed. A controller would start a job without schedule again.',
  ),
  phase: z
    .enum(['pre', 'main', 'post'])
    .optional()
    .describe(
      'pre and post: runs on every sync before or after the workloads; main, the default: with them.',
    ),
});

export const jobPlatform = strictObject(platformFields);

export type JobInput = z.output<typeof jobSchema>;
