import { z } from 'zod';
import { strictObject } from '../model/strict-object.ts';
import { PORT_NAME } from './port-name.ts';
import { lifecycleSchema, probeSchema } from './probe-schema.ts';

const texts = () => z.record(z.string(), z.string());
const portNumber = () => z.int().min(1).max(65535);

/** An amount may stand without quotes: `cpu: 2` is a number in YAML. */
const amount = () => z.union([z.string(), z.number()]);

const boundsSchema = strictObject({
  request: amount().optional().describe('Amount the scheduler sets aside.'),
  limit: amount().optional().describe('Amount the container may not exceed.'),
});

/** Amounts by resource name. */
export const amounts = () => z.record(z.string().min(1), z.union([z.string(), z.number(), boundsSchema]));

const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

const fileSchema = strictObject({
  content: z.string().optional().describe('Text of the file.'),
  contentFrom: z
    .string()
    .optional()
    .describe('Secret key that holds the content: secret://NAME/KEY. Not together with content.'),
  binaryContent: z.string().regex(BASE64).optional().describe('Bytes of the file in base64.'),
  mode: z
    .string()
    .regex(/^0?[0-7]{3}$/)
    .default('0644')
    .describe('Permission bits, octal.'),
});

const envValueSchema = strictObject({
  secret: z
    .string()
    .regex(/^[^/\s]+\/[-._a-zA-Z0-9]+$/)
    .optional()
    .describe('Key of a Secret: NAME/KEY.'),
  field: z
    .string()
    .min(1)
    .optional()
    .describe('Field of the pod such as metadata.name, or amount of the container such as limits.memory.'),
  ref: z
    .string()
    .regex(/^[A-Za-z][-_A-Za-z0-9]*\.[A-Za-z]+$/)
    .optional()
    .describe('Output of an accessory of the app or of a shared one: KEY.OUTPUT.'),
});

const containerPortSchema = strictObject({
  port: portNumber().describe('Port the container listens on.'),
  protocol: z.enum(['TCP', 'UDP', 'SCTP']).default('TCP').describe('Protocol of the port.'),
});

const securitySchema = strictObject({
  runAsUser: z.int().min(0).optional().describe('User id of the process.'),
  runAsGroup: z.int().min(0).optional().describe('Group id of the process.'),
  runAsNonRoot: z.boolean().optional().describe('Refuses to start as root.'),
  readOnlyRootFilesystem: z
    .boolean()
    .optional()
    .describe('Whether the file system of the image is read-only.'),
  addCapabilities: z.array(z.string().min(1)).optional().describe('Linux capabilities to add.'),
});

/** One container, whether it runs all the time or first. */
export const containerSchema = strictObject({
  image: z.string().min(1).describe('Image with tag or digest.'),
  imagePullPolicy: z
    .enum(['Always', 'IfNotPresent', 'Never'])
    .optional()
    .describe("When the image is pulled; wins over the platform's."),
  command: z.array(z.string()).optional().describe("Replaces the image's entrypoint; not run in a shell."),
  args: z.array(z.string()).optional().describe("Replaces the image's arguments."),
  env: z
    .record(
      z.string().regex(/^[-._a-zA-Z][-._a-zA-Z0-9]*$/),
      z.union([z.string(), z.number(), z.boolean(), envValueSchema]),
    )
    .optional()
    .describe('Environment variables: text, secret://NAME/KEY, or one of secret, field and ref.'),
  ports: z
    .record(z.string().regex(PORT_NAME), z.union([portNumber(), containerPortSchema]))
    .optional()
    .describe('Ports the container listens on, by name.'),
  workingDir: z.string().optional().describe('Directory in which the container starts.'),
  resources: amounts()
    .optional()
    .describe(
      'Amount of each resource: a limit such as 500m, a request and a limit such as 250m-500m, or request and limit by name.',
    ),
  files: z.record(z.string(), fileSchema).optional().describe('Files to create, by path in the container.'),
  dirs: texts()
    .optional()
    .describe('What to mount, by path in the container: secret://NAME, or the name of a volume.'),
  livenessProbe: probeSchema.optional().describe('Restarts the container when it fails.'),
  readinessProbe: probeSchema.optional().describe('Takes the pod out of its Services while it fails.'),
  startupProbe: probeSchema.optional().describe('Holds back the other probes until it succeeds.'),
  lifecycle: lifecycleSchema.optional().describe('Actions when the container starts or stops.'),
  security: securitySchema
    .optional()
    .describe('Security context; a hardening profile keeps what is set here.'),
});

export type ContainerInput = z.output<typeof containerSchema>;
export type FileInput = z.output<typeof fileSchema>;
export type EnvValueInput = z.output<typeof envValueSchema>;
export type SecurityInput = z.output<typeof securitySchema>;
export type AmountInput = string | number | z.output<typeof boundsSchema>;
