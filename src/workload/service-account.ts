import { from, type Draft } from '../model/draft.ts';
import type { GeneratedResource, ModuleContext } from '../model/module.ts';
import { input } from '../model/pointer.ts';
import { selectorDraft } from './metadata.ts';
import type { WorkloadInput } from './schema.ts';

/** The ServiceAccount that a workload asks for, and what its pods say about it; nothing when it asks for none. */
export function serviceAccount(
  { serviceAccount: own }: Pick<WorkloadInput, 'serviceAccount'>,
  context: ModuleContext,
): { readonly resources: readonly GeneratedResource[]; readonly spec: Readonly<Record<string, Draft>> } {
  if (!own) return { resources: [], spec: {} };
  const at = (field: string) => input('serviceAccount', field);
  const name = from(at('name'), own.name ?? context.unitName);
  const automount = from(at('automount'), own.automount);
  const annotations = Object.entries(own.annotations ?? {}).map(([key, value]): [string, Draft] => [
    key,
    from(input('serviceAccount', 'annotations', key), value),
  ]);
  const draft = {
    apiVersion: 'v1',
    kind: 'ServiceAccount',
    metadata: {
      name,
      namespace: context.namespace,
      labels: selectorDraft(context),
      annotations: annotations.length > 0 ? Object.fromEntries(annotations) : undefined,
    },
    automountServiceAccountToken: automount,
  };
  return {
    resources: [{ draft }],
    spec: { serviceAccountName: name, automountServiceAccountToken: automount },
  };
}
