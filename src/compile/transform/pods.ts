import { listAt, partAt } from '../../model/edit-json.ts';
import { isJsonObject, type Json, type JsonObject } from '../../model/json.ts';
import type { Path } from '../../model/node.ts';
import { podTemplatePath } from '../../model/pod-template.ts';
import type { Resource } from '../../model/resource.ts';
import type { Spec } from '../../model/spec.ts';
import type { SecurityProfile } from '../resolve/security-profile.ts';
import { withAdditions, type Addition } from './additions.ts';
import type { PassScope } from './pass.ts';

/** The pods that an object makes. */
export interface Pod {
  readonly resource: Resource;
  readonly profile: SecurityProfile;
  /** Way to their `metadata` and `spec`. */
  readonly template: Path;
  /** Way to their `spec`. */
  readonly spec: Path;
  /** Containers, then init containers. */
  readonly containers: readonly Container[];
}

/** A container of a pod and the way to it. */
export interface Container {
  readonly path: Path;
  readonly value: JsonObject;
}

/** The pods of an object that a profile hardens; undefined for every other object. */
export function podOf(resource: Resource, { profileOf }: PassScope): Pod | undefined {
  const profile = profileOf(resource);
  const template = podTemplatePath(resource.id);
  if (!profile || !template) return undefined;
  const spec = [...template, 'spec'];
  const containers = ['containers', 'initContainers'].flatMap((list) =>
    listAt(resource.object, [...spec, list]).flatMap((value, index) =>
      isJsonObject(value) ? [{ path: [...spec, list, index], value }] : [],
    ),
  );
  return { resource, profile, template, spec, containers };
}

/** A value of the pods' `spec`. */
export function podPart({ resource, spec }: Pod, ...path: Path): Json | undefined {
  return partAt(resource.object, [...spec, ...path]);
}

/** Adds to every object that a profile hardens. */
export function addToPods(
  spec: Spec,
  scope: PassScope,
  additionsOf: (pod: Pod) => readonly Addition[],
): Spec {
  const resources = spec.resources.map((resource) => {
    const pod = podOf(resource, scope);
    if (!pod) return resource;
    return withAdditions(resource, additionsOf(pod), scope.trace ? pod.profile.origin : undefined);
  });
  return { ...spec, resources };
}
