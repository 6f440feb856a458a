import { transformSpec } from '../../../src/compile/transform/transform-spec.ts';
import type { JsonObject } from '../../../src/model/json.ts';
import type { ModuleDefinition } from '../../../src/model/module.ts';
import type { ModuleCall, ResolvedStack } from '../../../src/model/resolved.ts';
import { identityOf, type Resource } from '../../../src/model/resource.ts';
import type { Spec } from '../../../src/model/spec.ts';
import { mapOf } from '../../tools/yaml-node.ts';

/** A workspace file and the app files that a transform reads. */
export interface ProfileInput {
  readonly workspace: string;
  /** `securityProfile` and the like of the app `web`. */
  readonly workload?: string;
  /** The input of its accessory. */
  readonly accessory?: string;
}

/** The app `web` of project `shop`, as far as passes look at it. */
function resolvedOf({ workspace, workload, accessory }: ProfileInput): ResolvedStack {
  const none = { labels: {}, annotations: {} };
  const app = mapOf('labels: {}');
  const call = (text: string) => ({ inputNode: mapOf(text) }) as ModuleCall;
  const web = {
    name: 'web',
    node: app,
    workload: call(workload ?? 'kind: Service'),
    accessories: accessory === undefined ? [] : [call(accessory)],
  };
  const unit = {
    project: { name: 'shop', extensions: none },
    stack: { name: 'dev', extensions: none },
    workspace: { name: 'dev', root: mapOf(workspace, 'workspaces/dev.yaml') },
  };
  return { unit, apps: [web], shared: [] } as unknown as ResolvedStack;
}

/** A resource that the workload of `web` made. */
export function made(object: JsonObject, parts: Partial<Resource> = {}): Resource {
  const call = { module: { role: 'workload' } as ModuleDefinition } as ModuleCall;
  return { id: identityOf(object), object, app: 'web', call, verbatim: false, origins: [], ...parts };
}

/** The resource as an accessory would make it. */
export function ofAccessory(object: JsonObject): Resource {
  return made(object, { call: { module: { role: 'accessory' } as ModuleDefinition } as ModuleCall });
}

/** Runs all passes. */
export function transformed(
  resources: readonly Resource[],
  input: ProfileInput,
  trace = false,
): readonly Resource[] {
  const resolved = resolvedOf(input);
  const spec = { unit: resolved.unit, resources, requiredSecrets: [] } as Spec;
  return transformSpec(spec, resolved, trace).resources;
}

/** The pods' `spec` that a Deployment with this `spec` and pod `spec` ends up with, and the objects beside it. */
export function hardened(
  workload: JsonObject,
  input: ProfileInput = { workspace: 'profile: restricted' },
  others: readonly Resource[] = [],
): { readonly object: JsonObject; readonly pod: JsonObject; readonly all: readonly JsonObject[] } {
  const all = transformed([made(workload), ...others], input).map(({ object }) => object);
  const object = all.find(({ kind }) => kind === workload['kind']) ?? {};
  const template = (object['spec'] as JsonObject)['template'] as JsonObject;
  return { object, pod: template['spec'] as JsonObject, all };
}

const SELECTOR = { 'app.kubernetes.io/name': 'web', 'app.kubernetes.io/part-of': 'shop' };

/** Parts of a Deployment that a test sets. */
export interface DeploymentParts {
  readonly spec?: JsonObject;
  readonly pod?: JsonObject;
  readonly container?: JsonObject;
  readonly kind?: { readonly apiVersion: string; readonly kind: string };
}

/** The Deployment of `web`. */
export function deployment({ spec, pod, container, kind }: DeploymentParts = {}): JsonObject {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    ...kind,
    metadata: { name: 'shop-dev-web', namespace: 'shop', labels: SELECTOR },
    spec: {
      selector: { matchLabels: SELECTOR },
      template: {
        metadata: { labels: SELECTOR },
        spec: { containers: [{ name: 'web', image: 'ghcr.io/acme/web:1.4.2', ...container }], ...pod },
      },
      ...spec,
    },
  };
}

/** An object of the namespace `shop`. */
export function object(type: string, name: string, rest: JsonObject): JsonObject {
  const [apiVersion = '', kind = ''] = type.split(' ');
  return { apiVersion, kind, metadata: { name, namespace: 'shop' }, ...rest };
}
