import { z } from 'zod';
import { MAX_LABEL } from '../model/names.ts';
import { moduleFields } from './module-fields.ts';

/** Name of a module, as built-in ones have it. */
const MODULE_NAME = /^[a-z][a-z0-9]*(?:[-_][a-z0-9]+)*$/;

/** Name of an environment variable (Kubernetes `IsEnvVarName`). */
const ENV_NAME = /^[-._a-zA-Z][-._a-zA-Z0-9]*$/;

/** Key of a Secret (Kubernetes `IsConfigMapKey`). */
const SECRET_KEY = /^[-._a-zA-Z0-9]+$/;

const OUTPUT_NAME = /^[A-Za-z][-_A-Za-z0-9]*$/;

const expression = z.string().min(1);

const when = expression
  .optional()
  .describe('An expression; left out when its value is missing, false, 0 or empty.');

const resource = z.strictObject({
  when,
  each: expression.optional().describe('An expression for a list: one object for each ${item}.'),
  object: z
    .record(z.string(), z.unknown())
    .describe('A Kubernetes object; its texts may hold ${expressions}.'),
});

const secretValue = z.union([
  z.strictObject({
    generated: z.int().min(8).max(256).describe('Made up once in the cluster, with so many characters.'),
  }),
  z.strictObject({
    around: z.string().describe('A text around the generated value, which takes the place of {}.'),
  }),
  z.strictObject({
    remote: z.string().describe('Where it lies in the secret store: PATH#PROPERTY or ref://PATH/PROPERTY.'),
  }),
  z.strictObject({ public: z.string().describe('A text that is no secret, such as a host name.') }),
  z.strictObject({ required: z.literal(true).describe('Known only to whoever creates the Secret.') }),
]);

const secret = z.strictObject({
  when,
  name: z.string().min(1).describe('Name of the Secret.'),
  type: z.string().min(1).optional().describe('Type of the Secret; default: Opaque.'),
  values: z
    .record(z.string().regex(SECRET_KEY), secretValue)
    .describe('Where the value of each key comes from.'),
});

const textOrSecret = z.union([
  z.string(),
  z.strictObject({ secret: z.string().describe('A key of a Secret: NAME/KEY.') }),
]);

const texts = z.record(z.string(), z.string());

const metadata = z.strictObject({
  labels: texts.optional().describe('Labels; those that are there already win.'),
  annotations: texts.optional().describe('Annotations; those that are there already win.'),
});

const patch = z.strictObject({
  env: z
    .record(z.string().regex(ENV_NAME), textOrSecret)
    .optional()
    .describe('Environment variables for every container that does not set them.'),
  workload: metadata.optional().describe('For the workload object.'),
  pods: metadata.optional().describe('For its pods.'),
  services: metadata.optional().describe('For its Services.'),
});

/** `module.yaml`: a module of the user's own, as data. What stands in templates is checked by `own-modules`. */
export const moduleFile = z
  .strictObject({
    apiVersion: z.literal('moorline.dev/v1').describe('Version of this file.'),
    kind: z.literal('Module').describe('What this file is.'),
    name: z.string().regex(MODULE_NAME).max(MAX_LABEL).describe('Name of the module.'),
    role: z.enum(['accessory', 'workload']).describe('accessory; workloads are built in.'),
    shareable: z.boolean().optional().describe('Whether the apps of a stack may share one.'),
    summary: z.string().min(1).describe('What it is, in a sentence.'),
    input: moduleFields.optional().describe('What developers give in app.yaml.'),
    platform: moduleFields.optional().describe('What workspaces give in modules.<name>.configs.'),
    resources: z.array(resource).optional().describe('Kubernetes objects it renders.'),
    secrets: z
      .array(secret)
      .optional()
      .describe('Secrets it needs, rendered as the workspace keeps secrets.'),
    patch: patch.optional().describe('What it changes on the workload of its app.'),
    outputs: z
      .record(z.string().regex(OUTPUT_NAME), textOrSecret)
      .optional()
      .describe('What `ref: KEY.NAME` of a workload gets.'),
  })
  .describe('A Moorline module.');
