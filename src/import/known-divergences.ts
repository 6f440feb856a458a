import { mapAt } from '../model/edit-json.ts';
import { isJsonObject, type Json, type JsonObject } from '../model/json.ts';
import type { Divergence } from './divergence.ts';

/** A difference that Moorline makes on purpose. */
export interface KnownDivergence {
  /** Number of the defect of Kusion that it mends, or a short name. */
  readonly id: string;
  readonly reason: string;
  readonly explains: (found: Divergence) => boolean;
}

const WORKLOADS = ['CollaSet', 'CronJob', 'Deployment', 'Job'];
const MONITORS = ['PodMonitor', 'ServiceMonitor'];
const METADATA = /(?:^|\.)metadata\.(?:labels|annotations)(?:$|\.|\[)/;

/**
 * Every difference between the two that is wanted, by the numbers of Kusion's defects. The first that
 * explains a difference gives its reason. Measured with Kusion v0.14 and KusionStack/catalog@455e3c90.
 */
export const KNOWN_DIVERGENCES: readonly KnownDivergence[] = [
  {
    id: '12',
    reason: 'Kusion adopts this object from the cluster and so leaves it empty; Moorline renders it.',
    explains: ({ what, extensions }) =>
      what === 'field' && Object.hasOwn(extensions, 'kusionstack.io/import-id'),
  },
  {
    id: 'flavor',
    reason: 'A flavor of the platform makes this database; Kusion has none.',
    explains: (found) => found.facts.hasFlavor && isDatabasePart(found),
  },
  {
    id: 'terraform',
    reason: 'Kusion fills this in from Terraform when it applies; a flavor takes its place.',
    explains: ({ kusion, kusionObject, what }) =>
      what === 'missing' ? holdsKusionPath(kusionObject) : holdsKusionPath(kusion),
  },
  {
    id: '14',
    reason:
      'Kusion writes the secret in plain text; this workspace keeps secrets elsewhere, so it is not rendered.',
    explains: ({ what, kind, facts }) =>
      what === 'missing' && kind === 'Secret' && facts.backend !== 'plaintext',
  },
  {
    id: '14',
    reason: 'The database reads its password from the one Secret that somebody else has to make.',
    explains: ({ what, path, ourObject, facts }) =>
      what === 'field' &&
      facts.backend !== 'plaintext' &&
      nameOf(ourObject).endsWith('-db-local-deployment') &&
      /\.env(?:$|\[name="(?:MYSQL|POSTGRES)_)/.test(path),
  },
  {
    id: 'secret-backend',
    reason: 'This object brings a secret into the cluster without its value being in Git.',
    explains: ({ what, kind, facts }) =>
      what === 'extra' &&
      facts.backend !== 'plaintext' &&
      ['ExternalSecret', 'Password', 'SealedSecret', 'Secret'].includes(kind),
  },
  {
    id: '4',
    reason: 'Kusion uses the namespace of the extensions for Namespace and Secrets only.',
    explains: ({ what, path }) => what === 'field' && path === '.metadata.namespace',
  },
  {
    id: '3',
    reason: 'A file with content makes Kusion drop everything that accessories change on the workload.',
    explains: ({ what, kind, path, kusion, kusionObject, extensions }) =>
      what === 'field' &&
      WORKLOADS.includes(kind) &&
      kusion === undefined &&
      !Object.hasOwn(extensions, 'kusion.io/is-workload') &&
      hasFileVolume(kusionObject) &&
      (METADATA.test(path) || /\.env(?:$|\[)/.test(path)),
  },
  {
    id: '5',
    reason: 'The opsrule of Kusion never comes into effect, because no workload says its type there.',
    explains: ({ what, kind, path, kusion }) =>
      (what === 'extra' && kind === 'PodTransitionRule') ||
      (kind === 'Deployment' &&
        kusion === undefined &&
        /^\.spec\.strategy(?:$|\.rollingUpdate(?:$|\.maxUnavailable))/.test(path)),
  },
  {
    id: '6',
    reason:
      'The monitor of Kusion selects nothing, and its annotations are not on the pods or have no value.',
    explains: (found) =>
      found.what === 'field' &&
      (isMonitorMetadata(found) ||
        (MONITORS.includes(found.kind) && /\.(?:port|targetPort|portNumber)$/.test(found.path))),
  },
  {
    id: '7',
    reason: 'Kusion mounts two volumes at one path, or declares one volume twice, which Kubernetes refuses.',
    explains: ({ what, path, kusionObject }) =>
      what === 'field' && /\.volume(?:Mount)?s(?:$|\[)/.test(path) && hasRepeatedVolume(kusionObject),
  },
  {
    id: '8',
    reason: 'Kusion reads a mode without leading 0 as a decimal number.',
    explains: ({ path, ours, kusion }) =>
      /\.(?:defaultM|m)ode$/.test(path) &&
      typeof kusion === 'number' &&
      ours === Number.parseInt(String(kusion), 8),
  },
  {
    id: '13',
    reason: 'Kusion puts these in an order that is random in every run.',
    explains: (found) => isRandomOrder(found),
  },
  {
    id: '15',
    reason: 'Without a root password, or the wish for a random one, the image of MySQL does not start.',
    explains: ({ path, kusion }) =>
      kusion === undefined && path.endsWith('.env[name="MYSQL_RANDOM_ROOT_PASSWORD"]'),
  },
  {
    id: '16',
    reason: 'Kusion leaves the port of an HTTP probe without port empty, which Kubernetes refuses.',
    explains: ({ path, kusion }) => /\.httpGet\.port$/.test(path) && kusion === '',
  },
  {
    id: '17',
    reason: 'Kusion reads labels and annotations of apps and of kubernetesMetadata, and does not use them.',
    explains: (found) => addsMetadata(found, found.facts.unusedMetadata),
  },
  {
    id: '1',
    reason: 'The network module of Kusion stops when a workload has labels or annotations of its own.',
    explains: (found) => found.kind === 'Service' && addsMetadata(found, found.facts.workloadMetadata),
  },
  {
    id: '19',
    reason: 'Kusion closes the template of a model with four quotes.',
    explains: ({ path, ours, kusion }) =>
      /\.command\[[0-9]+\]$/.test(path) &&
      typeof ours === 'string' &&
      typeof kusion === 'string' &&
      kusion.replaceAll('""""', '"""') === ours,
  },
];

/** The known divergence that explains a difference. */
export function reasonFor(found: Divergence): KnownDivergence | undefined {
  return KNOWN_DIVERGENCES.find(({ explains }) => explains(found));
}

function nameOf(object: JsonObject | undefined): string {
  const { name } = mapAt(object, ['metadata']);
  return typeof name === 'string' ? name : '';
}

function isDatabasePart({ what, ourObject, kusionObject, path }: Divergence): boolean {
  if (what === 'field') return /\.env(?:$|\[name="KUSION_DB_)/.test(path);
  const name = nameOf(ourObject ?? kusionObject);
  return what === 'extra' || /-(?:db-local-(?:secret|deployment|pvc|service)|mysql|postgres)$/.test(name);
}

/** True if a value comes from another resource of the Spec, which only apply knows (`$kusion_path.ID.FIELD`). */
function holdsKusionPath(value: Json | undefined): boolean {
  if (typeof value === 'string') return value.includes('$kusion_path.');
  if (Array.isArray(value)) return (value as readonly Json[]).some(holdsKusionPath);
  return isJsonObject(value) && Object.values(value).some(holdsKusionPath);
}

function isMonitorMetadata({ path, kusion, ours }: Divergence): boolean {
  if (!METADATA.test(path)) return false;
  if (path.includes('prometheus.io/port')) return kusion === '' || kusion === undefined;
  if (path.includes('kusion_monitoring_appname') || path.includes('prometheus.io/'))
    return kusion === undefined;
  // a map that Kusion does not have at all
  const added = isJsonObject(ours) ? Object.keys(ours) : [];
  return (
    kusion === undefined &&
    added.length > 0 &&
    added.every((key) => /^(?:kusion_monitoring_appname|prometheus\.io\/.*)$/.test(key))
  );
}

/** True if a difference only adds metadata that the given one holds. */
function addsMetadata({ what, path, ours, kusion }: Divergence, known: ReadonlyMap<string, string>): boolean {
  if (what !== 'field' || kusion !== undefined || !path.startsWith('.metadata.') || !METADATA.test(path))
    return false;
  if (isJsonObject(ours)) return Object.entries(ours).every(([key, value]) => known.get(key) === value);
  return [...known].some(
    ([key, value]) =>
      value === ours && (path.endsWith(`.${key}`) || path.endsWith(`[${JSON.stringify(key)}]`)),
  );
}

function isRandomOrder({ path, isOrder, ours, kusion }: Divergence): boolean {
  if (isOrder) return /\.(?:env|httpHeaders)$/.test(path);
  const list = /\.topologySpreadConstraints\[/.test(path);
  return list && isJsonObject(ours) && isJsonObject(kusion);
}

/** True if a pod of the object declares one volume twice, or a container mounts two at one path. */
function hasRepeatedVolume(object: JsonObject | undefined): boolean {
  const lists: readonly (readonly [string, string])[] = [
    ['volumes', 'name'],
    ['volumeMounts', 'mountPath'],
  ];
  return lists.some(([list, key]) => listsNamed(object ?? {}, list).some((items) => isRepeated(items, key)));
}

/** True if a pod of the object has the content of a file. */
function hasFileVolume(object: JsonObject | undefined): boolean {
  const volumes = listsNamed(object ?? {}, 'volumes').flat();
  return volumes.some((volume) => isJsonObject(volume) && volume['configMap'] !== undefined);
}

function listsNamed(value: Json, name: string): readonly (readonly Json[])[] {
  if (Array.isArray(value)) return (value as readonly Json[]).flatMap((item) => listsNamed(item, name));
  if (!isJsonObject(value)) return [];
  return Object.entries(value).flatMap(([key, member]) =>
    key === name && Array.isArray(member) ? [member as readonly Json[]] : listsNamed(member, name),
  );
}

function isRepeated(items: readonly Json[], key: string): boolean {
  const values = items.map((item) => (isJsonObject(item) ? item[key] : undefined));
  return new Set(values).size < values.length;
}
