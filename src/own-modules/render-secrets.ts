import type { DeclaredInput } from '../model/module.ts';
import { input, type Pointer } from '../model/pointer.ts';
import type { SecretBackend } from '../model/secret-backend.ts';
import { encryptedFile, isEncryptedBackend } from '../secrets/encrypted-file.ts';
import { parseRemoteReference, REMOTE_FORMS } from '../secrets/remote-reference.ts';
import { renderSecret, type RenderedSecrets } from '../secrets/render-secret.ts';
import type { SecretValue } from '../secrets/secret-plan.ts';
import { expandText, originOf, type Budget } from './expand.ts';
import type { SecretTemplate, SecretValueTemplate } from './own-module.ts';
import type { ModuleUse } from './render-objects.ts';
import type { Template } from './template.ts';
import { isThere, valueOf, type Values } from './values.ts';

/** A Secret of a module by the backend of the workspace; one that others fill whole is listed as required. */
export function renderModuleSecret(secret: SecretTemplate, use: ModuleUse): RenderedSecrets {
  const { values, budget, context } = use;
  const name = secretName(secret, values, budget);
  if (name === undefined) return { resources: [], required: [] };
  const isRequired = secret.values.every(({ kind }) => kind === 'required');
  if (isRequired && !isEncryptedBackend(context.secretBackend)) {
    const keys = secret.values.map(({ key }) => key);
    return { resources: [], required: [{ name, keys, at: pointerOf(secret.name, values) }] };
  }
  const plan = {
    name,
    at: pointerOf(secret.name, values),
    type: secret.type,
    values: secret.values.flatMap((value) => secretValue(value, use) ?? []),
  };
  return renderSecret(plan, use);
}

/** The encrypted files that hold the Secrets of a module, for backends that keep them in Git. */
export function secretFiles(
  secrets: readonly SecretTemplate[],
  values: Values,
  { backend, budget }: { readonly backend: SecretBackend; readonly budget: Budget },
): readonly DeclaredInput[] {
  if (!isEncryptedBackend(backend)) return [];
  return secrets.flatMap((secret) => {
    const name = secretName(secret, values, budget);
    return name === undefined ? [] : [encryptedFile(name, backend, pointerOf(secret.name, values))];
  });
}

/** Undefined when the condition of the Secret does not hold. */
function secretName({ when, name }: SecretTemplate, values: Values, budget: Budget): string | undefined {
  return when && !isThere(valueOf(when, values).value) ? undefined : expandText(name, values, budget);
}

/** The input that made a text; the use of the module as a whole for what stands in the module file. */
function pointerOf(template: Template, values: Values): Pointer {
  const origin = originOf(template, values);
  return 'root' in origin && origin.root !== 'unit' ? origin : input();
}

/** The value of one key; none when its reference is wrong, which is reported. */
function secretValue(
  template: SecretValueTemplate,
  { values, budget, report }: ModuleUse,
): SecretValue | undefined {
  const { key, kind } = template;
  if (kind === 'generated') return { key, kind, length: template.length, at: input() };
  if (kind === 'required') return { key, kind: 'unknown', at: input() };
  const at = pointerOf(template.text, values);
  const text = expandText(template.text, values, budget) ?? '';
  if (kind !== 'remote') return { key, kind, text, at };
  const reference = parseRemoteReference(text);
  if (reference) return { key, kind, reference, at };
  const detail = `"${text}" does not say where the value of "${key}" lies: ${REMOTE_FORMS}.`;
  report({ code: 'REFERENCE_INVALID', detail, at });
  return undefined;
}
