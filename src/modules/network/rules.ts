import { from, type Draft } from '../../model/draft.ts';
import type { Path } from '../../model/node.ts';
import { input, platform as platformPointer } from '../../model/pointer.ts';
import { backendDraft, ownPort } from './backend.ts';
import type { NetworkScope } from './scope.ts';
import type { IngressInput } from './schema.ts';

type Rule = NonNullable<IngressInput['rules']>[number];
type Host = NonNullable<IngressInput['hosts']>[number];
type RulePath = NonNullable<Rule['http']>['paths'][number];

/** `rules` of an Ingress, from either form; undefined when there is none. */
export function rulesDraft({ rules = [], hosts = [] }: IngressInput, scope: NetworkScope): Draft {
  if (rules.length > 0 && hosts.length > 0) {
    const related = [{ message: 'rules are given here', at: input('ingress', 'rules') }];
    const detail = 'hosts is the short form of rules. Use one of them.';
    scope.report({ code: 'FIELD_CONFLICT', detail, at: input('ingress', 'hosts'), related });
  }
  const drafts = [
    ...rules.map((rule, index) => ruleDraft(rule, ['ingress', 'rules', index], scope)),
    ...hosts.map((host, index) => hostRuleDraft(host, ['ingress', 'hosts', index], scope)),
  ];
  return drafts.length > 0 ? drafts : undefined;
}

/** The host of a rule: as written, else below the platform's domain, else none. */
export function hostDraft(host: string | undefined, at: Path, { platform, context }: NetworkScope): Draft {
  if (host) return from(input(...at, 'host'), host);
  return from(platformPointer('baseDomain'), platform.baseDomain && `${context.app}.${platform.baseDomain}`);
}

function ruleDraft(rule: Rule, at: Path, scope: NetworkScope): Draft {
  const paths = rule.http?.paths.map((path, index) =>
    pathDraft(path, [...at, 'http', 'paths', index], scope),
  );
  return from(input(...at), { host: hostDraft(rule.host, at, scope), http: paths && { paths } });
}

function pathDraft({ path, pathType, backend }: RulePath, at: Path, scope: NetworkScope): Draft {
  const mayBeEmpty = pathType === 'ImplementationSpecific' && !path;
  if (!mayBeEmpty && !path?.startsWith('/')) {
    const detail = `A path of type ${pathType} has to start with "/".`;
    scope.report({ code: path ? 'FIELD_INVALID' : 'FIELD_MISSING', detail, at: input(...at, 'path') });
  }
  return from(input(...at), {
    path: from(input(...at, 'path'), path || undefined),
    pathType: from(input(...at, 'pathType'), pathType),
    backend: backendDraft(backend, [...at, 'backend'], scope),
  });
}

function hostRuleDraft({ host, paths }: Host, at: Path, scope: NetworkScope): Draft {
  const drafts = paths.map(({ path, pathType, port }, index) => {
    const place = [...at, 'paths', index];
    const own = ownPort(port, [...place, 'port'], scope);
    const service = { name: own?.service ?? '', port: { number: own?.number } };
    return from(input(...place), { path, pathType, backend: from(input(...place, 'port'), { service }) });
  });
  return from(input(...at), { host: hostDraft(host, at, scope), http: { paths: drafts } });
}
