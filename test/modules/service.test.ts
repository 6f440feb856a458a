import { describe, expect, it } from 'vitest';
import { input, platform } from '../../src/model/pointer.ts';
import { serviceModule } from '../../src/modules/service/index.ts';
import { at, listed, only, places, refused, runModule } from './run-module.ts';

const containers = { web: { image: 'nginx:1.29' } };
const selector = { 'app.kubernetes.io/name': 'web', 'app.kubernetes.io/part-of': 'shop' };

describe('service', () => {
  it('equals the quickstart of Kusion', () => {
    const found = runModule(serviceModule, {
      input: {
        _type: 'service.Service',
        containers: { quickstart: { image: 'kusionstack/kusion-quickstart:latest' } },
      },
      context: {
        unitName: 'quickstart-default-quickstart',
        namespace: 'quickstart',
        selector: { 'app.kubernetes.io/name': 'quickstart', 'app.kubernetes.io/part-of': 'quickstart' },
      },
    });
    const labels = { 'app.kubernetes.io/name': 'quickstart', 'app.kubernetes.io/part-of': 'quickstart' };
    expect(found.objects).toEqual([
      {
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        metadata: { labels, name: 'quickstart-default-quickstart', namespace: 'quickstart' },
        spec: {
          selector: { matchLabels: labels },
          template: {
            metadata: { labels },
            spec: { containers: [{ image: 'kusionstack/kusion-quickstart:latest', name: 'quickstart' }] },
          },
        },
      },
    ]);
    expect(found.problems).toEqual([]);
  });

  it('takes one layer over another as Kusion merges them', () => {
    const container = { image: 'cilium/echoserver:1.10.3', resources: { cpu: '500m', memory: '512Mi' } };
    const found = runModule(serviceModule, { input: { containers: { server: container }, replicas: 2 } });
    expect(at(only(found, 'Deployment'), 'spec')).toMatchObject({
      replicas: 2,
      template: {
        spec: {
          containers: [
            {
              image: 'cilium/echoserver:1.10.3',
              name: 'server',
              resources: { limits: { cpu: '500m', memory: '512Mi' } },
            },
          ],
        },
      },
    });
  });

  it.each([
    { own: { replicas: 0 }, other: { replicas: 3 }, wanted: 0, origin: input('replicas') },
    { own: {}, other: { replicas: 3 }, wanted: 3, origin: platform('replicas') },
    { own: {}, other: {}, wanted: undefined, origin: undefined },
  ])('has replicas of $own over $other', ({ own, other, wanted, origin }) => {
    const found = runModule(serviceModule, { input: { containers, ...own }, platform: other });
    expect(at(only(found, 'Deployment'), 'spec', 'replicas')).toBe(wanted);
    expect(found.origins[0]!.find(({ path }) => path.join('/') === 'spec/replicas')?.origin).toEqual(origin);
  });

  it.each([
    { own: {}, other: {}, kind: 'Deployment' },
    { own: {}, other: { type: 'CollaSet' }, kind: 'CollaSet' },
    { own: { type: 'Deployment' }, other: { type: 'CollaSet' }, kind: 'Deployment' },
    { own: { type: 'CollaSet' }, other: {}, kind: 'CollaSet' },
  ])('of type $own over $other is a $kind', ({ own, other, kind }) => {
    const apiVersion = kind === 'CollaSet' ? 'apps.kusionstack.io/v1alpha1' : 'apps/v1';
    const found = runModule(serviceModule, { input: { containers, ...own }, platform: other });
    expect(found.objects).toMatchObject([
      { apiVersion, kind, spec: { selector: { matchLabels: selector } } },
    ]);
  });

  it('refuses other types on either side', () => {
    expect(refused(serviceModule.schema, { containers, type: 'StatefulSet' })).toEqual([
      'invalid_value type',
    ]);
    expect(refused(serviceModule.platform, { type: 'unsupported' })).toEqual(['invalid_value type']);
  });

  it('accepts what names it, and nothing unknown', () => {
    expect(refused(serviceModule.schema, { kind: 'Service', _type: 'service.Service', containers })).toEqual(
      [],
    );
    expect(refused(serviceModule.schema, { kind: 'Job', containers })).toEqual(['invalid_value kind']);
    expect(refused(serviceModule.schema, { containers, replica: 1 })).toEqual(['unrecognized_keys ']);
  });

  it('checks ports and renders nothing from them', () => {
    const port = { port: 80, protocol: 'TCP' };
    const found = runModule(serviceModule, {
      input: { containers, ports: [port, { ...port, protocol: 'UDP' }, port] },
    });
    expect(listed(found.problems)).toEqual([
      'error FIELD_CONFLICT input/ports/2/port',
      'info FIELD_NO_EFFECT input/ports',
    ]);
    expect(runModule(serviceModule, { input: { containers, ports: [] } }).problems).toEqual([]);
  });
});

