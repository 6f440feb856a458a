import { podTemplatePath } from '../../model/pod-template.ts';
import type { ResolvedStack } from '../../model/resolved.ts';
import type { Resource } from '../../model/resource.ts';
import type { Spec } from '../../model/spec.ts';
import { workloadProfile, workspaceProfile, type SecurityProfile } from '../resolve/security-profile.ts';

/** What a pass may look at besides the spec. */
export interface PassScope {
  readonly resolved: ResolvedStack;
  /** Whether to keep the origin of what is added. */
  readonly trace: boolean;
  /** The profile of an object that makes pods; undefined for other objects and those of a user's file. */
  readonly profileOf: (resource: Resource) => SecurityProfile | undefined;
}

/** One step of a profile. It adds and never changes, and a second run of it changes nothing. */
export type Pass = (spec: Spec, scope: PassScope) => Spec;

/** The scope of a unit's passes; undefined when neither its workspace nor a workload has a profile. */
export function passScope(resolved: ResolvedStack, trace: boolean): PassScope | undefined {
  const { workspace } = resolved.unit;
  const common = workspaceProfile(workspace);
  const own = new Map<string, SecurityProfile>();
  for (const { name, workload } of resolved.apps) {
    const profile = workload && workloadProfile(workspace, workload);
    if (profile) own.set(name, profile);
  }
  if (!common && own.size === 0) return undefined;
  const profileOf = (resource: Resource): SecurityProfile | undefined => {
    if (resource.verbatim || !podTemplatePath(resource.id)) return undefined;
    return isOfWorkload(resource) ? own.get(resource.app ?? '') : common;
  };
  return { resolved, trace, profileOf };
}

/** True for what the workload of an app made, and not one of its accessories. */
export function isOfWorkload({ call }: Resource): boolean {
  return call?.module.role === 'workload';
}
