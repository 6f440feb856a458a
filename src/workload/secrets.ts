import type { DeclaredInput, ModuleContext, ModuleNames } from '../model/module.ts';
import { input } from '../model/pointer.ts';
import type { Report } from '../model/report.ts';
import { encryptedFile, isEncryptedBackend } from '../secrets/encrypted-file.ts';
import { parseRemoteReference, REMOTE_FORMS } from '../secrets/remote-reference.ts';
import { renderSecret, type RenderedSecrets, type SecretScope } from '../secrets/render-secret.ts';
import type { SecretPlan, SecretValue } from '../secrets/secret-plan.ts';
import { byteOrder } from '../util/byte-order.ts';
import { referencedKeys } from './referenced-keys.ts';
import type { WorkloadInput } from './schema.ts';
import type { SecretInput } from './secret-schema.ts';
import { SECRET_TYPES } from './secret-types.ts';

/** The key that Kusion makes up when there is no value for it, by type. */
const MADE_UP: Readonly<Partial<Record<SecretInput['type'], string>>> = { basic: 'password', token: 'token' };

/** Length of the passwords and tokens that Kusion makes up (kusion@02cc9d8b pkg/generators/secret). */
const GENERATED_LENGTH = 54;

/** The secrets of a workload by name, rendered by the backend of the workspace. */
export function renderSecrets(own: WorkloadInput, scope: SecretScope): RenderedSecrets {
  const rendered = secretsOf(own).flatMap(([name, secret]) => {
    checkSecret(name, secret, scope.report);
    if (secret.type === 'external' && scope.context.secretBackend === 'plaintext') {
      const detail = `The secret "${name}" refers to a secret store, and the backend plaintext has none. Use secretStore.backend: external-secrets, or another type with data.`;
      scope.report({ code: 'REFERENCE_INVALID', detail, at: input('secrets', name, 'type') });
      return [];
    }
    return [renderSecret(planOf(name, { own, secret, context: scope.context }), scope)];
  });
  return {
    resources: rendered.flatMap(({ resources }) => resources),
    required: rendered.flatMap(({ required }) => required),
  };
}

/** The files that hold the secrets of a workload, for backends that keep them encrypted in Git. */
export function secretFiles(
  own: WorkloadInput,
  { secretBackend }: Pick<ModuleNames, 'secretBackend'>,
): readonly DeclaredInput[] {
  if (!isEncryptedBackend(secretBackend)) return [];
  return secretsOf(own).map(([name]) => encryptedFile(name, secretBackend, input('secrets', name)));
}

function secretsOf({ secrets = {} }: WorkloadInput): readonly (readonly [string, SecretInput])[] {
  return Object.entries(secrets).toSorted(([a], [b]) => byteOrder(a, b));
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

function checkStoreReferences(name: string, data: Readonly<Record<string, string>>, report: Report): void {
  for (const [key, value] of Object.entries(data)) {
    if (parseRemoteReference(value)) continue;
    const detail = `The key "${key}" of an external secret has to say where the value lies: ${REMOTE_FORMS}.`;
    report({ code: 'REFERENCE_INVALID', detail, at: input('secrets', name, 'data', key) });
  }
}

interface PlanScope {
  readonly own: WorkloadInput;
  readonly secret: SecretInput;
  readonly context: ModuleContext;
}

function planOf(name: string, { own, secret, context }: PlanScope): SecretPlan {
  const isPlaintext = context.secretBackend === 'plaintext';
  const keys = [
    ...SECRET_TYPES[secret.type].keys,
    ...Object.keys(secret.data ?? {}),
    ...(isPlaintext ? [] : referencedKeys(name, own)),
  ];
  return {
    name,
    at: input('secrets', name),
    type: SECRET_TYPES[secret.type].kubernetesType,
    immutable: secret.immutable ?? (isPlaintext ? false : undefined),
    values: [...new Set(keys)].map((key) => valueOf(name, key, { secret, isPlaintext })),
  };
}

function valueOf(
  name: string,
  key: string,
  { secret, isPlaintext }: { secret: SecretInput; isPlaintext: boolean },
): SecretValue {
  const { type, data = {} } = secret;
  const base = { key, at: input('secrets', name, 'data', key) };
  const text = Object.hasOwn(data, key) ? data[key] : undefined;
  if (type === 'external') {
    const reference = parseRemoteReference(text ?? '');
    return reference ? { ...base, kind: 'remote', reference } : { ...base, kind: 'unknown' };
  }
  if (text) return { ...base, kind: type === 'basic' && key === 'username' ? 'public' : 'given', text };
  if (MADE_UP[type] === key) return { ...base, kind: 'generated', length: GENERATED_LENGTH };
  const isEmptyOnPurpose = isPlaintext && type === 'opaque' && text === '';
  return isEmptyOnPurpose ? { ...base, kind: 'given', text } : { ...base, kind: 'unknown' };
}
