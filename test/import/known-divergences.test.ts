import { describe, expect, it } from 'vitest';
import { compareSpec, isExplained } from '../../src/import/compare-spec.ts';
import type { StackFacts } from '../../src/import/divergence.ts';
import { KNOWN_DIVERGENCES } from '../../src/import/known-divergences.ts';
import type { JsonObject } from '../../src/model/json.ts';

const FACTS: StackFacts = {
  backend: 'plaintext',
  unusedMetadata: new Map([['team', 'web']]),
  workloadMetadata: new Map([['tier', 'front']]),
  hasFlavor: false,
};
const IS_WORKLOAD = { 'kusion.io/is-workload': true };

/** An object of a kind; `more` is merged into it at the top. */
const object = (kind: string, more: JsonObject = {}, name = 'shop-prod-web'): JsonObject => ({
  apiVersion: kind === 'Deployment' ? 'apps/v1' : 'v1',
  kind,
  metadata: { name, namespace: 'shop' },
  ...more,
});
const pod = (container: JsonObject, volumes?: readonly JsonObject[]) =>
  object('Deployment', {
    spec: {
      template: { spec: { containers: [{ name: 'web', ...container }], ...(volumes ? { volumes } : {}) } },
    },
  });

interface Compared {
  readonly ours?: JsonObject;
  readonly kusion?: JsonObject;
  readonly facts?: Partial<StackFacts>;
  readonly extensions?: JsonObject;
}

function reasons({
  ours,
  kusion,
  facts = {},
  extensions = IS_WORKLOAD,
}: Compared): readonly (string | undefined)[] {
  const { apiVersion, kind, metadata } = ours ?? kusion ?? {};
  const { namespace, name } = metadata as JsonObject;
  const id = [apiVersion, kind, namespace, name].map(String).join(':');
  const spec = kusion ? [{ id, type: 'Kubernetes', attributes: kusion, extensions }] : [];
  const found = compareSpec(ours ? [ours] : [], spec, { ...FACTS, ...facts });
  return found.flatMap(({ fields }) => fields.map(({ reason }) => reason?.id));
}

const METADATA = (labels: JsonObject, annotations?: JsonObject) => ({
  metadata: { name: 'shop-prod-web', namespace: 'shop', labels, ...(annotations ? { annotations } : {}) },
});
const MOUNTED = [{ name: 'a', configMap: { name: 'a' } }];
const KEEP = { app: 'web' };

/** One known divergence each: what both sides have, and the id that has to explain it. */
const KNOWN: readonly (readonly [string, string, Compared])[] = [
  [
    '12',
    'an imported object',
    { ours: object('Service'), kusion: {}, extensions: { 'kusionstack.io/import-id': 'x' } },
  ],
  [
    '14',
    'a Secret elsewhere',
    { kusion: object('Secret', { stringData: { a: 'b' } }), facts: { backend: 'reference' } },
  ],
  [
    '14',
    'a database that reads from elsewhere',
    {
      ours: object(
        'Deployment',
        {
          spec: {
            template: {
              spec: { containers: [{ name: 'a', env: [{ name: 'MYSQL_DATABASE', value: 'a' }] }] },
            },
          },
        },
        'a-db-local-deployment',
      ),
      kusion: object(
        'Deployment',
        { spec: { template: { spec: { containers: [{ name: 'a' }] } } } },
        'a-db-local-deployment',
      ),
      facts: { backend: 'sops' },
    },
  ],
  [
    'secret-backend',
    'what brings the secret',
    { ours: object('ExternalSecret'), facts: { backend: 'external-secrets' } },
  ],
  ['flavor', 'a database of a flavor', { ours: object('StatefulSet'), facts: { hasFlavor: true } }],
  [
    'flavor',
    'the one of Kusion',
    { kusion: object('Service', {}, 'db-db-local-service'), facts: { hasFlavor: true } },
  ],
  [
    'terraform',
    'a value of Terraform',
    { ours: pod({ env: [] }), kusion: pod({ env: [{ name: 'A', value: '$kusion_path.a.b' }] }) },
  ],
  [
    '3',
    'patches beside a file',
    { ours: pod({ env: [{ name: 'A', value: '1' }] }, MOUNTED), kusion: pod({}, MOUNTED), extensions: {} },
  ],
  [
    '4',
    'the namespace',
    {
      ours: { ...object('Service'), metadata: { name: 'shop-prod-web', namespace: 'web' } },
      kusion: object('Service'),
    },
  ],
  [
    '5',
    'maxUnavailable',
    {
      ours: object('Deployment', {
        spec: { strategy: { rollingUpdate: { maxUnavailable: '30%' } }, replicas: 1 },
      }),
      kusion: object('Deployment', { spec: { replicas: 1 } }),
    },
  ],
  ['5', 'a transition rule', { ours: object('PodTransitionRule') }],
  [
    '6',
    'a label for the monitor',
    {
      ours: object('Service', METADATA({ ...KEEP, kusion_monitoring_appname: 'web' })),
      kusion: object('Service', METADATA(KEEP)),
    },
  ],
  [
    '6',
    'annotations',
    {
      ours: object('Deployment', METADATA(KEEP, { 'prometheus.io/scrape': 'true' })),
      kusion: object('Deployment', METADATA(KEEP)),
    },
  ],
  [
    '6',
    'an empty port',
    {
      ours: object('Deployment', METADATA(KEEP, { b: '1' })),
      kusion: object('Deployment', METADATA(KEEP, { b: '1', 'prometheus.io/port': '' })),
    },
  ],
  [
    '7',
    'one mount path twice',
    {
      ours: pod({ volumeMounts: [{ name: 'a', mountPath: '/a/x', subPath: 'x' }] }),
      kusion: pod({
        volumeMounts: [
          { name: 'a', mountPath: '/a' },
          { name: 'b', mountPath: '/a' },
        ],
      }),
    },
  ],
  [
    '8',
    'a decimal mode',
    {
      ours: pod({}, [{ name: 's', secret: { defaultMode: 493 } }]),
      kusion: pod({}, [{ name: 's', secret: { defaultMode: 755 } }]),
    },
  ],
  [
    '13',
    'the order of variables',
    {
      ours: pod({
        env: [
          { name: 'A', value: '1' },
          { name: 'B', value: '2' },
        ],
      }),
      kusion: pod({
        env: [
          { name: 'B', value: '2' },
          { name: 'A', value: '1' },
        ],
      }),
    },
  ],
  [
    '15',
    'a random root password',
    { ours: pod({ env: [{ name: 'MYSQL_RANDOM_ROOT_PASSWORD', value: 'yes' }] }), kusion: pod({ env: [] }) },
  ],
  [
    '16',
    'the port of a probe',
    {
      ours: pod({ livenessProbe: { httpGet: { port: 80 } } }),
      kusion: pod({ livenessProbe: { httpGet: { port: '' } } }),
    },
  ],
  [
    '17',
    'labels of the app',
    {
      ours: object('Deployment', METADATA({ ...KEEP, team: 'web' })),
      kusion: object('Deployment', METADATA(KEEP)),
    },
  ],
  [
    '1',
    'labels of the workload',
    {
      ours: object('Service', METADATA({ ...KEEP, tier: 'front' })),
      kusion: object('Service', METADATA(KEEP)),
    },
  ],
  [
    '19',
    'the quotes of a template',
    { ours: pod({ command: ['TEMPLATE """a"""'] }), kusion: pod({ command: ['TEMPLATE """a""""'] }) },
  ],
];

