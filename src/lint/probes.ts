import { partAt } from '../model/edit-json.ts';
import { isJsonObject, type JsonObject } from '../model/json.ts';
import type { Path } from '../model/node.ts';

/** An action of a probe or hook that connects to somewhere. */
export interface Connection {
  readonly path: Path;
  readonly action: JsonObject;
}

const PROBES: readonly Path[] = [['livenessProbe'], ['readinessProbe'], ['startupProbe']];
const HOOKS: readonly Path[] = [
  ['lifecycle', 'postStart'],
  ['lifecycle', 'preStop'],
];

/** The connections that probes of a container make. */
export function probeConnections(container: JsonObject): readonly Connection[] {
  return PROBES.flatMap((path) => connectionsAt(container, path));
}

/** The connections that probes and lifecycle hooks of a container make. */
export function allConnections(container: JsonObject): readonly Connection[] {
  return [...PROBES, ...HOOKS].flatMap((path) => connectionsAt(container, path));
}

function connectionsAt(container: JsonObject, at: Path): readonly Connection[] {
  return ['httpGet', 'tcpSocket', 'grpc'].flatMap((name) => {
    const path = [...at, name];
    const action = partAt(container, path);
    return isJsonObject(action) ? [{ path, action }] : [];
  });
}
