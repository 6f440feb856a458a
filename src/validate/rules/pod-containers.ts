import { isJsonObject, type JsonObject } from '../../model/json.ts';
import { listAt } from '../../model/edit-json.ts';
import type { Path } from '../../model/node.ts';
import { podTemplatePath } from '../../model/pod-template.ts';
import type { ResourceId } from '../../model/resource.ts';

/** The way to the `spec` of the pods that an object makes; undefined when it makes none. */
export function podPath(id: ResourceId): Path | undefined {
  const template = podTemplatePath(id);
  return template && [...template, 'spec'];
}

/** Every container of a pod with the way to it, init containers first. */
export function podContainers(
  object: JsonObject,
  spec: Path,
): readonly { readonly path: Path; readonly container: JsonObject }[] {
  return ['initContainers', 'containers'].flatMap((field) =>
    listAt(object, [...spec, field]).flatMap((container, index) =>
      isJsonObject(container) ? [{ path: [...spec, field, index], container }] : [],
    ),
  );
}
