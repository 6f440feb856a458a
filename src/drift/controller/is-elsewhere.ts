import { partAt } from '../../model/edit-json.ts';
import { isJsonObject, type JsonObject } from '../../model/json.ts';
import { textIn } from './read-live.ts';

/** How Argo CD names the cluster that it runs in (argo-cd `KubernetesInternalAPIServerAddr`). */
const HERE = 'https://kubernetes.default.svc';

/**
 * True when an Application or Kustomization names another cluster than the one it is in. A cluster that an
 * Application names by name only may be either.
 */
export function isElsewhere(object: JsonObject, server: string | undefined): boolean {
  if (isJsonObject(partAt(object, ['spec', 'kubeConfig']))) return true;
  const destination = textIn(object, 'spec', 'destination', 'server');
  if (destination === undefined) return false;
  const own = server === undefined ? [HERE] : [HERE, server];
  return !own.map(bare).includes(bare(destination));
}

function bare(url: string): string {
  return url.replace(/\/+$/, '').replace(/:443$/, '').toLowerCase();
}
