import { from, type Draft } from '../model/draft.ts';
import { input, platform } from '../model/pointer.ts';
import { containerPortsDraft } from './container-ports.ts';
import { mountDirs } from './dirs.ts';
import { envDraft } from './env.ts';
import { mountFiles } from './files.ts';
import { mountsDraft, type ContainerScope } from './mounts.ts';
import { lifecycleDraft, probeDraft } from './probe.ts';
import { resourcesDraft } from './resources.ts';
import { securityDraft } from './security.ts';
import type { ContainerInput } from './container-schema.ts';
import type { WorkloadPlatform } from './schema.ts';

type Platform = Pick<WorkloadPlatform, 'imagePullPolicy' | 'resources'>;

/**
 * One entry of `containers` (Kusion catalog@455e3c90 `toOrderedContainers`), with the platform's pull
 * policy and resources added. Its volumes, ConfigMaps and problems go to the scope.
 */
export function containerDraft(container: ContainerInput, defaults: Platform, scope: ContainerScope): Draft {
  const { path, report } = scope;
  const own = (field: keyof ContainerInput) => [...path, field];
  const list = (field: 'command' | 'args') =>
    container[field]?.length ? from(input(...own(field)), container[field]) : undefined;
  mountFiles(container.files, scope);
  mountDirs(container.dirs, scope);
  return from(input(...path), {
    name: scope.name,
    image: from(input(...own('image')), container.image),
    imagePullPolicy: container.imagePullPolicy
      ? from(input(...own('imagePullPolicy')), container.imagePullPolicy)
      : from(platform('imagePullPolicy'), defaults.imagePullPolicy),
    command: list('command'),
    args: list('args'),
    workingDir: from(input(...own('workingDir')), container.workingDir || undefined),
    env: envDraft({ values: container.env, at: own('env') }, scope),
    ports: containerPortsDraft(container.ports, own('ports'), report),
    resources: resourcesDraft(
      { own: container.resources, ownPath: own('resources'), defaults: defaults.resources },
      report,
    ),
    livenessProbe: probeDraft(container.livenessProbe, own('livenessProbe'), scope),
    readinessProbe: probeDraft(container.readinessProbe, own('readinessProbe'), scope),
    startupProbe: probeDraft(container.startupProbe, own('startupProbe'), scope),
    lifecycle: lifecycleDraft(container.lifecycle, own('lifecycle'), scope),
    securityContext: securityDraft(container.security, own('security')),
    volumeMounts: mountsDraft(scope.mounts),
  });
}
