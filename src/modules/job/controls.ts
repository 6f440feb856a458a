import { from, type Draft } from '../../model/draft.ts';
import { input } from '../../model/pointer.ts';
import type { Report } from '../../model/report.ts';
import type { JobInput } from './schema.ts';

/** Fields of a Job. */
const OF_JOB = [
  'parallelism',
  'completions',
  'backoffLimit',
  'activeDeadlineSeconds',
  'ttlSecondsAfterFinished',
] as const;

/** Fields that only a schedule gives a meaning to. */
const OF_CRON_JOB = [
  'timeZone',
  'concurrencyPolicy',
  'startingDeadlineSeconds',
  'successfulJobsHistoryLimit',
  'failedJobsHistoryLimit',
  'suspend',
] as const;

type Field = (typeof OF_JOB)[number] | (typeof OF_CRON_JOB)[number];
type Drafts = Readonly<Record<string, Draft>>;

/** The fields of a Job that the developer gives; they are named alike in Kubernetes. */
export function jobControls(own: JobInput): Drafts {
  return given(own, OF_JOB);
}

/** The fields of a CronJob that the developer gives; `timeZone` inside of the schedule is refused by Kubernetes. */
export function cronControls(own: JobInput, report: Report): Drafts {
  if (/^(?:CRON_)?TZ=/.test(own.schedule ?? '')) {
    const detail = 'Kubernetes refuses a time zone inside of the schedule. Use the field timeZone.';
    report({ code: 'FIELD_INVALID', detail, at: input('schedule') });
  }
  return given(own, OF_CRON_JOB);
}

/** Reports fields that need a schedule. */
export function checkOneOff(own: JobInput, report: Report): void {
  for (const field of OF_CRON_JOB) {
    if (own[field] === undefined || field === 'suspend') continue;
    const detail = `${field} belongs to a job with a schedule. Add one, or remove it.`;
    report({ code: 'FIELD_CONFLICT', detail, at: input(field) });
  }
}

function given(own: JobInput, fields: readonly Field[]): Drafts {
  return Object.fromEntries(fields.map((field) => [field, from(input(field), own[field])]));
}
