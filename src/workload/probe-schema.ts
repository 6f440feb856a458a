import { z } from 'zod';
import { strictObject } from '../model/strict-object.ts';
import { PORT_NAME } from './port-name.ts';

const seconds = () => z.int().min(0).optional();
const words = () => z.array(z.string()).min(1).optional();

const grpcSchema = strictObject({
  port: z
    .union([z.int().min(1).max(65535), z.string().regex(PORT_NAME)])
    .describe('Number or name of the port.'),
  service: z.string().optional().describe('Name of the service to ask for; default: the whole server.'),
});

/**
 * An action on a container, in Kusion's form (`command`, or `url` with a `_type`) or in the short form
 * (`exec`, `http`, `tcp`, `grpc`). Which fields go together is checked by `readHandler`.
 */
export const handlerSchema = strictObject({
  command: words().describe('Command to run in the container, without a shell.'),
  url: z
    .string()
    .min(1)
    .optional()
    .describe(
      'Where to connect: http://host:port/path, https://host:port/path, tcp://host:port or host:port.',
    ),
  headers: z
    .record(z.string().regex(/^[-A-Za-z0-9]+$/), z.string())
    .optional()
    .describe('HTTP headers to send.'),
  exec: words().describe('Short form of command.'),
  http: z.string().min(1).optional().describe('Short form of an HTTP url.'),
  grpc: grpcSchema.optional().describe('Asks the gRPC health service of the container.'),
  tcp: z.string().min(1).optional().describe('Short form of a TCP url: host:port.'),
});

export const probeSchema = strictObject({
  probeHandler: handlerSchema.optional().describe('The check to make.'),
  handler: handlerSchema.optional().describe('Other name of probeHandler.'),
  initialDelaySeconds: seconds().describe('Seconds to wait before the first check.'),
  timeoutSeconds: seconds().describe('Seconds after which a check has failed.'),
  periodSeconds: seconds().describe('Seconds between two checks.'),
  successThreshold: seconds().describe('Successes in a row that make the container healthy again.'),
  failureThreshold: seconds().describe('Failures in a row that make the container unhealthy.'),
  terminationGracePeriod: seconds().describe('Accepted for Kusion, which does not render it.'),
  terminationGracePeriodSeconds: seconds().describe(
    'Seconds the container gets to stop when this probe has failed.',
  ),
});

export const lifecycleSchema = strictObject({
  preStop: handlerSchema.optional().describe('Runs before the container is stopped.'),
  postStart: handlerSchema.optional().describe('Runs right after the container has started.'),
});

export type HandlerInput = z.output<typeof handlerSchema>;
export type ProbeInput = z.output<typeof probeSchema>;
export type LifecycleInput = z.output<typeof lifecycleSchema>;