describe('labels and annotations of a workload', () => {
  const own = { labels: { a: 'dev', b: '', e: '' }, annotations: { note: 'mine' } };
  const other = {
    labels: { a: 'platform', b: 'platform', c: 'platform' },
    annotations: { note: 'theirs', more: 'yes' },
  };

  it('are the developer over the platform; an empty text loses', () => {
    const found = runModule(serviceModule, { input: { containers, ...own }, platform: other });
    const labels = { ...selector, a: 'dev', b: 'platform', c: 'platform', e: '' };
    const annotations = { note: 'mine', more: 'yes' };
    const deployment = only(found, 'Deployment');
    expect(deployment['metadata']).toEqual({ name: 'shop-dev-web', namespace: 'shop', labels, annotations });
    expect(at(deployment, 'spec', 'template', 'metadata')).toEqual({ labels, annotations });
    expect(at(deployment, 'spec', 'selector')).toEqual({ matchLabels: selector });
    const origins = new Map(found.origins[0]!.map(({ path, origin }) => [path.join('/'), origin]));
    expect(origins.get('metadata/labels/a')).toEqual(input('labels', 'a'));
    expect(origins.get('metadata/labels/b')).toEqual(platform('labels', 'b'));
    expect(origins.get('metadata/labels/app.kubernetes.io/name')).toEqual({ root: 'unit', path: ['app'] });
    expect(origins.get('metadata/labels/app.kubernetes.io/part-of')).toEqual({
      root: 'unit',
      path: ['project'],
    });
  });

  it('are told to accessories', () => {
    const parsed = serviceModule.schema.parse({ containers, ...own });
    expect(serviceModule.facts?.(parsed, serviceModule.platform.parse(other))).toEqual({
      kind: 'Deployment',
      portNames: [],
      labels: { a: 'dev', b: 'platform', c: 'platform', e: '' },
      annotations: { note: 'mine', more: 'yes' },
    });
  });

  it('cannot change the selector', () => {
    const labels = { 'app.kubernetes.io/name': 'other', 'app.kubernetes.io/part-of': 'shop' };
    const found = runModule(serviceModule, { input: { containers }, platform: { labels } });
    expect(listed(found.problems)).toEqual(['error FIELD_CONFLICT platform/labels/app.kubernetes.io/name']);
  });

  it.each([
    [{ labels: { team: 'a'.repeat(64) } }, 'error NAME_TOO_LONG input/labels/team'],
    [{ labels: { team: 'free text' } }, 'error FIELD_INVALID input/labels/team'],
    [{ labels: { ['k'.repeat(64)]: 'x' } }, `error NAME_TOO_LONG input/labels/${'k'.repeat(64)}`],
    [{ labels: { 'Acme/team': 'x' } }, 'error FIELD_INVALID input/labels/Acme/team'],
    [{ annotations: { 'a b': 'x' } }, 'error FIELD_INVALID input/annotations/a b'],
    [{ annotations: { 'acme.example/': 'x' } }, 'error FIELD_INVALID input/annotations/acme.example/'],
  ])('refuse %j', (metadata, wanted) => {
    expect(listed(runModule(serviceModule, { input: { containers, ...metadata } }).problems)).toEqual([
      wanted,
    ]);
  });

  it('take any text in an annotation', () => {
    const annotations = { 'acme.example/note': 'line one\nline two: %&/' };
    expect(runModule(serviceModule, { input: { containers, annotations } }).problems).toEqual([]);
  });
});

