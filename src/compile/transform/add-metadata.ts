import { isJsonObject, type JsonObject } from '../../model/json.ts';
import type { OriginEntry } from '../../model/draft.ts';
import { nodeAt, type Node } from '../../model/node.ts';
import type { ResolvedStack } from '../../model/resolved.ts';
import type { Resource } from '../../model/resource.ts';
import type { Spec } from '../../model/spec.ts';
import type { Located, LocatedMap } from '../../model/unit.ts';

interface Metadata {
  readonly labels: LocatedMap;
  readonly annotations: LocatedMap;
}

/**
 * Puts the labels and annotations of the kubernetesMetadata extensions and of the app on the
 * metadata of every generated object: project < stack < app < what the object has already, so that
 * no selector can break. Pod templates and objects taken over from files are left alone.
 */
export function addMetadata(spec: Spec, resolved: ResolvedStack): Spec {
  const { project, stack } = spec.unit;
  const unit = joined(project.extensions, stack.extensions);
  const apps = new Map(
    resolved.apps.map(({ name, node }) => [
      name,
      joined(unit, {
        labels: textsOf(nodeAt(node, ['labels'])),
        annotations: textsOf(nodeAt(node, ['annotations'])),
      }),
    ]),
  );
  if ([unit, ...apps.values()].every(isEmpty)) return spec;
  const resources = spec.resources.map((resource) =>
    withMetadata(resource, apps.get(resource.app ?? '') ?? unit),
  );
  return { ...spec, resources };
}

function joined(low: Metadata, high: Metadata): Metadata {
  return {
    labels: { ...low.labels, ...high.labels },
    annotations: { ...low.annotations, ...high.annotations },
  };
}

function withMetadata(resource: Resource, extra: Metadata): Resource {
  if (resource.verbatim || isEmpty(extra)) return resource;
  const before = resource.object['metadata'];
  const metadata: Record<string, JsonObject[string]> = { ...(isJsonObject(before) ? before : {}) };
  const origins: OriginEntry[] = [...resource.origins];
  for (const key of ['labels', 'annotations'] as const) {
    const own = metadata[key];
    const kept = isJsonObject(own) ? own : {};
    const added = Object.entries(extra[key]).filter(([name]) => !Object.hasOwn(kept, name));
    if (added.length === 0) continue;
    metadata[key] = { ...Object.fromEntries(added.map(([name, { value }]) => [name, value])), ...kept };
    for (const [name, origin] of added) origins.push({ path: ['metadata', key, name], origin });
  }
  return { ...resource, object: { ...resource.object, metadata }, origins };
}

function textsOf(node: Node | undefined): LocatedMap {
  const texts: Record<string, Located<string>> = {};
  if (node?.kind !== 'map') return texts;
  for (const [key, { value }] of node.entries) {
    if (value.kind !== 'scalar' || typeof value.value !== 'string') continue;
    texts[key] = { value: value.value, source: value.source, start: value.start, end: value.end };
  }
  return texts;
}

function isEmpty({ labels, annotations }: Metadata): boolean {
  return Object.keys(labels).length + Object.keys(annotations).length === 0;
}
