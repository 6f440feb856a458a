import { from, type Draft } from '../../model/draft.ts';
import type { GeneratedResource } from '../../model/module.ts';
import { input } from '../../model/pointer.ts';
import { checkKeys, checkLabels, entriesDraft, type MetadataEntry } from '../../workload/metadata.ts';
import { traced } from '../../workload/traced.ts';
import type { NetworkScope } from './scope.ts';
import type { IngressClassInput } from './schema.ts';

/** The IngressClass `<U>-ingressclass`, which belongs to no namespace (Kusion catalog@455e3c90 `generateIngressClass`). */
export function ingressClassResources({
  input: own,
  context,
  report,
}: NetworkScope): readonly GeneratedResource[] {
  const { ingressClass } = own;
  if (!ingressClass) return [];
  const labels = ownEntries(ingressClass, 'labels');
  const annotations = ownEntries(ingressClass, 'annotations');
  checkLabels(labels, report);
  checkKeys(annotations, report);
  const { controller, parameters } = ingressClass;
  const hasSpec = Boolean(controller) || parameters !== undefined;
  const draft = {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'IngressClass',
    metadata: {
      name: `${context.unitName}-ingressclass`,
      labels: entriesDraft(labels),
      annotations: entriesDraft(annotations),
    },
    spec: hasSpec
      ? {
          controller: from(input('ingressClass', 'controller'), controller || undefined),
          parameters: parameters && parametersDraft(parameters, report),
        }
      : undefined,
  };
  return [{ draft }];
}

function ownEntries(
  ingressClass: IngressClassInput,
  field: 'labels' | 'annotations',
): readonly MetadataEntry[] {
  const entries = Object.entries(ingressClass[field] ?? {});
  return entries.map(([key, value]) => ({ key, value, at: input('ingressClass', field, key) }));
}

type Parameters = NonNullable<IngressClassInput['parameters']>;

function parametersDraft(
  { apiGroup, kind, name, scope, namespace }: Parameters,
  report: NetworkScope['report'],
): Draft {
  const at = (field: string) => input('ingressClass', 'parameters', field);
  if (scope === 'Namespace' && !namespace) {
    const detail = 'Parameters with scope Namespace need the namespace they are in.';
    report({ code: 'FIELD_MISSING', detail, at: at('scope') });
  } else if (scope !== 'Namespace' && namespace) {
    const detail = 'A namespace of parameters works only with scope: Namespace.';
    report({ code: 'FIELD_CONFLICT', detail, at: at('namespace') });
  }
  return traced({ apiGroup, kind, name, scope, namespace }, ['ingressClass', 'parameters']);
}
