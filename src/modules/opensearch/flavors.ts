import { from, type Draft } from '../../model/draft.ts';
import type { GeneratedResource, ModuleContext } from '../../model/module.ts';
import { input, platform as platformPointer } from '../../model/pointer.ts';
import { accessPolicy } from './access-policy.ts';
import type { OpensearchInput, OpensearchPlatform } from './schema.ts';

/** A domain to make, and the Secret that has to hold its endpoint. */
export interface DomainRequest {
  readonly own: OpensearchInput;
  readonly platform: OpensearchPlatform;
  readonly region: string;
  readonly context: ModuleContext;
  readonly secret: string;
}

/** The key of the endpoint in the Secret. */
export const ENDPOINT = 'endpoint';

/**
 * A Domain of Crossplane (provider-upjet-aws, opensearch.aws.upbound.io/v1beta2, cluster scoped). It writes the
 * endpoint into its connection Secret; the access policy is an object of its own there.
 */
export function crossplaneDomain(request: DomainRequest): readonly GeneratedResource[] {
  const { own, platform, region, context, secret } = request;
  const name = context.unitName;
  const providerConfigRef = {
    name: from(platformPointer('providerConfig'), platform.providerConfig ?? 'default'),
  };
  const domain = {
    apiVersion: 'opensearch.aws.upbound.io/v1beta2',
    kind: 'Domain',
    metadata: { name },
    spec: {
      providerConfigRef,
      forProvider: {
        region: regionDraft(region),
        domainName: from(input('domainName'), own.domainName),
        ...settings(request),
      },
      writeConnectionSecretToRef: { name: secret, namespace: context.namespace },
    },
  };
  const policy = policyText(request);
  if (policy === undefined) return [{ draft: domain }];
  const draft = {
    apiVersion: 'opensearch.aws.upbound.io/v1beta1',
    kind: 'DomainPolicy',
    metadata: { name },
    spec: {
      providerConfigRef,
      forProvider: { region: regionDraft(region), domainNameRef: { name }, accessPolicies: policy },
    },
  };
  return [{ draft: domain }, { draft }];
}

/**
 * A Domain of the AWS controllers (opensearchservice.services.k8s.aws/v1alpha1). The endpoint is copied by a
 * FieldExport, which needs its Secret to exist, so an empty one is made.
 */
export function ackDomain(request: DomainRequest): readonly GeneratedResource[] {
  const { own, context, secret } = request;
  const metadata = { name: context.unitName, namespace: context.namespace };
  const domain = {
    apiVersion: 'opensearchservice.services.k8s.aws/v1alpha1',
    kind: 'Domain',
    metadata: { ...metadata, annotations: { 'services.k8s.aws/region': regionDraft(request.region) } },
    spec: {
      name: from(input('domainName'), own.domainName),
      ...settings(request),
      accessPolicies: policyText(request),
    },
  };
  const empty = {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name: secret, namespace: context.namespace },
    type: 'Opaque',
  };
  const fieldExport = {
    apiVersion: 'services.k8s.aws/v1alpha1',
    kind: 'FieldExport',
    metadata: { name: `${secret}-${ENDPOINT}`, namespace: context.namespace },
    spec: {
      from: {
        path: '.status.endpoint',
        resource: { group: 'opensearchservice.services.k8s.aws', kind: 'Domain', name: context.unitName },
      },
      to: { kind: 'secret', name: secret, key: ENDPOINT },
    },
  };
  return [{ draft: empty }, { draft: domain }, { draft: fieldExport }];
}

function settings({ own, platform }: DomainRequest): Readonly<Record<string, Draft>> {
  const { clusterConfig, ebsOptions } = platform;
  const ebs = ebsOptions && { ebsEnabled: ebsOptions.ebsEnabled, volumeSize: ebsOptions.volumeSize };
  return {
    engineVersion: from(input('engineVersion'), own.engineVersion),
    clusterConfig: clusterConfig && {
      instanceType: from(platformPointer('clusterConfig', 'instanceType'), clusterConfig.instanceType),
    },
    ebsOptions: from(platformPointer('ebsOptions'), ebs),
  };
}

function regionDraft(region: string): Draft {
  return from(platformPointer('region'), region);
}

function policyText({ own, platform, region }: DomainRequest): Draft {
  const { statement = [] } = platform;
  if (statement.length === 0) return undefined;
  return from(platformPointer('statement'), accessPolicy(statement, region, own.domainName));
}
