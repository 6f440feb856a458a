import { from, type Draft } from '../model/draft.ts';
import type { GeneratedResource, ModuleContext, ModuleSecret } from '../model/module.ts';
import { input } from '../model/pointer.ts';
import { base64 } from '../util/base64.ts';
import { byteOrder } from '../util/byte-order.ts';
import { referencedKeys } from './referenced-keys.ts';
import type { Report } from './report.ts';
import { SECRET_TYPES } from './secret-types.ts';
import type { SecretInput, WorkloadInput } from './schema.ts';

/** What becomes of a workload's secrets. */
export interface RenderedSecrets {
  readonly resources: readonly GeneratedResource[];
  readonly required: readonly ModuleSecret[];
}

interface Scope {
  readonly context: ModuleContext;
  readonly report: Report;
}

/**
 * Secrets by name. With the backend `plaintext` they are rendered as Kusion does (kusion@02cc9d8b
 * pkg/generators/secret), with `reference` they are only listed as required. Values never reach a message.
 */
export function renderSecrets(own: WorkloadInput, scope: Scope): RenderedSecrets {
  const names = Object.keys(own.secrets ?? {}).toSorted(byteOrder);
  const resources: GeneratedResource[] = [];
  const required: ModuleSecret[] = [];
  const backend = scope.context.secretBackend;
  for (const name of names) {
    const secret = own.secrets?.[name];
    if (!secret) continue;
    checkSecret(name, secret, scope.report);
    if (backend === 'plaintext') resources.push(...plaintextSecret(name, secret, scope));
    else if (backend === 'reference') required.push(requiredSecret(name, own, scope.report));
    else {
      const detail = `The secret backend ${backend} cannot be rendered yet. Use reference and create the Secret "${name}" in the cluster.`;
      scope.report({ code: 'FEATURE_UNAVAILABLE', detail, at: input('secrets', name) });
    }
  }
  return { resources, required };
}

function checkSecret(name: string, { type, data, params }: SecretInput, report: Report): void {
  const { keys } = SECRET_TYPES[type];
  for (const key of Object.keys(data ?? {})) {
    if (keys.length === 0 || keys.includes(key)) continue;
    const detail = `A secret of type ${type} has no key "${key}"; it takes ${keys.join(' and ')}. For other keys use type opaque.`;
    report({ code: 'FIELD_INVALID', detail, at: input('secrets', name, 'data', key) });
  }
  if (params && Object.keys(params).length > 0) {
    const detail = 'params of a secret is accepted for Kusion and changes nothing.';
    report({ code: 'FIELD_NO_EFFECT', detail, at: input('secrets', name, 'params') });
  }
  if (type === 'external') checkStoreReferences(name, data ?? {}, report);
}

/** `ref://STORE/PATH` as in Kusion, or `STORE#KEY`. */
const STORE_REFERENCE = /^(?:ref:\/\/[^\s/]\S*|[^\s#]+#[^\s#]+)$/;

function checkStoreReferences(name: string, data: Readonly<Record<string, string>>, report: Report): void {
  for (const [key, value] of Object.entries(data)) {
    if (STORE_REFERENCE.test(value)) continue;
    const detail = `The key "${key}" of an external secret has to say where the value lies: ref://PATH or PATH#KEY.`;
    report({ code: 'REFERENCE_INVALID', detail, at: input('secrets', name, 'data', key) });
  }
}

function plaintextSecret(
  name: string,
  secret: SecretInput,
  { context, report }: Scope,
): readonly GeneratedResource[] {
  if (secret.type === 'external') {
    const detail = `The secret "${name}" refers to a secret store, and the backend plaintext has none. Use secretStore.backend: external-secrets, or another type with data.`;
    report({ code: 'REFERENCE_INVALID', detail, at: input('secrets', name, 'type') });
    return [];
  }
  const { keys, kubernetesType } = SECRET_TYPES[secret.type];
  for (const key of keys) {
    if (secret.data?.[key]) continue;
    const why =
      secret.type === 'certificate'
        ? 'Kubernetes refuses it without'
        : 'Kusion would make up a new one on every run';
    const detail = `The secret "${name}" has no value for "${key}": ${why}. Give one here, or use the backend reference.`;
    report({ code: 'SECRET_VALUE_MISSING', detail, at: input('secrets', name, 'data', key) });
  }
  const data = Object.entries(secret.data ?? {}).map(([key, value]): [string, Draft] => [
    key,
    from(input('secrets', name, 'data', key), base64(value)),
  ]);
  const draft = {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name: from(input('secrets', name), name), namespace: context.namespace },
    type: from(input('secrets', name, 'type'), kubernetesType),
    data: data.length > 0 ? Object.fromEntries(data) : undefined,
    immutable: from(input('secrets', name, 'immutable'), secret.immutable ?? false),
  };
  return [{ draft }];
}

function requiredSecret(name: string, own: WorkloadInput, report: Report): ModuleSecret {
  const { type, data = {} } = own.secrets?.[name] ?? { type: 'opaque' as const };
  if (type !== 'external' && Object.values(data).some((value) => value !== '')) {
    const detail = `The values of the secret "${name}" would be committed in plain text. Remove data and create the Secret in the cluster, or use another secretStore.backend.`;
    report({ code: 'SECRET_PLAINTEXT', detail, at: input('secrets', name, 'data') });
  }
  const keys = new Set([...SECRET_TYPES[type].keys, ...Object.keys(data), ...referencedKeys(name, own)]);
  return { name, keys: [...keys].toSorted(byteOrder), at: input('secrets', name) };
}
