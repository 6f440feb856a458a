import { z } from 'zod';
import { strictObject } from '../model/strict-object.ts';

const ACCESS_MODES = ['ReadWriteOnce', 'ReadOnlyMany', 'ReadWriteMany', 'ReadWriteOncePod'] as const;

const emptyDirSchema = strictObject({
  medium: z.enum(['', 'Memory']).optional().describe('Memory keeps the files in RAM.'),
  sizeLimit: z.union([z.string(), z.number()]).optional().describe('Most that may be written.'),
});

const claimSchema = strictObject({
  size: z.union([z.string(), z.number()]).describe('Size of the volume.'),
  storageClass: z.string().optional().describe("Storage class; default: the cluster's."),
  accessModes: z
    .array(z.enum(ACCESS_MODES))
    .min(1)
    .default(['ReadWriteOnce'])
    .describe('Who may mount it at once.'),
});

/** One volume of a workload: `emptyDir` or `claim`. */
export const volumeSchema = strictObject({
  emptyDir: emptyDirSchema.optional().describe('Empty folder that lives as long as the pod.'),
  claim: claimSchema.optional().describe('PersistentVolumeClaim that outlives the pod.'),
});

export type VolumeInput = z.output<typeof volumeSchema>;