describe('topology spread constraints', () => {
  const rule = { maxSkew: 1, topologyKey: 'kubernetes.io/hostname', whenUnsatisfiable: 'DoNotSchedule' };
  const run = (topologySpreadConstraints: object) =>
    runModule(serviceModule, { input: { containers, topologySpreadConstraints } });
  const spread = (rules: object) =>
    at(only(run(rules), 'Deployment'), 'spec', 'template', 'spec', 'topologySpreadConstraints');

  it('are sorted by name', () => {
    const zone = { ...rule, topologyKey: 'topology.kubernetes.io/zone', whenUnsatisfiable: 'ScheduleAnyway' };
    expect(spread({ zones: zone, hosts: { ...rule, minDomains: 2, nodeTaintsPolicy: 'Honor' } })).toEqual([
      { ...rule, minDomains: 2, nodeTaintsPolicy: 'Honor' },
      zone,
    ]);
    expect(spread({})).toBeUndefined();
  });

  it('keep their selector', () => {
    const labelSelector = {
      matchLabels: { a: 'b' },
      matchExpressions: [{ key: 'x', operator: 'Exists', values: [] }],
    };
    expect(spread({ a: { ...rule, labelSelector, matchLabelKeys: ['pod-template-hash'] } })).toEqual([
      {
        ...rule,
        labelSelector: { matchLabels: { a: 'b' }, matchExpressions: [{ key: 'x', operator: 'Exists' }] },
        matchLabelKeys: ['pod-template-hash'],
      },
    ]);
  });

  it('know the place of each value', () => {
    const place = places(run({ hosts: rule })).get('spec/template/spec/topologySpreadConstraints/0/maxSkew');
    expect(place).toBe('input/topologySpreadConstraints/hosts/maxSkew');
  });

  it.each([
    [{ matchLabelKeys: ['a'] }, 'error FIELD_MISSING input/topologySpreadConstraints/a/matchLabelKeys'],
    [
      { minDomains: 2, whenUnsatisfiable: 'ScheduleAnyway' },
      'error FIELD_CONFLICT input/topologySpreadConstraints/a/minDomains',
    ],
    [
      { labelSelector: { matchExpressions: [{ key: 'x', operator: 'In' }] } },
      'error FIELD_MISSING input/topologySpreadConstraints/a/labelSelector/matchExpressions/0/operator',
    ],
    [
      { labelSelector: { matchExpressions: [{ key: 'x', operator: 'Exists', values: ['y'] }] } },
      'error FIELD_CONFLICT input/topologySpreadConstraints/a/labelSelector/matchExpressions/0/values',
    ],
  ])('refuse %j', (more, wanted) => {
    expect(listed(run({ a: { ...rule, ...more } }).problems)).toEqual([wanted]);
  });

  it('refuse the same rule twice', () => {
    const found = run({ a: rule, b: rule });
    expect(listed(found.problems)).toEqual(['error FIELD_CONFLICT input/topologySpreadConstraints/b']);
  });

  it.each([
    [{ maxSkew: 0 }, 'too_small', 'maxSkew'],
    [{ whenUnsatisfiable: 'Never' }, 'invalid_value', 'whenUnsatisfiable'],
    [{ minDomains: 0 }, 'too_small', 'minDomains'],
    [{ nodeAffinityPolicy: 'honor' }, 'invalid_value', 'nodeAffinityPolicy'],
  ])('refuse %j by the schema', (more, code, field) => {
    const value = { containers, topologySpreadConstraints: { a: { ...rule, ...more } } };
    expect(refused(serviceModule.schema, value)).toEqual([`${code} topologySpreadConstraints/a/${field}`]);
  });
});
