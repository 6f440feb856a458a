import { countStates } from '../../src/drift/count-states.ts';
import type {
  DriftedResource,
  DriftField,
  DriftLag,
  UnitDrift,
  WorkspaceDrift,
} from '../../src/drift/verdict.ts';

/** A name that tries to leave whatever it is printed into. */
export const HOSTILE =
  'x`" \'><script>alert(1)</script></details>|a\\|b ```` ]](https://evil.example) @team #1 ::error::x %0A {0} \u001b[2J\u202e\n## y <!-- -->';

const HEAD = `7cc2d10${'a'.repeat(33)}`;
const APPLIED = `e04b9aa${'b'.repeat(33)}`;

const human = {
  manager: 'kubectl-edit',
  operation: 'Update',
  subresource: null,
  time: '2026-11-20T14:02:00Z',
} as const;

const WHOLE: DriftField = {
  path: '',
  kind: 'missing',
  desired: null,
  live: null,
  cause: 'unknown',
  blame: [],
  rule: 'whole-object',
  severity: 'medium',
};

const resource = (kind: string, name: string, more: Partial<DriftedResource>): DriftedResource => ({
  id: { group: GROUPS[kind] ?? '', version: 'v1', kind, namespace: 'shop-prod', name },
  state: 'synced',
  reason: undefined,
  unit: 'shop/prod',
  manifest: `shop/prod/${kind.toLowerCase()}-${name}.yaml`,
  fields: [],
  tolerated: [],
  warnings: [],
  ...more,
});

const GROUPS: Readonly<Record<string, string>> = {
  Deployment: 'apps',
  Ingress: 'networking.k8s.io',
  Role: 'rbac.authorization.k8s.io',
};

const WEB = resource('Deployment', 'web', {
  state: 'drifted',
  fields: [
    {
      ...WHOLE,
      path: '.spec.template.spec.containers[name="web"].image',
      kind: 'modified',
      desired: 'ghcr.io/acme/web:1.8.2',
      live: 'ghcr.io/acme/web:debug',
      cause: 'human',
      blame: [human, { manager: 'k9s', operation: 'Update', subresource: null, time: null }],
      rule: 'declared-value',
      severity: 'high',
      source: { file: 'apps/shop/prod/app.yaml', line: 12, column: 14 },
      firstSeen: '2026-11-20T14:10:00Z',
    },
    {
      ...WHOLE,
      path: '.spec.template.spec.containers[name="web"].env[name="DB_PASSWORD"]',
      kind: 'extra',
      live: { name: 'DB_PASSWORD', value: '(secret)' },
      cause: 'human',
      blame: [human],
      rule: 'written-by-hand',
      unseen: true,
      firstSeen: '2026-11-21T02:00:00Z',
    },
    {
      ...WHOLE,
      path: '.spec.minReadySeconds',
      kind: 'missing',
      desired: 10,
      rule: 'declared-value',
      unseen: false,
    },
  ],
  tolerated: [
    {
      path: '.spec.replicas',
      rule: 'autoscaled',
      blame: [{ manager: 'kube-controller-manager', operation: 'Update', subresource: 'scale', time: null }],
    },
  ],
});

const RESOURCES: readonly DriftedResource[] = [
  WEB,
  resource('ServiceAccount', 'reporter', {
    state: 'missing',
    fields: [{ ...WHOLE, severity: 'high', firstSeen: '2026-11-21T02:00:00Z' }],
  }),
  resource('ConfigMap', 'debug', { state: 'orphan', fields: [{ ...WHOLE, kind: 'orphan' }] }),
  resource('Service', 'old', { state: 'terminating', fields: [{ ...WHOLE, kind: 'terminating' }] }),
  resource('ConfigMap', HOSTILE, {
    state: 'drifted',
    fields: [
      {
        ...WHOLE,
        path: `.metadata.labels.${HOSTILE}`,
        kind: 'modified',
        desired: HOSTILE,
        live: `${HOSTILE}${'`'.repeat(70)}`,
        cause: 'ours',
        blame: [{ manager: HOSTILE, operation: 'Apply', subresource: HOSTILE, time: null }],
        rule: 'left-behind',
        severity: 'low',
        source: { file: `apps/${HOSTILE}`, line: 3, column: 1 },
      },
    ],
  }),
  resource('Secret', 'db', {
    state: 'drifted',
    fields: [
      {
        ...WHOLE,
        path: '.data.password',
        kind: 'modified',
        desired: '(secret)',
        live: '(secret)',
        cause: 'human',
        blame: [human],
        rule: 'declared-value',
        severity: 'high',
      },
    ],
  }),
  resource('Role', 'reader', { state: 'unchecked', reason: 'No permission to read it.' }),
  resource('Deployment', 'paused', {
    state: 'skipped',
    warnings: [{ code: 'reconcile-disabled', path: '' }],
  }),
  resource('Service', 'web', {}),
  resource('Ingress', 'web', { warnings: [{ code: 'quantity-heuristic', path: '.spec.size' }] }),
];

const LAG: DriftLag = {
  class: 'suspended',
  applied: APPLIED,
  head: HEAD,
  commits: 2,
  since: '2026-11-19T08:00:00Z',
  reason: `paused for the sale ${HOSTILE}`,
};

const unit = (name: string, more: Partial<UnitDrift>): UnitDrift => ({
  unit: name,
  path: name,
  revision: HEAD,
  controller: { kind: 'argocd', namespace: 'argocd', name: name.replace('/', '-') },
  lag: null,
  ...more,
});

/** A result with everything in it: hostile names, masked secrets, lag, unseen fields, orphans, unchecked objects. */
export const DRIFT_RESULT: readonly WorkspaceDrift[] = [
  {
    workspace: 'prod',
    branch: 'rendered/prod',
    cluster: { context: 'prod-eu', version: 'v1.37.2' },
    mode: 'read',
    revision: null,
    controller: null,
    lag: LAG,
    units: [
      unit('shop/prod', { revision: APPLIED, lag: LAG }),
      unit('blog/prod', {}),
      unit('docs/prod', {
        revision: null,
        lag: { class: 'not-seen', applied: null, head: HEAD, commits: null, since: null, reason: null },
      }),
    ],
    summary: countStates(RESOURCES),
    resources: RESOURCES,
    unusedRules: ['ignore[1]'],
    history: {
      healed: [
        {
          id: { group: '', version: 'v1', kind: 'ConfigMap', namespace: 'shop-prod', name: HOSTILE },
          path: '.data.level',
          cause: 'human',
          firstSeen: '2026-11-20T10:00:00Z',
          healed: '2026-11-24T18:00:00Z',
        },
      ],
      reverts: [
        { cause: 'controller', count: 1, meanSeconds: 0 },
        { cause: 'human', count: 3, meanSeconds: 93_784 },
      ],
    },
  },
  {
    workspace: 'dev',
    branch: 'rendered/dev',
    cluster: { context: 'kind-dev', version: null },
    mode: 'auto',
    revision: HEAD,
    controller: { kind: 'flux', namespace: 'flux-system', name: 'dev' },
    lag: null,
    units: [unit('shop/dev', { controller: { kind: 'flux', namespace: 'flux-system', name: 'dev' } })],
    summary: countStates([resource('Service', 'web', {})]),
    resources: [resource('Service', 'web', { unit: 'shop/dev', manifest: 'shop/dev/service-web.yaml' })],
    unusedRules: [],
  },
];
