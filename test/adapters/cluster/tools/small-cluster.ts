import { identityOf } from '../../../../src/model/resource.ts';
import type { JsonObject } from '../../../../src/model/json.ts';
import type { Deed, Seen } from './fake-server.ts';
import { status } from './open-fake.ts';

/** A kind that the cluster serves. */
interface ServedKind {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
  readonly plural: string;
  readonly isWide?: boolean;
}

/** The kinds of a small cluster with Argo CD and Flux, and one custom kind. */
export const KINDS: readonly ServedKind[] = [
  { group: '', version: 'v1', kind: 'ConfigMap', plural: 'configmaps' },
  { group: '', version: 'v1', kind: 'Namespace', plural: 'namespaces', isWide: true },
  { group: '', version: 'v1', kind: 'Secret', plural: 'secrets' },
  { group: '', version: 'v1', kind: 'Service', plural: 'services' },
  { group: 'apps', version: 'v1', kind: 'Deployment', plural: 'deployments' },
  { group: 'argoproj.io', version: 'v1alpha1', kind: 'Application', plural: 'applications' },
  { group: 'example.com', version: 'v1', kind: 'Widget', plural: 'widgets' },
  { group: 'kustomize.toolkit.fluxcd.io', version: 'v1', kind: 'Kustomization', plural: 'kustomizations' },
  { group: 'source.toolkit.fluxcd.io', version: 'v1', kind: 'GitRepository', plural: 'gitrepositories' },
];

/** What a test makes of a small cluster. */
export interface SmallCluster {
  readonly objects: readonly JsonObject[];
  readonly kinds?: readonly ServedKind[];
  /** Groups about which the server has no fresh answer. */
  readonly stale?: readonly string[];
  readonly version?: string;
  /** True for what is allowed, such as `list deployments shop`; everything unless given. */
  readonly may?: (what: string) => boolean;
  /** Takes the place of the answer, where it gives one. */
  readonly instead?: (seen: Seen) => Deed | undefined;
}

/** Answers like an API server that holds these objects: discovery, gets, lists in one page, and reviews of rights. */
export function smallCluster({
  objects,
  kinds = KINDS,
  stale = [],
  version = 'v1.37.2',
  may = () => true,
  instead = () => undefined,
}: SmallCluster): (seen: Seen) => Deed {
  return (seen) => {
    const other = instead(seen);
    if (other !== undefined) return other;
    const path = seen.url.replace(/\?.*$/, '');
    if (path === '/version') return { json: { gitVersion: version } };
    if (path === '/api')
      return discovery(
        kinds.filter(({ group }) => group === ''),
        stale,
      );
    if (path === '/apis')
      return discovery(
        kinds.filter(({ group }) => group !== ''),
        stale,
      );
    if (path.endsWith('/selfsubjectaccessreviews')) return review(seen.body, may);
    return answer(path, { objects, kinds });
  };
}

function discovery(kinds: readonly ServedKind[], stale: readonly string[]): Deed {
  const groups = [...new Set(kinds.map(({ group }) => group))].map((group) => ({
    ...(group === '' ? {} : { metadata: { name: group } }),
    versions: versionsOf(
      kinds.filter((each) => each.group === group),
      stale.includes(group),
    ),
  }));
  return { json: { kind: 'APIGroupDiscoveryList', items: groups } };
}

function versionsOf(kinds: readonly ServedKind[], isStale: boolean): readonly object[] {
  const freshness = isStale ? 'Stale' : 'Current';
  return [...new Set(kinds.map(({ version }) => version))].map((version) => ({
    version,
    freshness,
    // a server that cannot ask whoever serves a group has nothing to say of it
    resources: (isStale ? [] : kinds).map(({ plural, kind, isWide = false }) => ({
      resource: plural,
      responseKind: { group: '', version: '', kind },
      scope: isWide ? 'Cluster' : 'Namespaced',
      verbs: ['get', 'list', 'patch'],
    })),
  }));
}

function review(body: string, may: (what: string) => boolean): Deed {
  const { spec } = JSON.parse(body) as {
    readonly spec: { readonly resourceAttributes: Readonly<Record<string, string | undefined>> };
  };
  const { verb, resource, namespace, name } = spec.resourceAttributes;
  const what = [verb, resource, namespace, name].filter((part) => part !== undefined).join(' ');
  return { status: 201, json: { kind: 'SelfSubjectAccessReview', status: { allowed: may(what) } } };
}

const PATH =
  /^\/(?:api|apis\/(?<group>[^/]+))\/(?<version>[^/]+)(?:\/namespaces\/(?<namespace>[^/]+))?\/(?<plural>[^/]+)(?:\/(?<name>[^/]+))?$/;

function answer(path: string, { objects, kinds }: Required<Pick<SmallCluster, 'objects' | 'kinds'>>): Deed {
  // the path of a namespace itself looks like one in a namespace
  const own = /^\/api\/v1\/namespaces\/(?<name>[^/]+)$/.exec(path)?.groups;
  const {
    group = '',
    version,
    namespace,
    plural,
    name,
  } = own === undefined ? (PATH.exec(path)?.groups ?? {}) : { ...own, version: 'v1', plural: 'namespaces' };
  const served = kinds.find(
    (each) => each.group === group && each.version === version && each.plural === plural,
  );
  if (!served) return status(404, 'the server could not find the requested resource');
  const found = objects.filter((object) => {
    const id = identityOf(object);
    return (
      id.group === group && id.kind === served.kind && (namespace === undefined || id.namespace === namespace)
    );
  });
  if (name === undefined) return { json: { kind: `${served.kind}List`, metadata: {}, items: found } };
  const [one] = found.filter((object) => identityOf(object).name === name);
  const details = { name, kind: plural };
  return one ? { json: one } : { ...status(404, `${String(plural)} "${name}" not found`, details) };
}
