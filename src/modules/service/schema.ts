import { z } from 'zod';
import { strictObject } from '../../model/strict-object.ts';
import { platformFields, workloadFields } from '../../workload/schema.ts';

const texts = () => z.array(z.string().min(1)).optional();

const requirementSchema = strictObject({
  key: z.string().min(1).describe('Label key.'),
  operator: z.enum(['In', 'NotIn', 'Exists', 'DoesNotExist']).describe('How the label is compared.'),
  values: z.array(z.string()).optional().describe('Values for In and NotIn.'),
});

const labelSelectorSchema = strictObject({
  matchLabels: z.record(z.string(), z.string()).optional().describe('Labels with exactly these values.'),
  matchExpressions: z.array(requirementSchema).optional().describe('Further conditions.'),
});

const spreadSchema = strictObject({
  maxSkew: z.int().min(1).describe('How unevenly pods may be spread.'),
  topologyKey: z.string().min(1).describe('Node label whose values are the places to spread over.'),
  whenUnsatisfiable: z
    .enum(['DoNotSchedule', 'ScheduleAnyway'])
    .describe('What happens to a pod that does not fit.'),
  labelSelector: labelSelectorSchema.optional().describe('The pods that count.'),
  matchLabelKeys: texts().describe('Pod label keys whose values must be equal; needs labelSelector.'),
  minDomains: z.int().min(1).optional().describe('Fewest places to spread over; needs DoNotSchedule.'),
  nodeAffinityPolicy: z
    .enum(['Ignore', 'Honor'])
    .optional()
    .describe('Whether node affinity limits the places.'),
  nodeTaintsPolicy: z.enum(['Ignore', 'Honor']).optional().describe('Whether node taints limit the places.'),
});

const portSchema = strictObject({
  port: z.int().min(1).max(65535).describe('Port.'),
  targetPort: z.int().min(1).max(65535).optional().describe('Port of the container.'),
  protocol: z.enum(['TCP', 'UDP']).describe('Protocol.'),
});

const percentOrCount = () => z.union([z.int().min(0), z.string().regex(/^(?:100|[1-9]?[0-9])%$/)]).optional();

const autoscalingSchema = strictObject({
  min: z.int().min(1).describe('Fewest pods.'),
  max: z.int().min(1).describe('Most pods.'),
  cpu: z.int().min(1).optional().describe('CPU use to aim at, in percent of the request.'),
  memory: z.int().min(1).optional().describe('Memory use to aim at, in percent of the request.'),
});

const strategySchema = strictObject({
  type: z.enum(['RollingUpdate', 'Recreate']).optional().describe('How old pods make place for new ones.'),
  maxSurge: percentOrCount().describe('Pods that may run above the wanted number during an update.'),
  maxUnavailable: percentOrCount().describe('Pods that may be missing during an update.'),
});

const type = () => z.enum(['Deployment', 'CollaSet']).optional();

export const serviceSchema = strictObject({
  kind: z.literal('Service').optional().describe('Says that the workload is a service.'),
  ...workloadFields,
  type: type().describe("Kind of the workload object; wins over the platform's."),
  autoscaling: autoscalingSchema
    .optional()
    .describe('Scales the pods with their load. Not together with replicas.'),
  strategy: strategySchema.optional().describe('How a Deployment is updated.'),
  topologySpreadConstraints: z
    .record(z.string(), spreadSchema)
    .optional()
    .describe('Rules for spreading the pods, by any name.'),
  ports: z.array(portSchema).optional().describe('Accepted for Kusion; use the network accessory.'),
});

export const servicePlatform = strictObject({
  ...platformFields,
  type: type().describe('Kind of the workload object; default Deployment.'),
});

export type ServiceInput = z.output<typeof serviceSchema>;
export type ServicePlatform = z.output<typeof servicePlatform>;
export type SpreadInput = z.output<typeof spreadSchema>;
