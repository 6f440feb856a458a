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
  const id = mapAt(live, ['metadata', 'annotations'])['argocd.argoproj.io/tracking-id'];
  if (typeof id === 'string') return isSelfReference(live, id, app);
  if (COPIES.has(identityOf(live).kind)) return false;
  const labels = mapAt(live, ['metadata', 'labels']);
  const name = app.slice(app.lastIndexOf('/') + 1);
  return APP_LABELS.some((label) => {
    if (labels[label] !== name) return false;
    const namespace = labels[label.replace(/name$/, 'namespace')];
    return !app.includes('/') || !label.endsWith('name') || namespace === app.slice(0, app.lastIndexOf('/'));
  });
}

/** `<app>:<group>/<kind>:<namespace>/<name>`; an Application outside the control plane's namespace is `<namespace>_<app>`. */
function isSelfReference(live: JsonObject, id: string, app: string): boolean {
  const { group, kind, namespace, name } = identityOf(live);
  const [owner = '', type, object = ''] = id.split(':');
  const own = namespace === '' ? object.endsWith(`/${name}`) : object === `${namespace}/${name}`;
  const isApp = owner === app || owner === app.replace('/', '_') || owner.endsWith(`_${app}`);
  return isApp && type === `${group}/${kind}` && own;
}

/** Objects that a person told the controller to keep. */
function isKept(live: JsonObject): boolean {
  const annotations = mapAt(live, ['metadata', 'annotations']);
  const options = annotations['argocd.argoproj.io/compare-options'];
  return (
    (typeof options === 'string' && options.split(',').includes('IgnoreExtraneous')) ||
    annotations['kustomize.toolkit.fluxcd.io/prune'] === 'disabled'
  );
}
