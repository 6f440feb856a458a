import type { Span } from '../../diagnostics/span.ts';
import type { OriginEntry } from '../../model/draft.ts';
import { listAt, partAt, withPart } from '../../model/edit-json.ts';
import { isJsonObject, type Json, type JsonObject } from '../../model/json.ts';
import type { EnvPatch, MetadataPatch, WorkloadPatch } from '../../model/module.ts';
import type { Path } from '../../model/node.ts';
import { podTemplatePath } from '../../model/pod-template.ts';
import type { Pointer } from '../../model/pointer.ts';
import type { Resource } from '../../model/resource.ts';

/** A patch, and where its pointers lead to. */
export interface PlacedPatch {
  readonly patch: WorkloadPatch;
  readonly spanOf: (at: Pointer | Span) => Span;
}

/**
 * Applies the patches of accessories to the objects of their app, in the order given. What an object has
 * already is never replaced. Kusion loses every patch of a workload that comes with other objects, and fails
 * on a CronJob (kusion@02cc9d8b `PatchWorkload`); here each object that makes pods is patched.
 */
export function applyPatches(
  resources: readonly Resource[],
  patches: readonly PlacedPatch[],
  trace: boolean,
): readonly Resource[] {
  if (patches.length === 0) return resources;
  const own = resources.find(({ call, id }) => call?.module.role === 'workload' && podTemplatePath(id));
  return resources.map((resource) => {
    if (resource.verbatim) return resource;
    const edit: Edit = { object: resource.object, origins: [...resource.origins], trace };
    for (const each of patches) {
      if (resource === own) patchWorkload(edit, each, podTemplatePath(resource.id) ?? []);
      else if (resource.id.kind === 'Service' && resource.id.group === '')
        patchMetadata(edit, each, { on: 'services', at: [] });
    }
    return edit.object === resource.object
      ? resource
      : { ...resource, object: edit.object, origins: edit.origins };
  });
}

interface Edit {
  object: JsonObject;
  origins: OriginEntry[];
  readonly trace: boolean;
}

function patchWorkload(edit: Edit, placed: PlacedPatch, template: Path): void {
  const { patch, spanOf } = placed;
  patchMetadata(edit, placed, { on: 'workload', at: [] });
  patchMetadata(edit, placed, { on: 'pods', at: template });
  for (const variable of patch.env ?? []) {
    for (const list of ['containers', 'initContainers']) {
      const containers: Path = [...template, 'spec', list];
      listAt(edit.object, containers).forEach((_, index) => {
        prependVariable(edit, [...containers, index, 'env'], { variable, span: spanOf(variable.at) });
      });
    }
  }
  if (patch.maxUnavailable && edit.object['kind'] === 'Deployment') {
    setMissing(edit, ['spec', 'strategy', 'rollingUpdate', 'maxUnavailable'], {
      value: patch.maxUnavailable.value,
      span: spanOf(patch.maxUnavailable.at),
    });
  }
}

function prependVariable(
  edit: Edit,
  path: Path,
  { variable, span }: { variable: EnvPatch; span: Span },
): void {
  const before = listAt(edit.object, path);
  if (before.some((entry) => isJsonObject(entry) && entry['name'] === variable.name)) return;
  edit.object = withPart(edit.object, path, [entryOf(variable), ...before]);
  if (!edit.trace) return;
  edit.origins = edit.origins.map((entry) => ({ ...entry, path: shifted(entry.path, path) }));
  edit.origins.push({ path: [...path, 0], origin: span });
}

function entryOf({ name, value }: EnvPatch): Json {
  if (value.kind === 'secret')
    return { name, valueFrom: { secretKeyRef: { key: value.key, name: value.name } } };
  return value.value === '' ? { name } : { name, value: value.value };
}

/** A path after an item was put in front of the list at `list`. */
function shifted(path: Path, list: Path): Path {
  const index = path[list.length];
  if (typeof index !== 'number' || !list.every((step, i) => path[i] === step)) return path;
  return [...list, index + 1, ...path.slice(list.length + 1)];
}

function patchMetadata(
  edit: Edit,
  { patch, spanOf }: PlacedPatch,
  { on, at }: { on: MetadataPatch['on']; at: Path },
): void {
  for (const metadata of patch.metadata ?? []) {
    if (metadata.on !== on) continue;
    const span = spanOf(metadata.at);
    for (const field of ['labels', 'annotations'] as const) {
      for (const [key, value] of Object.entries(metadata[field] ?? {})) {
        setMissing(edit, [...at, 'metadata', field, key], { value, span });
      }
    }
  }
}

/** Sets a value where there is none; a Deployment that is recreated has no rolling update. */
function setMissing(edit: Edit, path: Path, { value, span }: { value: Json; span: Span }): void {
  const isRecreated = partAt(edit.object, ['spec', 'strategy', 'type']) === 'Recreate';
  if (partAt(edit.object, path) !== undefined || (isRecreated && path.includes('rollingUpdate'))) return;
  edit.object = withPart(edit.object, path, value);
  if (edit.trace) edit.origins.push({ path, origin: span });
}
