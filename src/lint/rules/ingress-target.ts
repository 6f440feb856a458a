import { suggest } from '../../diagnostics/suggest.ts';
import { listAt, partAt } from '../../model/edit-json.ts';
import type { Resource } from '../../model/resource.ts';
import { defineRule, type LintFinding } from '../define-rule.ts';
import { serviceBackends, type ServiceBackend } from '../ingress-backends.ts';
import { ofKind, type ObjectSet } from '../object-set.ts';
import { shown } from '../shown.ts';

export const ingressTargetRule = defineRule({
  id: 'LINT_INGRESS_TARGET',
  level: 'warning',
  summary: 'Ingress sends to a Service or port that is not there',
  explanation: `The Ingress names a port that the Service beside it does not have, or a Service that has a name of this
unit and is not rendered: requests end with an error of the ingress controller. Services of others, which cannot be
seen from here, are not judged.`,
  sources: { kubeScore: ['ingress-targets-service'], kubeLinter: ['dangling-ingress'] },
  check: (objects) =>
    ofKind(objects, 'networking.k8s.io/Ingress').flatMap((resource) =>
      serviceBackends(resource.object).flatMap((backend) => judge(objects, resource, backend)),
    ),
});

function judge(
  objects: ObjectSet,
  resource: Resource,
  { service, path }: ServiceBackend,
): readonly LintFinding[] {
  const { name } = service;
  if (typeof name !== 'string') return [];
  const services = ofKind(objects, '/Service').filter(({ id }) => id.namespace === resource.id.namespace);
  const target = services.find(({ id }) => id.name === name);
  if (!target) {
    const nearest = suggest(
      name,
      services.map(({ id }) => id.name),
    );
    if (nearest === undefined && !name.startsWith(objects.ownPrefix)) return [];
    const hint = nearest === undefined ? '' : ` Did you mean "${nearest}"?`;
    const detail = `The unit renders no Service "${name}".${hint}`;
    return [{ resource, path: [...path, 'name'], detail }];
  }
  const [field, wanted] = ['number', 'name']
    .map((key) => [key, partAt(service, ['port', key])] as const)
    .find(([, value]) => value !== undefined) ?? ['number', undefined];
  const ports = listAt(target.object, ['spec', 'ports']);
  const key = field === 'number' ? 'port' : 'name';
  if (wanted === undefined || ports.some((port) => partAt(port, [key]) === wanted)) return [];
  const detail = `The Service "${name}" has no port ${shown(wanted)}.`;
  return [{ resource, path: [...path, 'port', field], detail }];
}
