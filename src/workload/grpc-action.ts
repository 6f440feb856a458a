import { from, type Draft } from '../model/draft.ts';
import { input } from '../model/pointer.ts';
import type { Handler } from './handler.ts';
import type { ContainerScope } from './mounts.ts';
import { numberOfPort } from './named-port.ts';

/** `grpc` of a probe. Kubernetes takes only the number of a port here, so a name is resolved. */
export function grpcDraft(
  { port, service, at }: Extract<Handler, { kind: 'Grpc' }>,
  scope: Pick<ContainerScope, 'ports' | 'report'>,
): Draft {
  const number = typeof port === 'number' ? port : numberOfPort(port, input(...at, 'port'), scope);
  return from(input(...at), { port: number, service: from(input(...at, 'service'), service) });
}
