import { from, type Draft } from '../model/draft.ts';
import type { GeneratedResource, ModuleContext } from '../model/module.ts';
import type { Path } from '../model/node.ts';
import type { Pointer } from '../model/pointer.ts';
import { cleanPath } from './clean-path.ts';
import type { Report } from '../model/report.ts';
import type { VolumeSet } from './volumes.ts';

/** What the parts of one container share while it is rendered. */
export interface ContainerScope {
  readonly name: string;
  /** Where the container stands in the input. */
  readonly path: Path;
  readonly context: ModuleContext;
  readonly volumes: VolumeSet;
  readonly configMaps: GeneratedResource[];
  readonly mounts: Mount[];
  readonly report: Report;
  /** Numbers of the container's own ports by name. */
  readonly ports: ReadonlyMap<string, number>;
  /** Collects the keys of the accessories that variables refer to. */
  readonly uses: Set<string>;
}

/** A volume in a container's file system. */
export interface Mount {
  readonly volume: string;
  readonly mountPath: string;
  readonly subPath?: string;
  readonly at: Pointer;
}

/** Adds a mount; a path that is taken, or that Kubernetes refuses, is reported. */
export function addMount({ mounts, report }: ContainerScope, mount: Mount): void {
  const absolute = cleanPath(`/${mount.mountPath}`);
  const taken = mounts.find((other) => cleanPath(`/${other.mountPath}`) === absolute);
  if (taken) {
    const detail = `Something else is mounted at ${absolute} already. Choose another path.`;
    const related = [{ message: `also mounted at ${absolute}`, at: taken.at }];
    report({ code: 'MOUNT_DUPLICATE', detail, at: mount.at, related });
  }
  if (absolute.includes(':')) {
    report({ code: 'FIELD_INVALID', detail: `A mount path may not contain ":": ${absolute}.`, at: mount.at });
  }
  mounts.push(mount);
}

/** `volumeMounts` of a container; undefined when there is none. */
export function mountsDraft(mounts: readonly Mount[]): Draft {
  if (mounts.length === 0) return undefined;
  return mounts.map(({ volume, mountPath, subPath, at }) => from(at, { mountPath, name: volume, subPath }));
}
