import type { Path } from '../../model/node.ts';
import type { Json } from '../../model/json.ts';
import type { Pass } from './pass.ts';
import { addToPods } from './pods.ts';

type Field = readonly [path: Path, value: Json];

/** Fields of `spec` by kind. */
const FIELDS: Readonly<Record<string, readonly Field[]>> = {
  'apps/Deployment': [
    [['revisionHistoryLimit'], 5],
    [['progressDeadlineSeconds'], 600],
    [['strategy'], { type: 'RollingUpdate', rollingUpdate: { maxSurge: '25%', maxUnavailable: 0 } }],
  ],
  'apps/StatefulSet': [
    [['persistentVolumeClaimRetentionPolicy', 'whenDeleted'], 'Retain'],
    [['persistentVolumeClaimRetentionPolicy', 'whenScaled'], 'Retain'],
  ],
  'batch/CronJob': [
    [['startingDeadlineSeconds'], 300],
    [['concurrencyPolicy'], 'Forbid'],
    [['successfulJobsHistoryLimit'], 3],
    [['failedJobsHistoryLimit'], 1],
    [['jobTemplate', 'spec', 'backoffLimit'], 3],
  ],
};

/**
 * In `restricted`, how objects are rolled out and how much of their past is kept. A strategy that is given, even
 * in part, is left alone.
 */
export const defaultRollout: Pass = (spec, scope) =>
  addToPods(spec, scope, ({ resource: { id }, profile }) => {
    const key = `${id.group}/${id.kind}`;
    const fields = profile.level === 'restricted' && Object.hasOwn(FIELDS, key) ? FIELDS[key] : undefined;
    return (fields ?? []).map(([path, value]) => ({ path: ['spec', ...path], value }));
  });
