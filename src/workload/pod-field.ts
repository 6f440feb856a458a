import { suggest } from '../diagnostics/suggest.ts';
import { from, type Draft } from '../model/draft.ts';
import type { Pointer } from '../model/pointer.ts';
import type { Report } from '../model/report.ts';

/** Fields of a pod that a variable may show (kubernetes.io, concepts/workloads/pods/downward-api). */
const FIELDS = [
  'metadata.name',
  'metadata.namespace',
  'metadata.uid',
  'spec.nodeName',
  'spec.serviceAccountName',
  'status.hostIP',
  'status.hostIPs',
  'status.podIP',
  'status.podIPs',
];

const RESOURCES = ['cpu', 'memory', 'ephemeral-storage'].flatMap((name) => [
  `limits.${name}`,
  `requests.${name}`,
]);

const ENTRY = /^metadata\.(?:labels|annotations)\['[^']+'\]$/;

/** `valueFrom` of a variable that shows a field of the pod or an amount of the container. */
export function podFieldDraft(text: string, at: Pointer, report: Report): Draft {
  if (RESOURCES.includes(text)) return { resourceFieldRef: { resource: from(at, text) } };
  if (!FIELDS.includes(text) && !ENTRY.test(text)) {
    const nearest = suggest(text, [...FIELDS, ...RESOURCES]);
    const hint =
      nearest === undefined
        ? ` There are: ${FIELDS.join(', ')}, metadata.labels['KEY'], metadata.annotations['KEY'], ${RESOURCES.join(', ')}.`
        : ` Did you mean "${nearest}"?`;
    report({ code: 'FIELD_INVALID', detail: `A pod shows no field "${text}" to its containers.${hint}`, at });
  }
  return { fieldRef: { fieldPath: from(at, text) } };
}
