import type { ApiResource } from '../../model/cluster.ts';

/** Where an object or collection is looked for. */
export interface Target {
  readonly resource: ApiResource;
  readonly namespace: string | undefined;
  readonly name?: string;
}

/**
 * The path of a collection or object, or what is wrong with a name. Names come from files that nobody checked,
 * and an API server decodes a path before it takes it apart, so a name with a slash would reach another place
 * even when it is encoded. Kubernetes itself allows no such name.
 */
export function resourcePath({ resource, namespace, name }: Target): { path: string } | { problem: string } {
  const { group, version, plural, namespaced } = resource;
  if (namespaced && namespace === undefined && name !== undefined) {
    return { problem: `${plural} are in namespaces, and none is named` };
  }
  const parts = [
    ...(group === '' ? ['api'] : ['apis', group]),
    version,
    ...(namespaced && namespace !== undefined ? ['namespaces', namespace] : []),
    plural,
    ...(name === undefined ? [] : [name]),
  ];
  const bad = parts.find((part) => !isSegment(part));
  if (bad !== undefined)
    return { problem: `nothing in Kubernetes can be named ${JSON.stringify(bad.slice(0, 100))}` };
  return { path: `/${parts.map(encodeURIComponent).join('/')}` };
}

/** `\p{Cs}` finds half of a surrogate pair, which cannot be encoded. */
function isSegment(part: string): boolean {
  return part !== '' && part !== '.' && part !== '..' && !/[/%]|\p{Cs}/u.test(part);
}

/** `?key=value&…` of those that have a value; empty without any. */
export function queryText(query: Readonly<Record<string, string | number | undefined>>): string {
  const set = Object.entries(query).filter(([, value]) => value !== undefined && value !== '');
  const text = set.map(([key, value]) => `${key}=${encodeURIComponent(String(value))}`).join('&');
  return text === '' ? '' : `?${text}`;
}

/** Such as `apps/v1`. */
export function apiVersionOf({ group, version }: ApiResource): string {
  return group === '' ? version : `${group}/${version}`;
}
