import { z } from 'zod';
import { strictObject } from '../model/strict-object.ts';

const texts = () => z.record(z.string(), z.string());

/** A DNS subdomain (RFC 1123): what Kubernetes takes as the name of a Secret. */
export const SECRET_NAME = /^([a-z0-9]([-a-z0-9]*[a-z0-9])?\.)*[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;

/** One Secret of a workload. */
export const secretSchema = strictObject({
  type: z
    .enum(['basic', 'token', 'opaque', 'certificate', 'external'])
    .describe(
      'basic: username, password. token: token. certificate: tls.crt, tls.key. opaque, external: any keys.',
    ),
  params: texts().optional().describe('Accepted for Kusion; without effect.'),
  data: z
    .record(z.string().regex(/^[-._a-zA-Z0-9]+$/), z.string())
    .optional()
    .describe(
      'Values by key; rendered only with the plaintext backend. For type external: references into the store.',
    ),
  immutable: z.boolean().optional().describe('Whether the cluster refuses later changes.'),
});

export type SecretInput = z.output<typeof secretSchema>;
