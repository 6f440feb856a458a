import { mapAt, partAt } from '../../model/edit-json.ts';
import { podTemplatePath } from '../../model/pod-template.ts';
import type { ObjectProblem } from '../problem.ts';
import { wrongSchedule, wrongTimeZone } from './cron-schedule.ts';
import type { RuleInput } from './rule.ts';

/** Which restart policies the pods of a kind may have; all others take any. */
const RESTARTS: Readonly<Record<string, readonly string[]>> = {
  'batch/CronJob': ['OnFailure', 'Never'],
  'batch/Job': ['OnFailure', 'Never'],
  'apps/DaemonSet': ['Always'],
  'apps/Deployment': ['Always'],
  'apps/ReplicaSet': ['Always'],
  'apps/StatefulSet': ['Always'],
};

/** Restart policies fit what makes the pods, and a CronJob has a schedule and a time zone that can be read. */
export function* jobs({ id, object }: RuleInput): Iterable<ObjectProblem> {
  const key = `${id.group}/${id.kind}`;
  const allowed = Object.hasOwn(RESTARTS, key) ? RESTARTS[key] : undefined;
  const template = podTemplatePath(id);
  if (allowed && template) {
    const spec = [...template, 'spec'];
    const policy = mapAt(object, spec)['restartPolicy'] ?? 'Always';
    const isThere = partAt(object, [...spec, 'containers']) !== undefined;
    if (isThere && typeof policy === 'string' && policy !== '' && !allowed.includes(policy))
      yield {
        path: [...spec, 'restartPolicy'],
        kind: 'rule',
        detail: `is ${policy}, and the pods of a ${id.kind} take ${allowed.join(' or ')}`,
      };
  }
  if (key !== 'batch/CronJob') return;
  for (const [field, wrongText] of [
    ['schedule', wrongSchedule],
    ['timeZone', wrongTimeZone],
  ] as const) {
    const text = partAt(object, ['spec', field]);
    const wrong = typeof text === 'string' ? wrongText(text) : undefined;
    if (wrong !== undefined) yield { path: ['spec', field], kind: 'value', detail: wrong };
  }
}
