import { describe, expect, it } from 'vitest';
import { input, platform, workload } from '../../src/model/pointer.ts';
import type { ModuleContext } from '../../src/model/module.ts';
import { networkModule } from '../../src/modules/network/index.ts';
import { at, listed, refused, runModule, type ModuleRun } from './run-module.ts';

const service = { module: 'service', kind: 'Deployment', portNames: [], labels: {}, annotations: {} };
const selector = { 'app.kubernetes.io/name': 'web', 'app.kubernetes.io/part-of': 'shop' };

function run(
  ports: readonly object[],
  platformConfig: object = {},
  context: Partial<ModuleContext> = {},
): ModuleRun {
  return runModule(networkModule, {
    input: { ports },
    platform: platformConfig,
    context: { workload: service, ...context },
  });
}

describe('ports', () => {
  it('are served by one Service, as in Kusion', () => {
    const found = run([{ _type: 'network.Port', port: 8080 }]);
    expect(found.objects).toEqual([
      {
        apiVersion: 'v1',
        kind: 'Service',
        metadata: { labels: selector, name: 'shop-dev-web-private', namespace: 'shop' },
        spec: {
          ports: [{ name: 'shop-dev-web-private-8080-tcp', port: 8080, protocol: 'TCP', targetPort: 8080 }],
          selector,
          type: 'ClusterIP',
        },
      },
    ]);
    expect(found.problems).toEqual([]);
  });

  it('have the defaults of Kusion', () => {
    expect(at(run([{}]).objects[0], 'spec', 'ports')).toEqual([
      { name: 'shop-dev-web-private-80-tcp', port: 80, protocol: 'TCP', targetPort: 80 },
    ]);
    expect(run([]).objects).toEqual([]);
  });

  it('are split into private and public ones, private first', () => {
    const found = run(
      [
        { port: 443, targetPort: 8443, public: true },
        { port: 53, protocol: 'UDP' },
      ],
      { port: { type: 'aws' } },
    );
    expect(
      found.objects.map((object) => [at(object, 'metadata', 'name'), at(object, 'spec', 'type')]),
    ).toEqual([
      ['shop-dev-web-private', 'ClusterIP'],
      ['shop-dev-web-public', 'LoadBalancer'],
    ]);
    expect(at(found.objects[1], 'spec', 'ports', 0)).toEqual({
      name: 'shop-dev-web-public-443-tcp',
      port: 443,
      protocol: 'TCP',
      targetPort: 8443,
    });
    expect(at(found.objects[0], 'spec', 'ports', 0, 'name')).toBe('shop-dev-web-private-53-udp');
  });

  it('give their Services the metadata of the workload, and the public one that of the platform on top', () => {
    const facts = {
      module: 'service',
      kind: 'Deployment',
      portNames: [],
      labels: { team: 'shop', tier: 'web' },
      annotations: { note: 'a' },
    };
    const port = { type: 'alicloud', labels: { team: 'edge' }, annotations: { 'load-balancer': 'small' } };
    const found = run([{}, { port: 443, public: true }], { port }, { workload: facts });
    expect(found.objects.map(({ metadata }) => metadata)).toMatchObject([
      { labels: { ...selector, team: 'shop', tier: 'web' }, annotations: { note: 'a' } },
      {
        labels: { ...selector, team: 'edge', tier: 'web' },
        annotations: { note: 'a', 'load-balancer': 'small' },
      },
    ]);
    const origins = new Map(found.origins[1]!.map(({ path, origin }) => [path.join('/'), origin]));
    expect(origins.get('metadata/labels/team')).toEqual(platform('port', 'labels', 'team'));
    expect(origins.get('metadata/labels/tier')).toEqual(workload('labels', 'tier'));
    expect(origins.get('spec/ports/0/port')).toEqual(input('ports', 1, 'port'));
    expect(found.problems).toEqual([]);
  });

  it.each([{}, { port: {} }, { port: { labels: { a: 'b' } } }])(
    'that are public need a type, not %j',
    (config) => {
      expect(listed(run([{}, { port: 443, public: true }], config).problems)).toEqual([
        'error PORT_TYPE_MISSING input/ports/1/public',
      ]);
      expect(run([{}], config).problems).toEqual([]);
    },
  );

  it.each([
    [undefined, 'no workload'],
    [{ module: 'job', kind: 'Deployment', portNames: [], labels: {}, annotations: {} }, 'is a job'],
  ])('need a service workload', (facts, words) => {
    const found = runModule(networkModule, {
      input: { ports: [{}] },
      context: facts ? { workload: facts } : {},
    });
    expect(listed(found.problems)).toEqual(['error PORT_WITHOUT_WORKLOAD input/ports']);
    expect(found.problems[0]!.detail).toContain(words);
    expect(found.objects).toEqual([]);
  });

  it('differ within one Service', () => {
    const ports = [
      { port: 80 },
      { port: 80, protocol: 'UDP' },
      { port: 80, public: true },
      { port: 80, targetPort: 81 },
    ];
    const found = run(ports, { port: { type: 'aws' } });
    expect(listed(found.problems)).toEqual(['error FIELD_CONFLICT input/ports/3/port']);
    expect(found.problems[0]!.related).toEqual([
      { message: 'first listed here', at: input('ports', 0, 'port') },
    ]);
  });

  it('make names of at most 63 characters', () => {
    const nameOf = (length: number) => 'a'.repeat(length - 'shop-dev--private-8080-tcp'.length);
    const withApp = (app: string) =>
      run([{ port: 80 }, { port: 8080 }], {}, { app, unitName: `shop-dev-${app}` });
    expect(withApp(nameOf(63)).problems).toEqual([]);
    expect(listed(withApp(nameOf(64)).problems)).toEqual(['error NAME_TOO_LONG unit/app']);
  });

  it('make names that start with a letter', () => {
    const found = run([{}], {}, { project: '3d-shop', unitName: '3d-shop-dev-web' });
    expect(listed(found.problems)).toEqual(['error NAME_INVALID unit/project']);
  });

  it.each([
    [{ port: 0 }, 'too_small ports/0/port'],
    [{ port: 70000 }, 'too_big ports/0/port'],
    [{ targetPort: 65536 }, 'too_big ports/0/targetPort'],
    [{ protocol: 'SCTP' }, 'invalid_value ports/0/protocol'],
    [{ prot: 80 }, 'unrecognized_keys ports/0'],
  ])('refuse %j', (port, wanted) => {
    expect(refused(networkModule.schema, { ports: [port] })).toEqual([wanted]);
  });

  it('know the clouds of Kusion', () => {
    expect(refused(networkModule.platform, { port: { type: 'gcp' } })).toEqual(['invalid_value port/type']);
    expect(refused(networkModule.platform, { type: 'aws' })).toEqual(['unrecognized_keys ']);
  });

  it('check the labels of the platform', () => {
    const found = run([{ public: true }], {
      port: { type: 'aws', labels: { a: 'b c' }, annotations: { 'a b': 'x' } },
    });
    expect(listed(found.problems)).toEqual([
      'error FIELD_INVALID platform/port/labels/a',
      'error FIELD_INVALID platform/port/annotations/a b',
    ]);
  });
});
