import type { Span } from '../../diagnostics/span.ts';
import { listAt, mapAt, partAt } from '../../model/edit-json.ts';
import type { Json, JsonObject } from '../../model/json.ts';
import type { Path } from '../../model/node.ts';
import { podTemplatePath } from '../../model/pod-template.ts';
import type { Resource } from '../../model/resource.ts';
import { textAt, textsAt } from '../discover/load-file.ts';
import { isOfWorkload, type PassScope } from './pass.ts';
import { isInNamespaceOf, podLabels, selects, servesPods } from './select.ts';

/** The `ingress` of a policy, and the parts of it that the developer names himself. */
export interface IngressRules {
  readonly rules: readonly JsonObject[];
  readonly named: readonly { readonly path: Path; readonly origin: Span }[];
}

/** Pods, and what leads to them. */
interface Target {
  readonly resource: Resource;
  readonly labels: JsonObject;
  readonly services: readonly Resource[];
  /** Objects of the same namespace. */
  readonly around: readonly Resource[];
}

/**
 * Who may connect to the pods of an object, as far as its unit tells: where a Service leads to them, the pods of
 * the namespace, the ingress controller on the ports behind an Ingress, and anyone on the ports of a Service that
 * is open to the outside; Prometheus where it is told to scrape them; the namespaces of `allowFrom`. Where none of
 * it applies there is no rule, and nobody may connect.
 */
export function ingressRules(
  resource: Resource,
  resources: readonly Resource[],
  scope: PassScope,
): IngressRules {
  const labels = podLabels(resource);
  const around = resources.filter((each) => isInNamespaceOf(each, resource.id));
  const services = around.filter((each) => servesPods(each, labels));
  const target: Target = { resource, labels, services, around };
  const known = [
    ...(services.length > 0 ? [{ podSelector: {} }] : []),
    ...(isScraped(target) ? [namespacePeer(namespaceOf(scope, 'monitoring'))] : []),
  ];
  const allowed = allowedBy(resource, scope);
  const from = [...known, ...allowed.map(({ value }) => namespacePeer(value))];
  const controller = namespacePeer(namespaceOf(scope, 'ingress'));
  const [routed, open] = [routedPorts(target), openPorts(target)];
  return {
    rules: [
      ...(from.length > 0 ? [{ from }] : []),
      ...(routed.length > 0 ? [{ from: [controller], ports: routed }] : []),
      ...(open.length > 0 ? [{ ports: open }] : []),
    ],
    named: allowed.map((origin, index) => ({ path: [0, 'from', known.length + index], origin })),
  };
}

const NAMESPACES = {
  ingress: { key: 'ingressNamespace', otherwise: 'ingress-nginx' },
  monitoring: { key: 'monitoringNamespace', otherwise: 'monitoring' },
};

function namespaceOf({ resolved }: PassScope, which: keyof typeof NAMESPACES): string {
  const { key, otherwise } = NAMESPACES[which];
  return textAt(resolved.unit.workspace.root, ['defaults', key])?.value ?? otherwise;
}

/** All pods of a namespace; the API server puts this label on every namespace. */
function namespacePeer(name: string): JsonObject {
  return { namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': name } } };
}

/** Namespaces that accessories of the app let in to its workload. */
function allowedBy(resource: Resource, { resolved }: PassScope) {
  const app = isOfWorkload(resource) ? resolved.apps.find(({ name }) => name === resource.app) : undefined;
  return (app?.accessories ?? []).flatMap(({ inputNode }) => textsAt(inputNode, ['allowFrom']));
}

const SCRAPE: Path = ['metadata', 'annotations', 'prometheus.io/scrape'];

/** True when an object of the Prometheus operator, or an annotation, tells Prometheus to scrape the pods. */
function isScraped({ resource, labels, services, around }: Target): boolean {
  const template = podTemplatePath(resource.id) ?? [];
  if (partAt(resource.object, [...template, ...SCRAPE]) === 'true') return true;
  if (services.some(({ object }) => partAt(object, SCRAPE) === 'true')) return true;
  return around.some(({ id, object }) => {
    if (id.group !== 'monitoring.coreos.com') return false;
    const selector = partAt(object, ['spec', 'selector']);
    if (id.kind === 'PodMonitor') return selects(selector, labels);
    const isOfService = (service: Resource) =>
      selects(selector, mapAt(service.object, ['metadata', 'labels']));
    return id.kind === 'ServiceMonitor' && services.some(isOfService);
  });
}

/** Ports of the pods that an Ingress leads to. */
function routedPorts({ services, around }: Target): readonly JsonObject[] {
  const backends = around
    .filter(({ id }) => id.group === 'networking.k8s.io' && id.kind === 'Ingress')
    .flatMap(({ object }) => [
      partAt(object, ['spec', 'defaultBackend', 'service']),
      ...listAt(object, ['spec', 'rules'])
        .flatMap((rule) => listAt(rule, ['http', 'paths']))
        .map((path) => partAt(path, ['backend', 'service'])),
    ]);
  return portsOf(services, (service, port) =>
    backends.some(
      (backend) => partAt(backend, ['name']) === service.id.name && isPort(port, mapAt(backend, ['port'])),
    ),
  );
}

function isPort(port: Json, { name, number }: JsonObject): boolean {
  return name === undefined ? partAt(port, ['port']) === number : partAt(port, ['name']) === name;
}

/** Ports of the pods that a Service opens to the outside: its clients have addresses that nobody knows. */
function openPorts({ services }: Target): readonly JsonObject[] {
  const types: readonly (Json | undefined)[] = ['LoadBalancer', 'NodePort'];
  return portsOf(services, ({ object }) => types.includes(partAt(object, ['spec', 'type'])));
}

/** The ports of the pods behind those ports of Services that `isWanted` picks, each once. */
function portsOf(
  services: readonly Resource[],
  isWanted: (service: Resource, port: Json) => boolean,
): readonly JsonObject[] {
  const found = new Map<string, JsonObject>();
  for (const service of services) {
    for (const each of listAt(service.object, ['spec', 'ports'])) {
      if (!isWanted(service, each)) continue;
      // a targetPort of 0 means the same port, as none does
      const port = partAt(each, ['targetPort']) || partAt(each, ['port']);
      const protocol = partAt(each, ['protocol']) ?? 'TCP';
      if (port !== undefined) found.set(JSON.stringify([port, protocol]), { port, protocol });
    }
  }
  return [...found.values()];
}
