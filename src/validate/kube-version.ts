import { loadKubernetesTable } from './load-table.ts';
import { minorVersions } from './schema-table.ts';

/** Which table a cluster's version gets. */
export type TableChoice =
  | { readonly kind: 'exact'; readonly minor: number }
  /** Newer than any table: the newest is used. */
  | { readonly kind: 'newer'; readonly minor: number }
  /** Older than any table; `minor` is the oldest. */
  | { readonly kind: 'unsupported'; readonly minor: number };

/**
 * Chooses the table for `cluster.kubeVersion` (`1.36`, `v1.36.2`): the newest one when it is not given.
 * Patch releases do not change what an API takes.
 */
export async function chooseTable(kubeVersion: string | undefined): Promise<TableChoice> {
  const minors = minorVersions(await loadKubernetesTable());
  const [oldest = 0, newest = 0] = [minors[0], minors.at(-1)];
  const wanted = kubeVersion === undefined ? newest : Number(/^v?1\.([0-9]+)/.exec(kubeVersion)?.[1]);
  if (wanted > newest) return { kind: 'newer', minor: newest };
  return wanted < oldest ? { kind: 'unsupported', minor: oldest } : { kind: 'exact', minor: wanted };
}
