import { suggest } from '../../diagnostics/suggest.ts';
import { from, type Draft } from '../../model/draft.ts';
import type { GeneratedResource } from '../../model/module.ts';
import { MAX_LABEL } from '../../model/names.ts';
import { input, platform as platformPointer, workload } from '../../model/pointer.ts';
import {
  checkKeys,
  checkLabels,
  entriesDraft,
  selectorDraft,
  type MetadataEntry,
} from '../../workload/metadata.ts';
import { checkLength, unitParts } from '../../workload/name-length.ts';
import { checkPortsDiffer } from '../../workload/ports.ts';
import { portName, serviceName, type NetworkScope } from './scope.ts';
import type { PortInput } from './schema.ts';

interface ListedPort extends PortInput {
  readonly index: number;
}

/** The Services of the ports: one for private ports, then one for public ports (Kusion catalog@455e3c90 network generator). */
export function serviceResources(scope: NetworkScope): readonly GeneratedResource[] {
  const ports = (scope.input.ports ?? []).map((port, index) => ({ ...port, index }));
  if (ports.length === 0 || !hasServiceWorkload(scope)) return [];
  checkFirstLetter(scope);
  return [false, true].flatMap((isPublic) => {
    const own = ports.filter((port) => port.public === isPublic);
    const [first] = own;
    if (!first) return [];
    if (isPublic) checkLoadBalancer(scope, first);
    return [serviceResource(scope, own, serviceName(scope, first))];
  });
}

function hasServiceWorkload({ context, report }: NetworkScope): boolean {
  const found = context.workload?.module;
  if (found === 'service') return true;
  const detail = found
    ? `The workload is a ${found}, which nobody connects to. Remove the ports, or make it a service.`
    : 'There is no workload that could serve these ports. Add a service workload or remove the ports.';
  report({ code: 'PORT_WITHOUT_WORKLOAD', detail, at: input('ports') });
  return false;
}

/** Unlike other names, that of a Service has to start with a letter (RFC 1035). */
function checkFirstLetter({ context, report }: NetworkScope): void {
  if (/^[a-z]/.test(context.unitName)) return;
  const detail = `The name of a Service has to start with a letter, and it starts with the project "${context.project}".`;
  report({ code: 'NAME_INVALID', detail, at: { root: 'unit', path: ['project'] } });
}

function checkLoadBalancer({ platform, report }: NetworkScope, { index }: ListedPort): void {
  if (platform.port?.type) return;
  const detail =
    'A public port needs modules.network.configs.default.port.type in the workspace: alicloud or aws.';
  report({ code: 'PORT_TYPE_MISSING', detail, at: input('ports', index, 'public') });
}

function serviceResource(scope: NetworkScope, ports: readonly ListedPort[], name: string): GeneratedResource {
  const { context, report } = scope;
  const isPublic = ports[0]?.public ?? false;
  checkPortsDiffer(ports, report);
  ports.forEach((port) => checkTargetPort(port, scope));
  checkPortNames(scope, ports, name);
  return {
    draft: {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name, namespace: context.namespace, ...metadataDraft(scope, isPublic) },
      spec: {
        ports: ports.map((port) => portDraft(port, name)),
        selector: selectorDraft(context),
        type: from(input('ports', ports[0]?.index ?? 0, 'public'), isPublic ? 'LoadBalancer' : 'ClusterIP'),
      },
    },
  };
}

/** A port name is longer than the name of its Service, so this covers both. */
function checkPortNames(
  { context, report }: NetworkScope,
  ports: readonly ListedPort[],
  service: string,
): void {
  const names = ports.map((port) => portName(service, port));
  const name = names.reduce((longest, each) => (each.length > longest.length ? each : longest), service);
  checkLength({ name, limit: MAX_LABEL, kind: 'Service port name', parts: unitParts(context) }, report);
}

/** A named port has to be one that a container of the workload declares. */
function checkTargetPort({ targetPort, index }: ListedPort, { context, report }: NetworkScope): void {
  const known = context.workload?.portNames ?? [];
  if (typeof targetPort !== 'string' || known.includes(targetPort)) return;
  const nearest = suggest(targetPort, known);
  const hint = nearest === undefined ? 'Add it to the ports of a container.' : `Did you mean "${nearest}"?`;
  const detail = `No container of the workload has a port named "${targetPort}". ${hint}`;
  report({ code: 'BACKEND_UNRESOLVED', detail, at: input('ports', index, 'targetPort') });
}

function portDraft(port: ListedPort, service: string): Draft {
  const at = (field: string) => input('ports', port.index, field);
  return from(input('ports', port.index), {
    name: portName(service, port),
    port: from(at('port'), port.port),
    targetPort: from(at(port.targetPort === undefined ? 'port' : 'targetPort'), port.targetPort ?? port.port),
    protocol: from(at('protocol'), port.protocol),
  });
}

/** Labels and annotations of the workload, under those of the platform on the public Service. */
function metadataDraft(
  { context, platform, report }: NetworkScope,
  isPublic: boolean,
): Readonly<Record<string, Draft>> {
  const entries = (field: 'labels' | 'annotations') => {
    const own = Object.entries(context.workload?.[field] ?? {});
    const cloud = isPublic ? Object.entries(platform.port?.[field] ?? {}) : [];
    return {
      own: own.map(([key, value]): MetadataEntry => ({ key, value, at: workload(field, key) })),
      cloud: cloud.map(([key, value]): MetadataEntry => ({
        key,
        value,
        at: platformPointer('port', field, key),
      })),
    };
  };
  const [labels, annotations] = [entries('labels'), entries('annotations')];
  checkLabels(labels.cloud, report);
  checkKeys(annotations.cloud, report);
  return {
    labels: { ...selectorDraft(context), ...entriesDraft(labels.own), ...entriesDraft(labels.cloud) },
    annotations: entriesDraft([...annotations.own, ...annotations.cloud]),
  };
}
