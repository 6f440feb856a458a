import { from, type Draft } from '../../model/draft.ts';
import type { GeneratedResource } from '../../model/module.ts';
import { input, platform as platformPointer } from '../../model/pointer.ts';
import { checkKeys, checkLabels, entriesDraft, type MetadataEntry } from '../../workload/metadata.ts';
import { traced } from '../../workload/traced.ts';
import { backendDraft } from './backend.ts';
import { hostDraft, rulesDraft } from './rules.ts';
import type { NetworkScope } from './scope.ts';
import type { IngressInput } from './schema.ts';

const ISSUER = 'cert-manager.io/cluster-issuer';

/** The Ingress `<U>-ingress` (Kusion catalog@455e3c90 `generateIngress`), with the platform's class, domain and issuer. */
export function ingressResources(scope: NetworkScope): readonly GeneratedResource[] {
  const { context, report } = scope;
  const { ingress } = scope.input;
  if (!ingress) return [];
  const tls = tlsDrafts(ingress, scope);
  const rules = rulesDraft(ingress, scope);
  if (!rules && !ingress.defaultBackend) {
    const detail = 'An Ingress needs rules or a defaultBackend.';
    report({ code: 'FIELD_MISSING', detail, at: input('ingress', 'rules') });
  }
  const labels = ownEntries(ingress, 'labels');
  const annotations = withIssuer(ownEntries(ingress, 'annotations'), tls.length > 0, scope);
  checkLabels(labels, report);
  checkKeys(annotations, report);
  const draft = {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: {
      name: `${context.unitName}-ingress`,
      namespace: context.namespace,
      labels: entriesDraft(labels),
      annotations: entriesDraft(annotations),
    },
    spec: {
      ingressClassName: classDraft(ingress, scope),
      defaultBackend:
        ingress.defaultBackend && backendDraft(ingress.defaultBackend, ['ingress', 'defaultBackend'], scope),
      tls: tls.length > 0 ? tls : undefined,
      rules,
    },
  };
  return [{ draft }];
}

function ownEntries(ingress: IngressInput, field: 'labels' | 'annotations'): readonly MetadataEntry[] {
  const entries = Object.entries(ingress[field] ?? {});
  return entries.map(([key, value]) => ({ key, value, at: input('ingress', field, key) }));
}

function withIssuer(
  own: readonly MetadataEntry[],
  hasTls: boolean,
  { platform }: NetworkScope,
): readonly MetadataEntry[] {
  const issuer = platform.certManagerIssuer;
  if (!hasTls || !issuer || own.some(({ key, value }) => key === ISSUER && value !== '')) return own;
  const entry = { key: ISSUER, value: issuer, at: platformPointer('certManagerIssuer') };
  return [...own.filter(({ key }) => key !== ISSUER), entry];
}

function classDraft(
  { ingressClassName, className }: IngressInput,
  { platform, report }: NetworkScope,
): Draft {
  if (ingressClassName && className) {
    const related = [{ message: 'ingressClassName is given here', at: input('ingress', 'ingressClassName') }];
    const detail = 'className and ingressClassName mean the same. Remove one of them.';
    report({ code: 'FIELD_CONFLICT', detail, at: input('ingress', 'className'), related });
  }
  if (ingressClassName) return from(input('ingress', 'ingressClassName'), ingressClassName);
  if (className) return from(input('ingress', 'className'), className);
  return from(platformPointer('ingressClassName'), platform.ingressClassName || undefined);
}

function tlsDrafts({ tls = [], hosts = [] }: IngressInput, scope: NetworkScope): readonly Draft[] {
  const written = tls.map(({ hosts: names, secretName }, index) =>
    traced({ hosts: names?.length ? names : undefined, secretName: secretName || undefined }, [
      'ingress',
      'tls',
      index,
    ]),
  );
  const short = hosts.flatMap(({ host, tlsSecret }, index) => {
    if (!tlsSecret) return [];
    const name = hostDraft(host, ['ingress', 'hosts', index], scope);
    const place = input('ingress', 'hosts', index, 'tlsSecret');
    return [from(place, { hosts: name === undefined ? undefined : [name], secretName: tlsSecret })];
  });
  return [...written, ...short];
}
