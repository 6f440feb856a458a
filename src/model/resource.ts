import type { Span } from '../diagnostics/span.ts';
import type { OriginEntry } from './draft.ts';
import { isJsonObject, type JsonObject } from './json.ts';
import type { ModuleCall } from './resolved.ts';

/** Who a Kubernetes object is; `group` and `namespace` are empty text when there is none. */
export interface ResourceId {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
}

/** One rendered object and what made it. `origins` is filled only when a run asks for it. */
export interface Resource {
  readonly id: ResourceId;
  readonly object: JsonObject;
  /** The app it belongs to; undefined for what belongs to the unit, such as the Namespace. */
  readonly app?: string;
  /** The workload or accessory that made it; undefined for what the compiler itself adds. */
  readonly call?: ModuleCall;
  /** Taken over from a file of the user: labels, namespace and the like are left alone. */
  readonly verbatim: boolean;
  /** The document of a user's file that it was taken from. */
  readonly document?: Span;
  readonly origins: readonly OriginEntry[];
}

/** Reads the identity of an object; missing parts are empty text. */
export function identityOf(object: JsonObject): ResourceId {
  const apiVersion = text(object['apiVersion']);
  const slash = apiVersion.indexOf('/');
  const metadata = isJsonObject(object['metadata']) ? object['metadata'] : {};
  return {
    group: slash < 0 ? '' : apiVersion.slice(0, slash),
    version: apiVersion.slice(slash + 1),
    kind: text(object['kind']),
    namespace: text(metadata['namespace']),
    name: text(metadata['name']),
  };
}

/** `group/Kind/namespace/name`: equal for two objects that the API server would keep as one. */
export function identityKey(id: ResourceId): string {
  return `${id.group}/${id.kind}/${id.namespace}/${id.name}`;
}

/** `[namespace/]Kind[.group]/name`, as commands take and print it. */
export function resourceName(id: ResourceId): string {
  const kind = id.group === '' ? id.kind : `${id.kind}.${id.group}`;
  return id.namespace === '' ? `${kind}/${id.name}` : `${id.namespace}/${kind}/${id.name}`;
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
