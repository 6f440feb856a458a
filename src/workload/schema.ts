import { z } from 'zod';
import { dnsLabel } from '../model/names.ts';
import { strictObject } from '../model/strict-object.ts';
import { amounts, containerSchema } from './container-schema.ts';
import { SECRET_NAME, secretSchema } from './secret-schema.ts';
import { volumeSchema } from './volume-schema.ts';

const texts = () => z.record(z.string(), z.string());

const serviceAccountSchema = strictObject({
  name: z.string().regex(SECRET_NAME).max(253).optional().describe('Name; default: that of the workload.'),
  annotations: texts().optional().describe('Annotations, such as the cloud role it stands for.'),
  automount: z
    .boolean()
    .default(false)
    .describe('Whether the pods get a token of it to talk to the Kubernetes API.'),
});

/** Developer fields of every workload; a module spreads them into its schema. */
export const workloadFields = {
  containers: z.record(dnsLabel, containerSchema).describe('Containers by name.'),
  initContainers: z
    .record(dnsLabel, containerSchema)
    .optional()
    .describe('Containers that run to completion first, one after the other in the order of their names.'),
  volumes: z
    .record(dnsLabel, volumeSchema)
    .optional()
    .describe('Volumes by name; a container mounts them by dirs.'),
  secrets: z
    .record(z.string().regex(SECRET_NAME).max(253), secretSchema)
    .optional()
    .describe('Secrets by name.'),
  replicas: z.int().min(0).optional().describe('Number of pods.'),
  labels: texts().optional().describe('Labels of the workload and its pods.'),
  annotations: texts().optional().describe('Annotations of the workload and its pods.'),
  serviceAccount: serviceAccountSchema.optional().describe('ServiceAccount of the pods.'),
  terminationGracePeriodSeconds: z
    .int()
    .min(0)
    .optional()
    .describe('Seconds the containers get to stop before they are killed.'),
  securityProfile: z
    .enum(['none', 'baseline', 'restricted'])
    .optional()
    .describe("Hardening of the pods where it is stricter than the workspace's profile."),
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
