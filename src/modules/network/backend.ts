import { from, type Draft } from '../../model/draft.ts';
import type { Path } from '../../model/node.ts';
import { input } from '../../model/pointer.ts';
import { traced } from '../../workload/traced.ts';
import { portName, serviceName, type NetworkScope } from './scope.ts';
import type { BackendInput, ServiceBackendInput } from './schema.ts';

/** A backend of an Ingress: a Service or another object (Kusion catalog@455e3c90 `toIngressBackend`). */
export function backendDraft(backend: BackendInput, at: Path, scope: NetworkScope): Draft {
  const { service, resource } = backend;
  if (service && resource) {
    const related = [{ message: 'service is given here', at: input(...at, 'service') }];
    const detail = 'A backend is either a service or a resource. Remove one of them.';
    scope.report({ code: 'FIELD_CONFLICT', detail, at: input(...at, 'resource'), related });
  }
  if (service) return from(input(...at), { service: serviceDraft(service, [...at, 'service'], scope) });
  if (resource) {
    const { apiGroup, kind, name } = resource;
    return traced({ resource: { apiGroup, kind, name } }, at);
  }
  const detail = 'A backend needs a service or a resource.';
  scope.report({ code: 'FIELD_MISSING', detail, at: input(...at, 'service') });
  return {};
}

function serviceDraft({ name, port }: ServiceBackendInput, at: Path, scope: NetworkScope): Draft {
  checkPortForm(port, at, scope);
  if (!name) {
    const own = ownPort(port?.number, [...at, 'port', 'number'], scope);
    return { name: own?.service ?? '', port: { number: port?.number } };
  }
  if (!port?.name && port?.number === undefined) {
    const detail = `The backend needs the number or name of a port of the Service "${name}".`;
    scope.report({ code: 'FIELD_MISSING', detail, at: input(...at, 'port', 'number') });
  }
  if (port) checkOwnService(name, { port, at: [...at, 'port'] }, scope);
  return traced({ name, port: { name: port?.name || undefined, number: port?.number } }, at);
}

function checkPortForm(port: ServiceBackendInput['port'], at: Path, { report }: NetworkScope): void {
  if (!port?.name || port.number === undefined) return;
  const related = [{ message: 'the name is given here', at: input(...at, 'port', 'name') }];
  const detail = 'A port has either a name or a number. Remove one of them.';
  report({ code: 'FIELD_CONFLICT', detail, at: input(...at, 'port', 'number'), related });
}

/** A Service of ours, and the number under which it serves a port. */
interface OwnPort {
  readonly service: string;
  readonly number: number;
}

/**
 * The Service of ours that serves a port, named by its number or its named `targetPort`; the first of the list
 * that fits wins, as in Kusion.
 */
export function ownPort(
  wanted: number | string | undefined,
  at: Path,
  scope: NetworkScope,
): OwnPort | undefined {
  const field = typeof wanted === 'string' ? 'targetPort' : 'port';
  const port = (scope.input.ports ?? []).find((each) => wanted !== undefined && each[field] === wanted);
  if (port) return { service: serviceName(scope, port), number: port.port };
  const detail =
    wanted === undefined
      ? 'A backend without the name of a Service needs the number of one of the ports above.'
      : `None of the ports above is ${String(wanted)}. Add it, or name the Service that serves it.`;
  scope.report({ code: 'BACKEND_UNRESOLVED', detail, at: input(...at) });
  return undefined;
}

/** Reports a port that a Service of this accessory, named in full, does not have. */
function checkOwnService(
  name: string,
  { port, at }: { port: NonNullable<ServiceBackendInput['port']>; at: Path },
  scope: NetworkScope,
): void {
  const own = (scope.input.ports ?? []).filter((each) => serviceName(scope, each) === name);
  const fits = own.some((each) => each.port === port.number || portName(name, each) === port.name);
  if (own.length === 0 || fits) return;
  const numbers = own.map((each) => String(each.port)).join(', ');
  const detail = `The Service "${name}" has no port ${String(port.number ?? port.name)}; it has ${numbers}.`;
  scope.report({
    code: 'BACKEND_UNRESOLVED',
    detail,
    at: input(...at, port.number === undefined ? 'name' : 'number'),
  });
}
