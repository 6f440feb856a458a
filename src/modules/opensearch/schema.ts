import { z } from 'zod';
import { strictObject } from '../../model/strict-object.ts';

/** How a domain comes to exist. */
export const FLAVORS = ['crossplane', 'ack', 'external'] as const;

const clusterSchema = strictObject({
  instanceType: z.string().optional().describe('Type of the data nodes, such as m4.large.search.'),
});

const ebsSchema = strictObject({
  ebsEnabled: z.boolean().optional().describe('Whether data nodes have EBS volumes.'),
  volumeSize: z.int().min(1).optional().describe('Size of each volume in GiB.'),
});

const principalSchema = strictObject({
  type: z.enum(['AWS', 'Service', 'Federated', 'CanonicalUser', '*']).describe('Type of the principals.'),
  identifiers: z.array(z.string()).optional().describe('The principals; not needed for *.'),
});

const statementSchema = strictObject({
  effect: z.enum(['Allow', 'Deny']).default('Allow').describe('Whether the actions are allowed or denied.'),
  principals: z.array(principalSchema).min(1).describe('Whom the statement is about.'),
  action: z.array(z.string().min(1)).min(1).describe('Actions such as es:ESHttpGet.'),
});

export const opensearchSchema = strictObject({
  module: z.literal('opensearch').optional().describe('Names the module when the key does not.'),
  domainName: z
    .string()
    .regex(/^[a-z][-a-z0-9]{2,27}$/)
    .describe('Name of the domain: 3 to 28 lower-case letters, digits and dashes.'),
  engineVersion: z
    .string()
    .regex(/^(?:OpenSearch|Elasticsearch)_[0-9]+\.[0-9]+$/)
    .optional()
    .describe('Engine and version such as OpenSearch_2.11; default: the latest.'),
});

export const opensearchPlatform = strictObject({
  flavor: z.enum(FLAVORS).optional().describe('What makes the domain: crossplane, ack or external.'),
  region: z.string().min(1).optional().describe('AWS region of the domain.'),
  clusterConfig: clusterSchema.optional().describe('Nodes of the domain.'),
  ebsOptions: ebsSchema.optional().describe('Volumes of the nodes.'),
  statement: z.array(statementSchema).optional().describe('Access policy of the domain.'),
  providerConfig: z.string().optional().describe('ProviderConfig of Crossplane; default: default.'),
});

export type OpensearchInput = z.output<typeof opensearchSchema>;
export type OpensearchPlatform = z.output<typeof opensearchPlatform>;
