import type { ClusterApi } from './cluster-api.ts';
import { until } from './until.ts';
import type { ClusterUser } from './users.ts';

/** What a ClusterRole allows. */
export interface Rule {
  readonly apiGroups: readonly string[];
  readonly resources: readonly string[];
  readonly verbs: readonly string[];
}

/** Gives a user exactly these rights in the whole cluster; when it returns, the API server knows the last rule. */
export async function grant(api: ClusterApi, user: ClusterUser, rules: readonly Rule[]): Promise<void> {
  const role = { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: `test-${user}` };
  await apply(api, { kind: 'ClusterRole', metadata: { name: role.name }, rules });
  await apply(api, {
    kind: 'ClusterRoleBinding',
    metadata: { name: role.name },
    roleRef: role,
    subjects: [{ apiGroup: role.apiGroup, kind: 'User', name: user }],
  });
  const last = rules.at(-1);
  if (last) await until(() => isAllowed(api, user, last), { otherwise: () => `${user} has no rights yet` });
}

async function apply(
  api: ClusterApi,
  object: { readonly kind: string; readonly metadata: { readonly name: string } } & Readonly<
    Record<string, unknown>
  >,
): Promise<void> {
  const group = 'rbac.authorization.k8s.io/v1';
  const { status, body } = await api({
    method: 'PATCH',
    path: `/apis/${group}/${object.kind.toLowerCase()}s/${object.metadata.name}?fieldManager=test&force=true`,
    contentType: 'application/apply-patch+yaml',
    body: { apiVersion: group, ...object },
  });
  if (status >= 300) throw new Error(`${object.kind} was not applied: ${JSON.stringify(body)}`);
}

/** The authorizer learns of roles a moment after they are stored. */
async function isAllowed(api: ClusterApi, user: ClusterUser, rule: Rule): Promise<true | undefined> {
  const resourceAttributes = {
    group: rule.apiGroups.at(-1),
    resource: rule.resources.at(-1),
    verb: rule.verbs.at(-1),
  };
  const { body } = await api({
    method: 'POST',
    path: '/apis/authorization.k8s.io/v1/subjectaccessreviews',
    body: {
      apiVersion: 'authorization.k8s.io/v1',
      kind: 'SubjectAccessReview',
      spec: { user, groups: ['system:authenticated'], resourceAttributes },
    },
  });
  return (body as { status?: { allowed?: boolean } }).status?.allowed === true ? true : undefined;
}
