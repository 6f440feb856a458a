import { z } from 'zod';
import { dnsLabel } from '../model/names.ts';
import { strictObject } from '../model/strict-object.ts';
import { lifecycleSchema, probeSchema } from './probe-schema.ts';

const texts = () => z.record(z.string(), z.string());
/** An amount may stand without quotes: `cpu: 2` is a number in YAML. */
const amounts = () => z.record(z.string().min(1), z.union([z.string(), z.number()]));

const fileSchema = strictObject({
  content: z.string().optional().describe('Text of the file.'),
  contentFrom: z
    .string()
    .optional()
    .describe('Secret key that holds the content: secret://NAME/KEY. Not together with content.'),
  mode: z
    .string()
    .regex(/^0?[0-7]{3}$/)
    .default('0644')
    .describe('Permission bits, octal.'),
});

const containerSchema = strictObject({
  image: z.string().min(1).describe('Image with tag or digest.'),
  command: z.array(z.string()).optional().describe("Replaces the image's entrypoint; not run in a shell."),
  args: z.array(z.string()).optional().describe("Replaces the image's arguments."),
  env: z
    .record(z.string().regex(/^[-._a-zA-Z][-._a-zA-Z0-9]*$/), z.union([z.string(), z.number(), z.boolean()]))
    .optional()
    .describe('Environment variables: text, or secret://NAME/KEY for a key of a Secret.'),
  workingDir: z.string().optional().describe('Directory in which the container starts.'),
  resources: amounts()
    .optional()
    .describe('Amount of each resource: a limit such as 500m, or a request and a limit such as 250m-500m.'),
  files: z.record(z.string(), fileSchema).optional().describe('Files to create, by path in the container.'),
  dirs: texts()
    .optional()
    .describe('Secrets to mount as directories, by path in the container: secret://NAME.'),
  livenessProbe: probeSchema.optional().describe('Restarts the container when it fails.'),
  readinessProbe: probeSchema.optional().describe('Takes the pod out of its Services while it fails.'),
  startupProbe: probeSchema.optional().describe('Holds back the other probes until it succeeds.'),
  lifecycle: lifecycleSchema.optional().describe('Actions when the container starts or stops.'),
});

/** A DNS subdomain (RFC 1123): what Kubernetes takes as the name of a Secret. */
const SECRET_NAME = /^([a-z0-9]([-a-z0-9]*[a-z0-9])?\.)*[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;

const secretSchema = strictObject({
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

/** Developer fields of every workload; a module spreads them into its schema. */
export const workloadFields = {
  containers: z.record(dnsLabel, containerSchema).describe('Containers by name.'),
  secrets: z
    .record(z.string().regex(SECRET_NAME).max(253), secretSchema)
    .optional()
    .describe('Secrets by name.'),
  replicas: z.int().min(0).optional().describe('Number of pods.'),
  labels: texts().optional().describe('Labels of the workload and its pods.'),
  annotations: texts().optional().describe('Annotations of the workload and its pods.'),
};

/** Platform fields of every workload. */
export const platformFields = {
  replicas: z.int().min(0).optional().describe('Number of pods where the developer sets none.'),
  labels: texts().optional().describe("Labels; the developer's win."),
  annotations: texts().optional().describe("Annotations; the developer's win."),
  imagePullPolicy: z
    .enum(['Always', 'IfNotPresent', 'Never'])
    .optional()
    .describe('Pull policy of every container.'),
  resources: amounts().optional().describe('Amount of each resource for containers that do not set it.'),
};

export type WorkloadInput = z.output<ReturnType<typeof strictObject<typeof workloadFields>>>;
export type WorkloadPlatform = z.output<ReturnType<typeof strictObject<typeof platformFields>>>;
export type ContainerInput = z.output<typeof containerSchema>;
export type FileInput = z.output<typeof fileSchema>;
export type SecretInput = z.output<typeof secretSchema>;
