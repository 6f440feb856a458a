import { z } from 'zod';
import { strictObject } from '../../model/strict-object.ts';

/** A duration as Go writes it: `30s`, `1m30s`. */
const duration = () => z.string().regex(/^(?:[0-9]+(?:\.[0-9]+)?(?:ns|us|µs|ms|s|m|h))+$/);

export const monitoringSchema = strictObject({
  module: z.literal('monitoring').optional().describe('Names the module when the key does not.'),
  path: z.string().optional().describe('Path of the metrics; default: what Prometheus takes, /metrics.'),
  port: z
    .union([z.int().min(1).max(65535), z.string()])
    .optional()
    .describe(
      'Port of the metrics: number or name of a port of the container, or name of a port of the Service.',
    ),
});

export const monitoringPlatform = strictObject({
  operatorMode: z
    .boolean()
    .default(false)
    .describe('true: monitors of the Prometheus operator; false: annotations on workload and pods.'),
  monitorType: z.enum(['Service', 'Pod']).default('Service').describe('What a monitor looks for.'),
  interval: duration().default('30s').describe('Time between two scrapes.'),
  timeout: duration().default('15s').describe('Time a scrape may take; at most the interval.'),
  scheme: z.enum(['http', 'https']).default('http').describe('Protocol of the scrape.'),
  labels: z
    .record(z.string(), z.string())
    .optional()
    .describe('Labels of the monitor, by which Prometheus finds it.'),
});

export type MonitoringInput = z.output<typeof monitoringSchema>;
export type MonitoringPlatform = z.output<typeof monitoringPlatform>;
