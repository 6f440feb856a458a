import type { ModuleContext } from '../../model/module.ts';
import type { Report } from '../../workload/report.ts';
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
