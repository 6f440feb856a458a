import { listAt, mapAt } from '../model/edit-json.ts';
import { isJsonObject, type JsonObject } from '../model/json.ts';
import { identityOf } from '../model/resource.ts';

/** Labels that name the application; an object may have got them as a copy (argo-cd#5792). */
const APP_LABELS: readonly string[] = [
  'app.kubernetes.io/instance',
  'argocd.argoproj.io/instance',
  'kustomize.toolkit.fluxcd.io/name',
  'helm.toolkit.fluxcd.io/name',
];

/** Kinds that the control plane makes with the labels of a Service. */
const COPIES: ReadonlySet<string> = new Set(['Endpoints', 'EndpointSlice']);

/** True for an object that a controller made for another one; it is never left over from Git. */
export function isOwned(live: JsonObject): boolean {
  return listAt(live, ['metadata', 'ownerReferences']).some(isJsonObject);
}

/**
 * True for an object that an Argo CD Application or a Flux Kustomization, given as `name` or `namespace/name`,
 * tracks as its own and would delete. A tracking id counts only when it names the object that carries it:
 * controllers copy annotations (argo-cd controller/state.go `isSelfReferencedObj`).
 */
export function isTrackedBy(live: JsonObject, app: string): boolean {
  if (isOwned(live) || isKept(live)) return false;
  if (trackingId(live) !== undefined) return isSelfReference(live, (owner) => isApp(owner, app));
  if (isCopy(live)) return false;
  const labels = mapAt(live, ['metadata', 'labels']);
  const name = app.slice(app.lastIndexOf('/') + 1);
  return APP_LABELS.some((label) => {
    if (labels[label] !== name) return false;
    const namespace = labels[label.replace(/name$/, 'namespace')];
    return !app.includes('/') || !label.endsWith('name') || namespace === app.slice(0, app.lastIndexOf('/'));
  });
}

/** An Application outside the control plane's namespace is `<namespace>_<app>` in tracking ids. */
function isApp(owner: string, app: string): boolean {
  return owner === app || owner === app.replace('/', '_') || owner.endsWith(`_${app}`);
}

/** True when the tracking id `<app>:<group>/<kind>:<namespace>/<name>` of an object names the object itself, and an app that is ours. */
export function isSelfReference(live: JsonObject, isOurs: (app: string) => boolean): boolean {
  const { group, kind, namespace, name } = identityOf(live);
  // The name of an object may hold colons.
  const [owner = '', type, ...rest] = (trackingId(live) ?? '').split(':');
  const object = rest.join(':');
  const own = namespace === '' ? object.endsWith(`/${name}`) : object === `${namespace}/${name}`;
  return isOurs(owner) && type === `${group}/${kind}` && own;
}

function trackingId(live: JsonObject): string | undefined {
  const id = mapAt(live, ['metadata', 'annotations'])['argocd.argoproj.io/tracking-id'];
  return typeof id === 'string' ? id : undefined;
}

/** True for an object that the control plane makes with the labels of another one. */
export function isCopy(live: JsonObject): boolean {
  return COPIES.has(identityOf(live).kind);
}

/** True for an object that a person told the controller to keep although Git does not have it. */
export function isKept(live: JsonObject): boolean {
  const [annotations, labels] = [
    mapAt(live, ['metadata', 'annotations']),
    mapAt(live, ['metadata', 'labels']),
  ];
  const options = annotations['argocd.argoproj.io/compare-options'];
  const isIgnored =
    typeof options === 'string' && options.split(',').some((each) => each.trim() === 'IgnoreExtraneous');
  // Flux takes the mark on either, in any case (fluxcd/pkg ssa `AnyInMetadata`).
  const isUnpruned = [annotations, labels].some((map) => {
    const mark = map['kustomize.toolkit.fluxcd.io/prune'];
    return typeof mark === 'string' && mark.toLowerCase() === 'disabled';
  });
  return isIgnored || isUnpruned;
}
