import type { ModuleContext } from '../../model/module.ts';
import type { Report } from '../../model/report.ts';
import type { NetworkInput, NetworkPlatform, PortInput } from './schema.ts';

/** What the parts of the module share. */
export interface NetworkScope {
  readonly input: NetworkInput;
  readonly platform: NetworkPlatform;
  readonly context: ModuleContext;
  readonly report: Report;
}

/** Name of the Service that serves a port. */
export function serviceName(
  { context }: Pick<NetworkScope, 'context'>,
  port: Pick<PortInput, 'public'>,
): string {
  return `${context.unitName}-${port.public ? 'public' : 'private'}`;
}

/** Name of a port of a Service (Kusion catalog@455e3c90 network generator). */
export function portName(service: string, { port, protocol }: Pick<PortInput, 'port' | 'protocol'>): string {
  return `${service}-${port}-${protocol.toLowerCase()}`;
}
