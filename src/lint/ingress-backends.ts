import { listAt, partAt } from '../model/edit-json.ts';
import { isJsonObject, type JsonObject } from '../model/json.ts';
import type { Path } from '../model/node.ts';

/** A backend of an Ingress that is a Service: `name` and `port`. */
export interface ServiceBackend {
  readonly service: JsonObject;
  readonly path: Path;
}

/** The Services that an Ingress (networking.k8s.io/v1) sends to. */
export function serviceBackends(ingress: JsonObject): readonly ServiceBackend[] {
  const rules = listAt(ingress, ['spec', 'rules']).flatMap((_, rule) => {
    const paths: Path = ['spec', 'rules', rule, 'http', 'paths'];
    return listAt(ingress, paths).map((__, index): Path => [...paths, index, 'backend', 'service']);
  });
  return [['spec', 'defaultBackend', 'service'], ...rules].flatMap((path) => {
    const service = partAt(ingress, path);
    return isJsonObject(service) ? [{ service, path }] : [];
  });
}