/** Nearly the same, and nothing explains it. */
const UNKNOWN: readonly (readonly [string, Compared])[] = [
  ['a Secret that is missing under plaintext', { kusion: object('Secret', { stringData: { a: 'b' } }) }],
  ['another image', { ours: pod({ image: 'a:2' }), kusion: pod({ image: 'a:1' }) }],
  ['another order of arguments', { ours: pod({ args: ['a', 'b'] }), kusion: pod({ args: ['b', 'a'] }) }],
  [
    'a label that nobody wrote',
    { ours: object('Service', METADATA({ ...KEEP, team: 'db' })), kusion: object('Service', METADATA(KEEP)) },
  ],
  [
    'a label that is gone',
    { ours: object('Service', METADATA({})), kusion: object('Service', METADATA(KEEP)) },
  ],
  [
    'a variable more',
    { ours: pod({ env: [{ name: 'A', value: '1' }] }), kusion: pod({ env: [] }), extensions: {} },
  ],
  [
    'another mode',
    {
      ours: pod({}, [{ name: 's', secret: { defaultMode: 420 } }]),
      kusion: pod({}, [{ name: 's', secret: { defaultMode: 755 } }]),
    },
  ],
  [
    'another mount',
    {
      ours: pod({ volumeMounts: [{ name: 'a', mountPath: '/b' }] }),
      kusion: pod({ volumeMounts: [{ name: 'a', mountPath: '/a' }] }),
    },
  ],
  ['an object more', { ours: object('ConfigMap') }],
  ['an object less', { kusion: object('ConfigMap') }],
];

describe('known divergences', () => {
  it.each(KNOWN)('%s: %s', (id, _, compared) => {
    const found = reasons(compared);
    expect(found.length).toBeGreaterThan(0);
    expect(new Set(found)).toEqual(new Set([id]));
  });

  it('are all shown here', () => {
    expect(new Set(KNOWN.map(([id]) => id))).toEqual(new Set(KNOWN_DIVERGENCES.map(({ id }) => id)));
    for (const { reason } of KNOWN_DIVERGENCES) expect(reason).toMatch(/^[A-Z].*\.$/);
  });

  it.each(UNKNOWN)('do not explain %s', (_, compared) => {
    expect(reasons(compared)).toContain(undefined);
  });
});

describe('compareSpec', () => {
  it('masks secrets, lists Terraform, and gives every object once', () => {
    const secret = (value: string) => object('Secret', { stringData: { password: value } });
    const key = (value: string) =>
      object('ConfigMap', { data: { key: `-----BEGIN PRIVATE KEY-----\n${value}` } });
    const id = 'hashicorp:aws:aws_db_instance:shop';
    const found = compareSpec(
      [secret('hunter2'), key('MIIabc'), object('Service', { status: {}, spec: {} })],
      [
        {
          id: 'v1:Secret:shop:shop-prod-web',
          type: 'Kubernetes',
          attributes: secret('geheim'),
          extensions: {},
        },
        {
          id: 'v1:ConfigMap:shop:shop-prod-web',
          type: 'Kubernetes',
          attributes: key('MIIdef'),
          extensions: {},
        },
        {
          id: 'v1:Service:shop:shop-prod-web',
          type: 'Kubernetes',
          attributes: object('Service', { status: { loadBalancer: {} } }),
          extensions: {},
        },
        { id, type: 'Terraform', attributes: {}, extensions: {} },
      ],
      FACTS,
    );
    expect(found.map((each) => [each.id, each.verdict, isExplained(each)])).toEqual([
      [id, 'not-rendered', true],
      ['v1:ConfigMap:shop:shop-prod-web', 'differs', false],
      ['v1:Secret:shop:shop-prod-web', 'differs', false],
      ['v1:Service:shop:shop-prod-web', 'equal', true],
    ]);
    const text = JSON.stringify(found);
    expect(text).toContain('"(secret)"');
    for (const value of ['hunter2', 'geheim', 'MIIabc', 'MIIdef']) expect(text).not.toContain(value);
  });
});
