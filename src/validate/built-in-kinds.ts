import type { ApiResource } from '../model/cluster.ts';
import { loadKubernetesTable } from './load-table.ts';
import { minorVersions, schemaTable } from './schema-table.ts';

/**
 * The kinds that the newest known Kubernetes serves itself, for a run that cannot ask a server. Of a group with
 * several versions the newest stable one comes first. `verbs` is empty: no table has them.
 */
export async function builtInKinds(): Promise<readonly ApiResource[]> {
  const text = await loadKubernetesTable();
  const table = schemaTable(text, minorVersions(text).at(-1));
  const kinds = [...table.kinds()].flatMap((name): ApiResource[] => {
    const [kind = '', version = '', group = ''] = name.split('/').toReversed();
    const schema = table.kind(name);
    if (!schema) return [];
    return [{ group, version, kind, plural: usualPlural(kind), namespaced: schema.isNamespaced, verbs: [] }];
  });
  return kinds.toSorted((a, b) => Number(isTrial(a)) - Number(isTrial(b)));
}

function isTrial({ version }: ApiResource): boolean {
  return /^v[0-9]+(?:alpha|beta)[0-9]+$/.test(version);
}

/** Kinds whose name is a plural already (`meta.UnsafeGuessKindToResource` of k8s.io/apimachinery knows the same one). */
const PLURALS: ReadonlySet<string> = new Set(['endpoints']);

/**
 * The plural of a kind as Kubernetes forms those of its own: `ingresses`, `networkpolicies`, `deployments`. A custom
 * resource is free to have another one.
 */
export function usualPlural(kind: string): string {
  const singular = kind.toLowerCase();
  if (PLURALS.has(singular)) return singular;
  if (singular.endsWith('s')) return `${singular}es`;
  return singular.endsWith('y') ? `${singular.slice(0, -1)}ies` : `${singular}s`;
}
