import { from, type Draft } from '../model/draft.ts';
import type { GeneratedResource, ModuleContext } from '../model/module.ts';
import { byteOrder } from '../util/byte-order.ts';
import type { SecretPlan, SecretValue } from './secret-plan.ts';

/** The key under which a Password generator gives its value. */
const GENERATED = 'password';

/**
 * An ExternalSecret that brings a Secret into the cluster, and the Password generator behind it when a value
 * is made up (External Secrets Operator v1, external-secrets.io/latest/api). A generator has no memory, so such
 * a Secret is created once and kept. Values that the operator would fill in are written out, so that the
 * cluster shows no difference from Git.
 */
export function externalSecretResources(
  plan: SecretPlan,
  context: ModuleContext,
): readonly GeneratedResource[] {
  const values = plan.values.toSorted((a, b) => byteOrder(a.key, b.key));
  const remote = values.filter((value) => value.kind === 'remote');
  const generated = values.find((value) => value.kind === 'generated');
  const isPlain = remote.length === values.length && plan.type === 'Opaque';
  const metadata = { name: from(plan.at, plan.name), namespace: context.namespace };
  const spec: Draft = {
    ...(generated
      ? { refreshPolicy: 'CreatedOnce' }
      : { refreshPolicy: 'Periodic', refreshInterval: '1h0m0s' }),
    ...(remote.length > 0 ? { secretStoreRef: { ...context.secretStore } } : {}),
    target: {
      name: from(plan.at, plan.name),
      creationPolicy: generated ? 'Orphan' : 'Owner',
      deletionPolicy: 'Retain',
      immutable: plan.immutable === true ? true : undefined,
      template: isPlain ? undefined : templateDraft(plan, values),
    },
    data: remote.length > 0 ? remote.map(remoteDraft) : undefined,
    dataFrom: generated ? [{ sourceRef: { generatorRef: generatorRef(plan) } }] : undefined,
  };
  const draft = { apiVersion: 'external-secrets.io/v1', kind: 'ExternalSecret', metadata, spec };
  return generated ? [passwordResource(plan, generated.length, context), { draft }] : [{ draft }];
}

function passwordResource(
  { name, at }: SecretPlan,
  length: number,
  { namespace }: ModuleContext,
): GeneratedResource {
  return {
    draft: {
      apiVersion: 'generators.external-secrets.io/v1alpha1',
      kind: 'Password',
      metadata: { name: from(at, name), namespace },
      spec: { length, digits: Math.floor(length / 5), symbols: 0, noUpper: false, allowRepeat: true },
    },
  };
}

function generatorRef({ name }: SecretPlan): Draft {
  return { apiVersion: 'generators.external-secrets.io/v1alpha1', kind: 'Password', name };
}

function remoteDraft(value: Extract<SecretValue, { kind: 'remote' }>): Draft {
  const { key, property, version } = value.reference;
  return from(value.at, {
    secretKey: value.key,
    remoteRef: {
      key,
      property,
      version,
      conversionStrategy: 'Default',
      decodingStrategy: 'None',
      metadataPolicy: 'None',
    },
  });
}

function templateDraft({ type }: SecretPlan, values: readonly SecretValue[]): Draft {
  return {
    engineVersion: 'v2',
    mergePolicy: 'Replace',
    type,
    data: Object.fromEntries(values.map((value) => [value.key, from(value.at, templateText(value))])),
  };
}

/** A value as a Go template; braces in a text that is no template are written as a string of it. */
function templateText(value: SecretValue): string {
  switch (value.kind) {
    case 'public':
    case 'given':
      return literal(value.text);
    case 'generated':
      return `{{ .${GENERATED} }}`;
    case 'around':
      return value.text.split('{}').map(literal).join(`{{ .${GENERATED} }}`);
    case 'remote':
    case 'unknown':
      return `{{ index . ${JSON.stringify(value.key)} }}`;
  }
}

function literal(text: string): string {
  return text.includes('{{') ? `{{ ${JSON.stringify(text)} }}` : text;
}
