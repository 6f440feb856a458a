import { describe, expect, it } from 'vitest';
import { networkModule } from '../../src/modules/network/index.ts';
import { at, listed, only, refused, runModule, type ModuleRun } from './run-module.ts';

const ports = [
  { port: 80, targetPort: 8080 },
  { port: 8443, public: true },
];

function run(fields: object, platform: object = {}): ModuleRun {
  return runModule(networkModule, {
    input: { ports, ...fields },
    platform: { port: { type: 'aws' }, ...platform },
    context: {
      workload: {
        module: 'service',
        kind: 'Deployment',
        portNames: [],
        labels: { team: 'shop' },
        annotations: {},
      },
    },
  });
}

const ingress = (fields: object, platform: object = {}) =>
  only(run({ ingress: fields }, platform), 'Ingress');
const backend = (service: object) => ({ service });
const rules = (service: object) => [
  { http: { paths: [{ path: '/', pathType: 'Prefix', backend: backend(service) }] } },
];

describe('Ingress', () => {
  it('has the labels it was given and no others', () => {
    const found = ingress({
      labels: { a: 'b' },
      annotations: { note: 'x' },
      ingressClassName: 'nginx',
      defaultBackend: { resource: { apiGroup: 'k8s.example.com', kind: 'StorageBucket', name: 'static' } },
      rules: [
        {
          host: 'shop.example.com',
          http: {
            paths: [
              {
                pathType: 'ImplementationSpecific',
                backend: backend({ name: 'other', port: { name: 'http' } }),
              },
            ],
          },
        },
      ],
      tls: [{ hosts: ['shop.example.com'], secretName: 'tls' }, {}],
    });
    expect(found).toEqual({
      apiVersion: 'networking.k8s.io/v1',
      kind: 'Ingress',
      metadata: {
        name: 'shop-dev-web-ingress',
        namespace: 'shop',
        labels: { a: 'b' },
        annotations: { note: 'x' },
      },
      spec: {
        ingressClassName: 'nginx',
        defaultBackend: { resource: { apiGroup: 'k8s.example.com', kind: 'StorageBucket', name: 'static' } },
        rules: [
          {
            host: 'shop.example.com',
            http: {
              paths: [
                {
                  pathType: 'ImplementationSpecific',
                  backend: { service: { name: 'other', port: { name: 'http' } } },
                },
              ],
            },
          },
        ],
        tls: [{ hosts: ['shop.example.com'], secretName: 'tls' }, {}],
      },
    });
  });

  it.each([
    [80, 'shop-dev-web-private'],
    [8443, 'shop-dev-web-public'],
  ])('finds the Service that serves port %i', (number, name) => {
    const path = ['spec', 'rules', 0, 'http', 'paths', 0, 'backend', 'service'];
    expect(at(ingress({ rules: rules({ port: { number } }) }), ...path)).toEqual({ name, port: { number } });
    expect(at(ingress({ rules: rules({ name: '', port: { number } }) }), ...path)).toEqual({
      name,
      port: { number },
    });
  });

  it('may name a Service that is not ours', () => {
    const found = run({ ingress: { rules: rules({ name: 'legacy', port: { number: 9999 } }) } });
    expect(found.problems).toEqual([]);
  });

  it('works without ports and without workload', () => {
    const found = runModule(networkModule, {
      input: { ingress: { defaultBackend: backend({ name: 'a', port: { number: 1 } }) } },
    });
    expect(found.problems).toEqual([]);
    expect(found.objects.map(({ kind }) => kind)).toEqual(['Ingress']);
  });

  const BACKEND = 'input/ingress/defaultBackend';
  it.each([
    [backend({ port: { number: 81 } }), `error BACKEND_UNRESOLVED ${BACKEND}/service/port/number`],
    [backend({ port: { name: 'http' } }), `error BACKEND_UNRESOLVED ${BACKEND}/service/port/number`],
    [backend({}), `error BACKEND_UNRESOLVED ${BACKEND}/service/port/number`],
    [backend({ name: 'a' }), `error FIELD_MISSING ${BACKEND}/service/port/number`],
    [
      backend({ name: 'a', port: { name: 'b', number: 1 } }),
      `error FIELD_CONFLICT ${BACKEND}/service/port/number`,
    ],
    [{}, `error FIELD_MISSING ${BACKEND}/service`],
    [
      { ...backend({ name: 'a', port: { number: 1 } }), resource: { kind: 'A', name: 'b' } },
      `error FIELD_CONFLICT ${BACKEND}/resource`,
    ],
  ])('refuses the backend %j', (defaultBackend, wanted) => {
    expect(listed(run({ ingress: { defaultBackend } }).problems)).toEqual([wanted]);
  });

  it.each([
    ['Prefix', undefined, 'error FIELD_MISSING'],
    ['Exact', 'shop', 'error FIELD_INVALID'],
    ['ImplementationSpecific', 'shop', 'error FIELD_INVALID'],
  ])('refuses a path of type %s that is %s', (pathType, path, wanted) => {
    const paths = [
      { pathType, backend: backend({ port: { number: 80 } }), ...(path === undefined ? {} : { path }) },
    ];
    const found = run({ ingress: { rules: [{ http: { paths } }] } });
    expect(listed(found.problems)).toEqual([`${wanted} input/ingress/rules/0/http/paths/0/path`]);
  });

  it('needs something to do', () => {
    expect(listed(run({ ingress: {} }).problems)).toEqual(['error FIELD_MISSING input/ingress/rules']);
  });

  it('is strict', () => {
    const path = { path: '/', backend: {} };
    expect(refused(networkModule.schema, { ingress: { rules: [{ http: { paths: [path] } }] } })).toEqual([
      'invalid_value ingress/rules/0/http/paths/0/pathType',
    ]);
    expect(
      refused(networkModule.schema, {
        ingress: { rules: [{ http: { paths: [{ ...path, pathType: 'prefix' }] } }] },
      }),
    ).toEqual(['invalid_value ingress/rules/0/http/paths/0/pathType']);
  });

  it('checks its labels and annotations', () => {
    const found = run({
      ingress: { labels: { a: 'b c' }, annotations: { 'a b': 'c' }, rules: rules({ port: { number: 80 } }) },
    });
    expect(listed(found.problems)).toEqual([
      'error FIELD_INVALID input/ingress/labels/a',
      'error FIELD_INVALID input/ingress/annotations/a b',
    ]);
  });
});

