import { isJsonObject, type Json, type JsonObject } from '../model/json.ts';
import { listAt, mapAt } from '../model/edit-json.ts';
import { crdNode } from './crd-node.ts';
import type { KindSchema } from './schema-table.ts';

/** The kinds that a CustomResourceDefinition defines, by `apiVersion/Kind`, or why it defines none. */
export type CrdOutcome =
  | { readonly ok: true; readonly kinds: ReadonlyMap<string, KindSchema> }
  | { readonly ok: false; readonly detail: string };

/** True for a CustomResourceDefinition of any API version. */
export function isCrd(value: Json): value is JsonObject {
  return (
    isJsonObject(value) &&
    value['kind'] === 'CustomResourceDefinition' &&
    typeof value['apiVersion'] === 'string' &&
    value['apiVersion'].startsWith('apiextensions.k8s.io/')
  );
}

/**
 * Reads a CustomResourceDefinition (apiextensions.k8s.io/v1): every served version with its `openAPIV3Schema`.
 * @param from where it stands, for messages
 */
export function crdSchemas(crd: JsonObject, from: string): CrdOutcome {
  const spec = mapAt(crd, ['spec']);
  const group = spec['group'];
  const kind = mapAt(spec, ['names'])['kind'];
  if (crd['apiVersion'] !== 'apiextensions.k8s.io/v1')
    return {
      ok: false,
      detail: 'Only apiextensions.k8s.io/v1 is read; the older versions are gone since Kubernetes 1.22.',
    };
  if (typeof group !== 'string' || typeof kind !== 'string')
    return { ok: false, detail: 'It needs the texts spec.group and spec.names.kind.' };
  const kinds = new Map<string, KindSchema>();
  for (const version of listAt(spec, ['versions'])) {
    if (!isJsonObject(version) || typeof version['name'] !== 'string' || version['served'] === false)
      continue;
    const schema = mapAt(version, ['schema'])['openAPIV3Schema'];
    if (!isJsonObject(schema))
      return { ok: false, detail: `Its version ${version['name']} has no schema.openAPIV3Schema.` };
    const read = crdNode(schema);
    if (typeof read === 'string') return { ok: false, detail: `Its version ${version['name']} has ${read}.` };
    kinds.set(`${group}/${version['name']}/${kind}`, {
      isNamespaced: spec['scope'] !== 'Cluster',
      isDeprecated: version['deprecated'] === true,
      node: read,
      from,
    });
  }
  if (kinds.size === 0) return { ok: false, detail: 'It serves no version.' };
  return { ok: true, kinds };
}
