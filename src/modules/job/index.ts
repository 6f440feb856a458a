import { from, type Draft } from '../../model/draft.ts';
import { defineModule, type ModuleProblem } from '../../model/module.ts';
import { MAX_LABEL } from '../../model/names.ts';
import { input } from '../../model/pointer.ts';
import type { Report } from '../../model/report.ts';
import { workloadFacts } from '../../workload/metadata.ts';
import { checkLength, unitParts } from '../../workload/name-length.ts';
import { renderPod } from '../../workload/pod.ts';
import { renderSecrets, secretFiles } from '../../workload/secrets.ts';
import { checkOneOff, cronControls, jobControls } from './controls.ts';
import { phaseAnnotations } from './phase.ts';
import { jobPlatform, jobSchema, type JobInput } from './schema.ts';

/** The CronJob controller adds 11 characters to the name of each Job. */
const MAX_CRON_JOB = 52;

/** A workload that ends: a Job, or a CronJob when it has a schedule (Kusion catalog@455e3c90 job generator). */
export const jobModule = defineModule({
  name: 'job',
  type: 'Job',
  role: 'workload',
  summary: 'Runs containers to completion, once or by a schedule, as a Job or CronJob.',
  schema: jobSchema,
  platform: jobPlatform,
  facts: (own, platform) => workloadFacts(own, platform, kindOf(own)),
  inputs: (own, _, names) => secretFiles(own, names),
  generate: (own, platform, context) => {
    const problems: ModuleProblem[] = [];
    const report: Report = (problem) => problems.push(problem);
    if (own.replicas !== undefined) {
      const detail = 'A job has no replicas; the field is accepted for Kusion and changes nothing.';
      report({ code: 'FIELD_NO_EFFECT', detail, at: input('replicas') });
    }
    const kind = kindOf(own);
    const limit = kind === 'CronJob' ? MAX_CRON_JOB : MAX_LABEL;
    checkLength({ name: context.unitName, limit, kind: `${kind} name`, parts: unitParts(context) }, report);
    const secrets = renderSecrets(own, { context, report });
    const pod = renderPod({ input: own, platform, context, report });
    const template = { metadata: pod.templateMetadata, spec: { ...pod.spec, restartPolicy: 'Never' } };
    const annotations = phaseAnnotations(own, report);
    const metadata = { ...pod.metadata, annotations: joined(pod.annotations, annotations) };
    const draft = { apiVersion: 'batch/v1', kind, metadata, spec: specDraft(own, template, report) };
    const resources = [...secrets.resources, ...pod.configMaps, ...pod.others, { draft }];
    return { resources, problems, requiredSecrets: secrets.required, uses: pod.uses };
  },
});

function kindOf({ schedule }: JobInput): 'CronJob' | 'Job' {
  return schedule ? 'CronJob' : 'Job';
}

function specDraft(own: JobInput, template: Draft, report: Report): Draft {
  const spec = { ...jobControls(own), template };
  if (own.schedule) {
    const schedule = from(input('schedule'), own.schedule);
    return { ...cronControls(own, report), schedule, jobTemplate: { metadata: {}, spec } };
  }
  checkOneOff(own, report);
  return { ...spec, suspend: from(input('suspend'), own.suspend) };
}

type Drafts = Readonly<Record<string, Draft>>;

/** Annotations of the developer over those of the phase; undefined when there are none. */
function joined(own: Drafts | undefined, added: Drafts): Drafts | undefined {
  const all = { ...added, ...own };
  return Object.keys(all).length > 0 ? all : undefined;
}
