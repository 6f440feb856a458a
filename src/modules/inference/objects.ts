import type { Draft } from '../../model/draft.ts';
import type { GeneratedResource } from '../../model/module.ts';

/** A Deployment and the Service in front of it. */
export interface Server {
  readonly name: string;
  readonly namespace: string;
  readonly image: string;
  readonly port: number;
  readonly container: Readonly<Record<string, Draft>>;
  readonly volumes?: Draft;
}

/** Port of every Service of the module. */
const SERVICE_PORT = 80;

/** Name of the Service in front of a server. */
export function serviceName(server: string): string {
  return `${server}-infer-service`;
}

/** The two objects of a server. Their names are those of Kusion and hold nothing of the app. */
export function serverResources(server: Server): readonly GeneratedResource[] {
  const { name, namespace, image, port, container, volumes } = server;
  const labels = { accessory: name };
  const main = {
    name: `${name}-infer-container`,
    image,
    ports: [{ name: `${name}-port`, containerPort: port }],
    ...container,
  };
  const deployment = {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: `${name}-infer-deployment`, namespace },
    spec: {
      selector: { matchLabels: labels },
      template: { metadata: { labels }, spec: { containers: [main], volumes } },
    },
  };
  const service = {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: serviceName(name), namespace, labels },
    spec: { type: 'ClusterIP', ports: [{ port: SERVICE_PORT, targetPort: port }], selector: labels },
  };
  return [{ draft: deployment }, { draft: service }];
}
