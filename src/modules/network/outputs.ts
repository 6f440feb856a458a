import type { ModuleOutput, ModuleOutputs } from '../../model/module.ts';
import { serviceName, type NetworkScope } from './scope.ts';

/**
 * What a workload may ask for: `service`, the name of the Service; `host` and `url` as others reach the app: by
 * the first host of the Ingress where there is one, else inside the cluster.
 */
export function networkOutputs({ input, platform, context }: NetworkScope): ModuleOutputs {
  const [first] = input.ports ?? [];
  const service = first && serviceName({ context }, first);
  const host = firstHost({ input, platform, context });
  const isSecure =
    (input.ingress?.tls?.length ?? 0) > 0 || input.ingress?.hosts?.some(({ tlsSecret }) => tlsSecret);
  const inside = service && `${service}.${context.namespace}.svc`;
  const url = host
    ? `http${isSecure ? 's' : ''}://${host}`
    : inside && `http://${inside}${first.port === 80 ? '' : `:${String(first.port)}`}`;
  return { service: output(service), host: output(host ?? inside), url: output(url) };
}

function firstHost({ input, platform, context }: Omit<NetworkScope, 'report'>): string | undefined {
  const [rule] = [...(input.ingress?.rules ?? []), ...(input.ingress?.hosts ?? [])];
  if (!rule) return undefined;
  return rule.host || (platform.baseDomain && `${context.app}.${platform.baseDomain}`);
}

function output(value: string | undefined): ModuleOutput {
  return value === undefined
    ? { kind: 'none', reason: 'The network of the app has no port that others could reach.' }
    : { kind: 'text', value };
}
