import type { Path } from './node.ts';
import type { ResourceId } from './resource.ts';

const TEMPLATE: Path = ['spec', 'template'];

const PATHS: Readonly<Record<string, Path>> = {
  '/Pod': [],
  '/PodTemplate': ['template'],
  '/ReplicationController': TEMPLATE,
  'apps/Deployment': TEMPLATE,
  'apps/StatefulSet': TEMPLATE,
  'apps/DaemonSet': TEMPLATE,
  'apps/ReplicaSet': TEMPLATE,
  'batch/Job': TEMPLATE,
  'batch/CronJob': ['spec', 'jobTemplate', 'spec', 'template'],
  'apps.kusionstack.io/CollaSet': TEMPLATE,
};

/** The way from an object to the `metadata` and `spec` of the pods it makes; undefined for other kinds. */
export function podTemplatePath({ group, kind }: Pick<ResourceId, 'group' | 'kind'>): Path | undefined {
  const key = `${group}/${kind}`;
  return Object.hasOwn(PATHS, key) ? PATHS[key] : undefined;
}
