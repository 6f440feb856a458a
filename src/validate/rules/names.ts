import { isJsonObject } from '../../model/json.ts';
import { mapAt } from '../../model/edit-json.ts';
import type { Path } from '../../model/node.ts';
import { podTemplatePath } from '../../model/pod-template.ts';
import type { ResourceId } from '../../model/resource.ts';
import type { ObjectProblem } from '../problem.ts';
import { NAME_FORMS, wrongLabelKey, wrongLabelValue } from '../scalar-forms.ts';
import type { RuleInput } from './rule.ts';

/** Kinds whose names are not DNS subdomains (k8s.io/kubernetes pkg/apis/ * /validation). */
const FORMS: Readonly<Record<string, keyof typeof NAME_FORMS>> = {
  '/Namespace': 'label',
  '/Service': 'label-1035',
  'rbac.authorization.k8s.io/ClusterRole': 'path',
  'rbac.authorization.k8s.io/ClusterRoleBinding': 'path',
  'rbac.authorization.k8s.io/Role': 'path',
  'rbac.authorization.k8s.io/RoleBinding': 'path',
  // an IPv6 address, as text
  'networking.k8s.io/IPAddress': 'path',
};

/** The longest name of a CronJob: the names of its Jobs add eleven characters. */
const CRON_JOB = 52;

/** Names, namespaces, labels and annotations have the forms that the API server takes. */
export function* names(input: RuleInput): Iterable<ObjectProblem> {
  const { id, object, isNamespaced } = input;
  const metadata = mapAt(object, ['metadata']);
  if (id.name !== '') {
    const wrong = wrongName(id, input.minor);
    if (wrong !== undefined) yield { path: ['metadata', 'name'], kind: 'value', detail: wrong };
  } else if (typeof metadata['generateName'] !== 'string')
    yield { path: ['metadata'], kind: 'missing', detail: 'lacks the field "name", which is required' };
  if (id.namespace !== '') {
    const path = ['metadata', 'namespace'];
    const wrong = NAME_FORMS.label(id.namespace);
    if (wrong !== undefined) yield { path, kind: 'value', detail: wrong };
    if (isNamespaced === false)
      yield { path, kind: 'ignored', detail: `has no effect, because a ${id.kind} belongs to the cluster` };
  }
  yield* labels(input, ['metadata']);
  const template = podTemplatePath(id);
  if (template && template.length > 0) yield* labels(input, [...template, 'metadata']);
}

function wrongName({ group, kind, name }: ResourceId, minor: number): string | undefined {
  const key = `${group}/${kind}`;
  if (key === 'batch/CronJob' && name.length > CRON_JOB)
    return `has ${name.length} characters, and ${CRON_JOB} is the most`;
  // a digit may come first since Kubernetes 1.34 (RelaxedServiceNameValidation)
  const isRelaxed = key === '/Service' && minor >= 34;
  const form = Object.hasOwn(FORMS, key) ? FORMS[key] : undefined;
  return NAME_FORMS[isRelaxed ? 'label' : (form ?? 'subdomain')](name);
}

function* labels({ object }: RuleInput, at: Path): Iterable<ObjectProblem> {
  const metadata = mapAt(object, at);
  for (const field of ['labels', 'annotations']) {
    const map = metadata[field];
    if (!isJsonObject(map)) continue;
    for (const [key, value] of Object.entries(map)) {
      // the API server reads the keys of annotations in lower case
      const wrongKey = wrongLabelKey(field === 'annotations' ? key.toLowerCase() : key);
      const wrongValue = field === 'labels' && typeof value === 'string' ? wrongLabelValue(value) : undefined;
      if (wrongKey !== undefined)
        yield { path: [...at, field, key], kind: 'value', detail: `${wrongKey} (its key)` };
      else if (wrongValue !== undefined)
        yield { path: [...at, field, key], kind: 'value', detail: wrongValue };
    }
  }
}
