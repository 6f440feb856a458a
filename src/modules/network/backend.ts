import { from, type Draft } from '../../model/draft.ts';
import type { Path } from '../../model/node.ts';
import { input } from '../../model/pointer.ts';
import { traced } from '../../workload/traced.ts';
import { serviceName, type NetworkScope } from './scope.ts';
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
  if (port?.name && port.number !== undefined) {
    const related = [{ message: 'the name is given here', at: input(...at, 'port', 'name') }];
    const detail = 'A port has either a name or a number. Remove one of them.';
    scope.report({ code: 'FIELD_CONFLICT', detail, at: input(...at, 'port', 'number'), related });
  }
  if (!name) {
    return {
      name: ownService(port?.number, [...at, 'port', 'number'], scope),
      port: { number: port?.number },
    };
  }
  if (!port?.name && port?.number === undefined) {
    const detail = `The backend needs the number or name of a port of the Service "${name}".`;
    scope.report({ code: 'FIELD_MISSING', detail, at: input(...at, 'port', 'number') });
  }
  return traced({ name, port: { name: port?.name || undefined, number: port?.number } }, at);
}

/** The Service of ours that serves a port number; the first port of the list that fits wins, as in Kusion. */
export function ownService(number: number | undefined, at: Path, scope: NetworkScope): string {
  const port = (scope.input.ports ?? []).find((each) => each.port === number);
  if (port) return serviceName(scope, port);
  const detail =
    number === undefined
      ? 'A backend without the name of a Service needs the number of one of the ports above.'
      : `None of the ports above is ${number}. Add it, or name the Service that serves it.`;
  scope.report({ code: 'BACKEND_UNRESOLVED', detail, at: input(...at) });
  return '';
}
