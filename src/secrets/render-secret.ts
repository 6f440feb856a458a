import { from, type Draft } from '../model/draft.ts';
import type { GeneratedResource, ModuleContext, ModuleSecret } from '../model/module.ts';
import type { Report } from '../model/report.ts';
import { base64 } from '../util/base64.ts';
import { byteOrder } from '../util/byte-order.ts';
import { encryptedResources } from './encrypted-file.ts';
import { externalSecretResources } from './external-secret.ts';
import type { SecretPlan, SecretValue } from './secret-plan.ts';

/** What becomes of Secrets: objects, and those that someone else has to create. */
export interface RenderedSecrets {
  readonly resources: readonly GeneratedResource[];
  readonly required: readonly ModuleSecret[];
}

/** Where a Secret is rendered, and where problems go. */
export interface SecretScope {
  readonly context: ModuleContext;
  readonly report: Report;
}

/**
 * Renders a Secret by the backend of the workspace: `reference` lists it as required, `external-secrets`
 * fetches or generates it in the cluster, `sealed-secrets` and `sops` take the committed file, `plaintext`
 * writes the values. A value that the developer wrote reaches the output with `plaintext` only, and never a message.
 */
export function renderSecret(plan: SecretPlan, scope: SecretScope): RenderedSecrets {
  const { context, report } = scope;
  const backend = context.secretBackend;
  if (backend === 'plaintext') return { resources: plaintextResources(plan, scope), required: [] };
  refuseGiven(plan, report);
  switch (backend) {
    case 'reference':
      return { resources: [], required: [requiredSecret(plan)] };
    case 'external-secrets':
      return { resources: externalResources(plan, scope), required: [] };
    case 'sealed-secrets':
    case 'sops': {
      const { resources, problems } = encryptedResources(plan, backend, context);
      problems.forEach(report);
      return { resources, required: [] };
    }
  }
}

function refuseGiven({ name, values }: SecretPlan, report: Report): void {
  const [given] = values.filter((value) => value.kind === 'given');
  if (!given) return;
  const detail = `The values of the secret "${name}" would be committed in plain text. Remove data and create the Secret in the cluster, or use another secretStore.backend.`;
  report({ code: 'SECRET_PLAINTEXT', detail, at: { ...given.at, path: given.at.path.slice(0, -1) } });
}

function requiredSecret({ name, at, values }: SecretPlan): ModuleSecret {
  return { name, at, keys: values.map(({ key }) => key).toSorted(byteOrder) };
}

function externalResources(plan: SecretPlan, { context, report }: SecretScope): readonly GeneratedResource[] {
  const unknown = plan.values.filter((value) => value.kind === 'unknown');
  for (const { key, at } of unknown) {
    const detail = `Nothing says where the value of "${key}" in the secret "${plan.name}" lies. Use type external with a reference into the store.`;
    report({ code: 'SECRET_VALUE_MISSING', detail, at });
  }
  return plan.values.some(({ kind }) => kind !== 'unknown' && kind !== 'given')
    ? externalSecretResources(plan, context)
    : [];
}

function plaintextResources(
  plan: SecretPlan,
  { context, report }: SecretScope,
): readonly GeneratedResource[] {
  const data = plan.values.flatMap((value): readonly [string, Draft][] => {
    if (value.kind === 'given' || value.kind === 'public')
      return [[value.key, from(value.at, plan.asText ? value.text : base64(value.text))]];
    report(missing(plan.name, value));
    return [];
  });
  const draft = {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name: from(plan.at, plan.name), namespace: context.namespace },
    type: plan.asText ? undefined : plan.type,
    [plan.asText ? 'stringData' : 'data']: data.length > 0 ? Object.fromEntries(data) : undefined,
    immutable: plan.immutable,
  };
  return [{ draft }];
}

function missing(name: string, { key, at }: SecretValue) {
  const detail = `The secret "${name}" has no value for "${key}": the backend plaintext takes it from here and makes up none. Give one, or use the backend reference.`;
  return { code: 'SECRET_VALUE_MISSING' as const, detail, at };
}
