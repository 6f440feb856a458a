import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { jobModule } from '../../src/modules/job/index.ts';
import { k8sManifestModule } from '../../src/modules/k8s_manifest/index.ts';
import { mysqlModule } from '../../src/modules/mysql/index.ts';
import { networkModule } from '../../src/modules/network/index.ts';
import { postgresModule } from '../../src/modules/postgres/index.ts';
import { serviceModule } from '../../src/modules/service/index.ts';
import { runModule } from './run-module.ts';

const schemas = [
  serviceModule,
  jobModule,
  networkModule,
  k8sManifestModule,
  mysqlModule,
  postgresModule,
].flatMap((module) => [
  [`${module.name} input`, module.schema] as const,
  [`${module.name} platform`, module.platform] as const,
]);

interface Found {
  readonly withoutText: string[];
  readonly patterns: RegExp[];
  readonly others: string[];
}

const KNOWN = [
  'optional',
  'default',
  'object',
  'record',
  'array',
  'union',
  'string',
  'number',
  'boolean',
  'literal',
  'enum',
];
const CHECKS = ['string_format', 'min_length', 'max_length', 'greater_than', 'less_than', 'number_format'];

/** Walks a schema the way a layer schema and JSON Schema are made from it. */
function walk(schema: z.core.$ZodType, path: string, found: Found): void {
  const { def } = schema._zod;
  if (!KNOWN.includes(def.type)) found.others.push(`${path}: ${def.type}`);
  for (const check of def.checks ?? []) {
    const { check: name, pattern } = check._zod.def as { check: string; pattern?: RegExp };
    if (!CHECKS.includes(name)) found.others.push(`${path}: ${name}`);
    if (pattern) found.patterns.push(pattern);
  }
  if ('innerType' in def) walk(def.innerType as z.core.$ZodType, path, found);
  if ('element' in def) walk(def.element as z.core.$ZodType, `${path}[]`, found);
  if ('keyType' in def) walk(def.keyType as z.core.$ZodType, `${path}.key`, found);
  if ('valueType' in def) walk(def.valueType as z.core.$ZodType, `${path}.*`, found);
  for (const option of 'options' in def ? (def.options as readonly z.core.$ZodType[]) : [])
    walk(option, path, found);
  for (const [key, member] of Object.entries(
    'shape' in def ? (def.shape as Record<string, z.ZodType>) : {},
  )) {
    if (!member.description) found.withoutText.push(`${path}.${key}`);
    walk(member, `${path}.${key}`, found);
  }
}

describe.each(schemas)('the schema of %s', (_, schema) => {
  const found: Found = { withoutText: [], patterns: [], others: [] };
  walk(schema, '', found);

  it('describes every field', () => {
    expect(found.withoutText).toEqual([]);
  });

  it('holds only what a JSON Schema can say', () => {
    expect(found.others).toEqual([]);
    expect(() => new Ajv2020({ strict: false }).compile(z.toJSONSchema(schema))).not.toThrow();
  });

  it('has patterns that mean the same in unicode mode', () => {
    for (const { source, flags } of found.patterns) {
      expect(flags).toBe('');
      expect(() => new RegExp(source, 'u')).not.toThrow();
    }
  });
});

it('never renders the `_type` that KCL prints on every part', () => {
  const container = (fields: object) => ({
    _type: 'service.container.Container',
    image: 'nginx:1.29',
    ...fields,
  });
  const http = { _type: 'service.container.probe.Http', url: 'http://localhost:80' };
  const selector = {
    _type: 'service.topologyspreadconstraint.LabelSelector',
    matchExpressions: [{ _type: 'service.Requirement', key: 'a', operator: 'Exists' }],
  };
  const spread = {
    _type: 'service.T',
    maxSkew: 1,
    topologyKey: 'a',
    whenUnsatisfiable: 'DoNotSchedule',
    labelSelector: selector,
  };
  const common = {
    secrets: { login: { _type: 'service.secret.Secret', type: 'token', data: { token: 't' } } },
    containers: {
      web: container({
        files: { '/a/b': { _type: 'service.container.FileSpec', content: 'x' } },
        livenessProbe: { _type: 'service.container.probe.Probe', probeHandler: http },
        lifecycle: { _type: 'service.container.lifecycle.Lifecycle', preStop: http },
      }),
    },
  };
  const workload = { ...common, _type: 'service.Service', topologySpreadConstraints: { a: spread } };
  const backend = {
    _type: 'network.IngressBackend',
    resource: { _type: 'network.Ref', kind: 'A', name: 'b' },
  };
  const ingress = {
    _type: 'network.Ingress',
    defaultBackend: backend,
    rules: [
      {
        _type: 'network.Rule',
        http: {
          _type: 'network.Http',
          paths: [{ _type: 'network.Path', path: '/', pathType: 'Exact', backend }],
        },
      },
    ],
    tls: [{ _type: 'network.Tls', secretName: 'tls' }],
  };
  const parameters = { _type: 'network.Parameters', kind: 'A', name: 'b' };
  const network = {
    _type: 'network.Network',
    ports: [{ _type: 'network.Port' }],
    ingress,
    ingressClass: { _type: 'network.IngressClass', parameters },
  };
  const context = {
    secretBackend: 'plaintext' as const,
    workload: { module: 'service', kind: 'Deployment', portNames: [], labels: {}, annotations: {} },
  };
  const runs = [
    runModule(serviceModule, { input: workload, context }),
    runModule(jobModule, {
      input: { ...common, _type: 'job.Job' },
      context,
    }),
    runModule(networkModule, { input: network, context }),
  ];
  expect(runs.flatMap(({ problems }) => problems)).toEqual([]);
  expect(JSON.stringify(runs.map(({ objects }) => objects))).not.toContain('_type');
});
