import { listAt } from '../../model/edit-json.ts';
import { isJsonObject, type JsonObject } from '../../model/json.ts';
import { containerFindings } from '../container-findings.ts';
import { defineRule } from '../define-rule.ts';
import { probeConnections } from '../probes.ts';
import { shown } from '../shown.ts';

export const probePortRule = defineRule({
  id: 'LINT_PROBE_PORT',
  level: 'warning',
  summary: 'probe asks a port that the container does not have',
  explanation: `A probe that names a port has to find it in ports of its container, else it fails for ever. A number
needs no entry there; but where ports are listed and the number is not among them, one of the two is wrong.`,
  sources: { kubeLinter: ['liveness-port', 'readiness-port', 'startup-port'] },
  check: (objects) =>
    containerFindings(objects, ({ object }) =>
      probeConnections(object)
        .filter(({ action }) => !hasPort(object, action))
        .map(({ path, action: { port } }) => [
          [...path, 'port'],
          `has a ${String(path[0])} at port ${shown(port)}, which is not one of its ports.`,
        ]),
    ),
});

function hasPort(container: JsonObject, { port }: JsonObject): boolean {
  const ports = listAt(container, ['ports']).filter(isJsonObject);
  const number = typeof port === 'string' && /^[0-9]+$/.test(port) ? Number(port) : port;
  if (typeof number === 'number')
    return ports.length === 0 || ports.some(({ containerPort }) => containerPort === number);
  return typeof port !== 'string' || ports.some(({ name }) => name === port);
}