describe('Ingress with platform values', () => {
  const config = {
    ingressClassName: 'nginx',
    baseDomain: 'dev.example.com',
    certManagerIssuer: 'letsencrypt',
  };
  const rule = rules({ port: { number: 80 } });

  it('takes class and host where none is given', () => {
    const spec = ingress({ rules: [...rule, { host: 'own.example.com' }] }, config)['spec'];
    expect(spec).toMatchObject({
      ingressClassName: 'nginx',
      rules: [{ host: 'web.dev.example.com' }, { host: 'own.example.com' }],
    });
    expect(at(ingress({ ingressClassName: 'mine', rules: rule }, config), 'spec', 'ingressClassName')).toBe(
      'mine',
    );
  });

  it('takes the issuer only with tls, and only when there is no other', () => {
    const annotations = (fields: object) =>
      at(ingress({ rules: rule, ...fields }, config), 'metadata', 'annotations');
    const key = 'cert-manager.io/cluster-issuer';
    expect(annotations({})).toBeUndefined();
    expect(annotations({ tls: [{ secretName: 'a' }] })).toEqual({ [key]: 'letsencrypt' });
    expect(annotations({ tls: [{ secretName: 'a' }], annotations: { [key]: 'mine' } })).toEqual({
      [key]: 'mine',
    });
    expect(annotations({ tls: [{ secretName: 'a' }], annotations: { [key]: '' } })).toEqual({
      [key]: 'letsencrypt',
    });
  });

  it('refuses a domain that is none', () => {
    expect(refused(networkModule.platform, { baseDomain: '*.example.com' })).toEqual([
      'invalid_format baseDomain',
    ]);
  });
});

describe('Ingress in the short form', () => {
  const hosts = [
    { host: 'a.example.com', tlsSecret: 'a-tls', paths: [{ path: '/', port: 80 }] },
    { paths: [{ path: '/x', pathType: 'Exact', port: 8443 }] },
  ];

  it('gives rules and tls', () => {
    expect(ingress({ className: 'nginx', hosts })['spec']).toEqual({
      ingressClassName: 'nginx',
      rules: [
        {
          host: 'a.example.com',
          http: {
            paths: [
              {
                path: '/',
                pathType: 'Prefix',
                backend: { service: { name: 'shop-dev-web-private', port: { number: 80 } } },
              },
            ],
          },
        },
        {
          http: {
            paths: [
              {
                path: '/x',
                pathType: 'Exact',
                backend: { service: { name: 'shop-dev-web-public', port: { number: 8443 } } },
              },
            ],
          },
        },
      ],
      tls: [{ hosts: ['a.example.com'], secretName: 'a-tls' }],
    });
  });

  it('cannot stand beside the long form', () => {
    const found = run({
      ingress: { hosts, rules: rules({ port: { number: 80 } }), className: 'a', ingressClassName: 'b' },
    });
    expect(listed(found.problems)).toEqual([
      'error FIELD_CONFLICT input/ingress/hosts',
      'error FIELD_CONFLICT input/ingress/className',
    ]);
  });

  it('needs a port of ours', () => {
    const found = run({ ingress: { hosts: [{ paths: [{ path: '/', port: 81 }] }] } });
    expect(listed(found.problems)).toEqual(['error BACKEND_UNRESOLVED input/ingress/hosts/0/paths/0/port']);
  });
});

describe('IngressClass', () => {
  it('belongs to no namespace', () => {
    const parameters = {
      apiGroup: 'k8s.example.com',
      kind: 'Params',
      name: 'slow',
      scope: 'Namespace',
      namespace: 'infra',
    };
    const found = run({
      ports: [],
      ingressClass: {
        controller: 'example.com/ingress',
        parameters,
        labels: { a: 'b' },
        annotations: { c: 'd' },
      },
    });
    expect(found.objects).toEqual([
      {
        apiVersion: 'networking.k8s.io/v1',
        kind: 'IngressClass',
        metadata: { name: 'shop-dev-web-ingressclass', labels: { a: 'b' }, annotations: { c: 'd' } },
        spec: { controller: 'example.com/ingress', parameters },
      },
    ]);
    expect(found.problems).toEqual([]);
  });

  it('may be empty', () => {
    expect(only(run({ ports: [], ingressClass: {} }), 'IngressClass')).not.toHaveProperty('spec');
  });

  it.each([
    [{ scope: 'Namespace' }, 'error FIELD_MISSING input/ingressClass/parameters/scope'],
    [{ scope: 'Cluster', namespace: 'a' }, 'error FIELD_CONFLICT input/ingressClass/parameters/namespace'],
    [{ namespace: 'a' }, 'error FIELD_CONFLICT input/ingressClass/parameters/namespace'],
  ])('refuses parameters with %j', (more, wanted) => {
    const found = run({ ingressClass: { parameters: { kind: 'A', name: 'b', ...more } } });
    expect(listed(found.problems)).toEqual([wanted]);
  });
});
