import type { ApiResource } from '../../model/cluster.ts';
import { isJsonObject, type Json, type JsonObject } from '../../model/json.ts';
import { failureOf, goodBody, readAnswer } from './answer.ts';
import type { Ask } from './ask.ts';

/** A version of a group, as older servers list them. */
export interface GroupVersion {
  readonly group: string;
  readonly version: string;
}

/** Kinds of a version, or why they are not known. */
export type KindsOfVersion =
  | { readonly resources: readonly ApiResource[] }
  | { readonly unknown: readonly [group: string, reason: string] };

/** The versions that `/api` or `/apis` lists, of each group the preferred one first; undefined for another answer. */
export function groupVersions(body: JsonObject): readonly GroupVersion[] | undefined {
  const { versions, groups } = body;
  if (Array.isArray(versions)) {
    return (versions as readonly Json[])
      .filter((version) => typeof version === 'string')
      .map((version) => ({ group: '', version }));
  }
  return Array.isArray(groups)
    ? (groups as readonly Json[]).filter(isJsonObject).flatMap(versionsOf)
    : undefined;
}

function versionsOf({ name, versions, preferredVersion }: JsonObject): readonly GroupVersion[] {
  if (typeof name !== 'string' || !Array.isArray(versions)) return [];
  const preferred = isJsonObject(preferredVersion) ? preferredVersion['version'] : undefined;
  const names = (versions as readonly Json[])
    .map((each) => (isJsonObject(each) ? each['version'] : undefined))
    .filter((version) => typeof version === 'string');
  const ordered = [
    ...names.filter((each) => each === preferred),
    ...names.filter((each) => each !== preferred),
  ];
  return ordered.map((version) => ({ group: name, version }));
}

/** Asks for the kinds of one version. An aggregated API that is broken answers for its own group alone. */
export async function readGroupVersion(
  ask: Ask,
  root: string,
  { group, version }: GroupVersion,
): Promise<KindsOfVersion> {
  const parts = [...(group === '' ? [] : [group]), version].map(encodeURIComponent);
  const answer = readAnswer(await ask({ method: 'GET', path: `${root}/${parts.join('/')}` }));
  const list = goodBody(answer)?.['resources'];
  if (!Array.isArray(list)) {
    return {
      unknown: [group, `the server does not say what is in ${version}: ${failureOf(answer).message}`],
    };
  }
  return {
    resources: (list as readonly Json[]).filter(isJsonObject).flatMap((each) => kindOf(group, version, each)),
  };
}

/** A name with a slash is a subresource. */
function kindOf(group: string, version: string, found: JsonObject): readonly ApiResource[] {
  const { name, kind, namespaced, verbs } = found;
  if (typeof name !== 'string' || typeof kind !== 'string' || name.includes('/')) return [];
  const known = Array.isArray(verbs)
    ? (verbs as readonly Json[]).filter((each) => typeof each === 'string')
    : [];
  return [{ group, version, kind, plural: name, namespaced: namespaced === true, verbs: known }];
}
