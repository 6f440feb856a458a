import { listAt, mapAt } from '../model/edit-json.ts';
import { isJsonObject, type JsonObject } from '../model/json.ts';
import type { Path } from '../model/node.ts';
import { podTemplatePath } from '../model/pod-template.ts';
import type { Resource } from '../model/resource.ts';
import type { Spec } from '../model/spec.ts';

/** The rendered objects of one unit, and what is asked of them again and again. */
export interface ObjectSet {
  readonly resources: readonly Resource[];
  /** By `group/Kind`. */
  readonly byKind: ReadonlyMap<string, readonly Resource[]>;
  /** Objects that make pods, in output order. */
  readonly workloads: readonly Workload[];
  /** Containers of all workloads, those that run first before the others. */
  readonly containers: readonly Container[];
  /** What the names of all objects begin with that the modules make for the unit. */
  readonly ownPrefix: string;
}

/** An object that makes pods. */
export interface Workload {
  readonly resource: Resource;
  readonly namespace: string;
  /** Labels of the pods. */
  readonly labels: JsonObject;
  /** The pod spec and the way to it. */
  readonly spec: JsonObject;
  readonly path: Path;
}

/** A container of a pod. */
export interface Container {
  readonly workload: Workload;
  readonly name: string;
  readonly object: JsonObject;
  readonly path: Path;
  /** True when it runs before the others. */
  readonly isInit: boolean;
}

/** Collects the objects of a unit. Whatever does not have the shape of its kind is left out. */
export function objectSet({ unit, resources }: Spec): ObjectSet {
  const byKind = new Map<string, Resource[]>();
  for (const resource of resources) {
    const key = `${resource.id.group}/${resource.id.kind}`;
    const same = byKind.get(key);
    if (same) same.push(resource);
    else byKind.set(key, [resource]);
  }
  const workloads = resources.flatMap(workloadOf);
  return {
    resources,
    byKind,
    workloads,
    containers: workloads.flatMap(containersOf),
    ownPrefix: `${unit.project.name}-${unit.stack.name}-`,
  };
}

/** The objects of a kind, given as `group/Kind`; the core group is empty text. */
export function ofKind({ byKind }: ObjectSet, kind: string): readonly Resource[] {
  return byKind.get(kind) ?? [];
}

function workloadOf(resource: Resource): readonly Workload[] {
  const template = podTemplatePath(resource.id);
  if (!template) return [];
  const path = [...template, 'spec'];
  const labels = mapAt(resource.object, [...template, 'metadata', 'labels']);
  return [{ resource, namespace: resource.id.namespace, labels, spec: mapAt(resource.object, path), path }];
}

function containersOf(workload: Workload): readonly Container[] {
  return (['initContainers', 'containers'] as const).flatMap((field) =>
    listAt(workload.spec, [field]).flatMap((object, index) => {
      if (!isJsonObject(object)) return [];
      const name = typeof object['name'] === 'string' ? object['name'] : '';
      const path = [...workload.path, field, index];
      return [{ workload, name, object, path, isInit: field === 'initContainers' }];
    }),
  );
}
