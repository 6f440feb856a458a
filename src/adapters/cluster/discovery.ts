import type { ApiResource, Discovery } from '../../model/cluster.ts';
import { isJsonObject, type Json, type JsonObject } from '../../model/json.ts';
import { AdapterError } from '../../model/ports.ts';
import { failureOf, goodBody, readAnswer } from './answer.ts';
import type { Ask } from './ask.ts';
import { groupVersions, readGroupVersion } from './group-version.ts';

/** The newer form of discovery: everything in one answer, from Kubernetes 1.27 on. */
const AGGREGATED = ['v2', 'v2beta1']
  .map((version) => `application/json;g=apidiscovery.k8s.io;v=${version};as=APIGroupDiscoveryList`)
  .concat('application/json')
  .join(',');

interface Found {
  readonly resources: readonly ApiResource[];
  readonly unknown: readonly (readonly [group: string, reason: string])[];
}

/**
 * What the server serves, in two calls, or one per group and version when it is older.
 * @throws AdapterError CLUSTER_REFUSED when the user may not ask, CLUSTER_UNREACHABLE when there is no useful answer
 */
export async function discover(ask: Ask, server: string): Promise<Discovery> {
  const [core, groups, version] = await Promise.all([
    discoverRoot(ask, '/api', server),
    discoverRoot(ask, '/apis', server),
    serverVersion(ask),
  ]);
  return {
    resources: [...core.resources, ...groups.resources],
    unknownGroups: new Map([...core.unknown, ...groups.unknown]),
    version,
  };
}

async function serverVersion(ask: Ask): Promise<string | undefined> {
  const body = goodBody(readAnswer(await ask({ method: 'GET', path: '/version' })));
  const version = body?.['gitVersion'];
  return typeof version === 'string' && /^v[0-9]+\.[0-9]+/.test(version) ? version : undefined;
}

async function discoverRoot(ask: Ask, root: '/api' | '/apis', server: string): Promise<Found> {
  const answer = readAnswer(await ask({ method: 'GET', path: root, accept: AGGREGATED }));
  const body = goodBody(answer);
  const found = body === undefined ? undefined : await readRoot(ask, root, body);
  if (found !== undefined) return found;
  const { reason, message } = failureOf(answer);
  throw new AdapterError(
    reason === 'forbidden' ? 'CLUSTER_REFUSED' : 'CLUSTER_UNREACHABLE',
    `${server} does not say what it serves: ${message}.`,
  );
}

async function readRoot(ask: Ask, root: string, body: JsonObject): Promise<Found | undefined> {
  if (body['kind'] === 'APIGroupDiscoveryList') return aggregated(body);
  const versions = groupVersions(body);
  if (versions === undefined) return undefined;
  const all = await Promise.all(versions.map((each) => readGroupVersion(ask, root, each)));
  return {
    resources: all.flatMap((each) => ('resources' in each ? each.resources : [])),
    unknown: all.flatMap((each) => ('unknown' in each ? [each.unknown] : [])),
  };
}

function aggregated(body: JsonObject): Found {
  const groups = maps(body['items']).map((item) => {
    const { metadata } = item;
    const group = isJsonObject(metadata) && typeof metadata['name'] === 'string' ? metadata['name'] : '';
    return { group, versions: maps(item['versions']) };
  });
  return {
    resources: groups.flatMap(({ group, versions }) =>
      versions.flatMap((version) =>
        maps(version['resources']).flatMap((each) => served(group, version, each)),
      ),
    ),
    unknown: groups.flatMap(({ group, versions }) => {
      const stale = versions.filter(({ freshness }) => freshness !== undefined && freshness !== 'Current');
      const names = texts(stale.map(({ version }) => version ?? null)).join(', ');
      return stale.length === 0 ? [] : [[group, `the server has no fresh answer about ${names}`] as const];
    }),
  };
}

/** Without a kind there are only subresources. */
function served(group: string, { version }: JsonObject, found: JsonObject): readonly ApiResource[] {
  const { resource, responseKind, scope, verbs } = found;
  const kind = isJsonObject(responseKind) ? responseKind['kind'] : undefined;
  if (typeof version !== 'string' || typeof resource !== 'string' || typeof kind !== 'string' || kind === '')
    return [];
  const namespaced = scope === 'Namespaced';
  return [{ group, version, kind, plural: resource, namespaced, verbs: texts(verbs) }];
}

function maps(value: Json | undefined): readonly JsonObject[] {
  return Array.isArray(value) ? (value as readonly Json[]).filter(isJsonObject) : [];
}

function texts(value: Json | undefined): readonly string[] {
  return Array.isArray(value) ? (value as readonly Json[]).filter((each) => typeof each === 'string') : [];
}
