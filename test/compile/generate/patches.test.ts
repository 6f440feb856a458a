import { describe, expect, it } from 'vitest';
import { applyPatches } from '../../../src/compile/generate/apply-patches.ts';
import type { JsonObject } from '../../../src/model/json.ts';
import type { ModuleDefinition, WorkloadPatch } from '../../../src/model/module.ts';
import { identityOf, type Resource } from '../../../src/model/resource.ts';
import type { ModuleCall } from '../../../src/model/resolved.ts';

const at = { root: 'input', path: [] } as const;
const span = { source: { path: 'app.yaml', text: '' }, start: 0, end: 0 };
const call = { module: { role: 'workload' } as ModuleDefinition } as ModuleCall;

function resource(object: JsonObject, parts: Partial<Resource> = {}): Resource {
  return { id: identityOf(object), object, call, verbatim: false, origins: [], ...parts };
}

function patched(object: JsonObject, ...patches: readonly WorkloadPatch[]): JsonObject {
  const placed = patches.map((patch) => ({ patch, spanOf: () => span }));
  return applyPatches([resource(object)], placed, false)[0]!.object;
}

const pod = (env?: JsonObject[]) => ({ containers: [{ name: 'web', ...(env ? { env } : {}) }] });
const deployment = (spec: JsonObject): JsonObject => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'web' },
  spec: { template: { spec: pod() }, ...spec },
});

const text = (name: string, value: string) => ({ name, value: { kind: 'text' as const, value }, at });

describe('variables of accessories', () => {
  it('are prepended one by one, patch by patch', () => {
    const object = deployment({ template: { spec: pod([{ name: 'OWN', value: '1' }]) } });
    const result = patched(
      object,
      { env: [text('HOST', 'db'), text('USER', 'me')] },
      { env: [text('URL', '')] },
    );
    expect(result).toEqual(
      deployment({
        template: {
          spec: pod([
            { name: 'URL' },
            { name: 'USER', value: 'me' },
            { name: 'HOST', value: 'db' },
            { name: 'OWN', value: '1' },
          ]),
        },
      }),
    );
  });

  it('never take the place of the developer’s', () => {
    const object = deployment({ template: { spec: pod([{ name: 'HOST', value: 'mine' }]) } });
    expect(patched(object, { env: [text('HOST', 'db')] })).toBe(object);
  });

  it('reach every container, and the pods of a CronJob', () => {
    const spec = { initContainers: [{ name: 'first' }], containers: [{ name: 'a' }, { name: 'b' }] };
    const cronJob = {
      apiVersion: 'batch/v1',
      kind: 'CronJob',
      spec: { jobTemplate: { spec: { template: { spec } } } },
    };
    const env = [{ name: 'KEY', valueFrom: { secretKeyRef: { key: 'k', name: 's' } } }];
    const value = { kind: 'secret', name: 's', key: 'k' } as const;
    expect(patched(cronJob, { env: [{ name: 'KEY', value, at }] })).toMatchObject({
      spec: {
        jobTemplate: {
          spec: {
            template: {
              spec: {
                initContainers: [{ name: 'first', env }],
                containers: [
                  { name: 'a', env },
                  { name: 'b', env },
                ],
              },
            },
          },
        },
      },
    });
  });

  it('move the origins of what stands behind them', () => {
    const env = ['spec', 'template', 'spec', 'containers', 0, 'env'];
    const object = deployment({ template: { spec: pod([{ name: 'OWN', value: '1' }]) } });
    const origins = [
      { path: [...env, 0, 'value'], origin: at },
      { path: ['metadata', 'name'], origin: at },
    ];
    const placed = [{ patch: { env: [text('A', 'a'), text('B', 'b')] }, spanOf: () => span }];
    const [result] = applyPatches([resource(object, { origins })], placed, true);
    expect(result!.origins).toEqual([
      { path: [...env, 2, 'value'], origin: at },
      { path: ['metadata', 'name'], origin: at },
      { path: [...env, 1], origin: span },
      { path: [...env, 0], origin: span },
    ]);
  });
});

describe('other patches', () => {
  it('set labels and annotations where they belong, and replace none', () => {
    const object = { ...deployment({}), metadata: { name: 'web', labels: { a: 'own' } } };
    const metadata = [
      { on: 'workload', labels: { a: 'other', b: '1' }, at },
      { on: 'pods', annotations: { c: '2' }, at },
      { on: 'services', labels: { d: '3' }, at },
    ] as const;
    expect(patched(object, { metadata })).toEqual({
      ...object,
      metadata: { name: 'web', labels: { a: 'own', b: '1' } },
      spec: { template: { metadata: { annotations: { c: '2' } }, spec: pod() } },
    });
    const service = { apiVersion: 'v1', kind: 'Service', metadata: { name: 'web' } };
    expect(patched(service, { metadata })).toEqual({
      ...service,
      metadata: { name: 'web', labels: { d: '3' } },
    });
  });

  it.each([
    [{}, { rollingUpdate: { maxUnavailable: 1 } }],
    [{ strategy: { rollingUpdate: { maxSurge: 2 } } }, { rollingUpdate: { maxSurge: 2, maxUnavailable: 1 } }],
    [{ strategy: { rollingUpdate: { maxUnavailable: 5 } } }, { rollingUpdate: { maxUnavailable: 5 } }],
    [{ strategy: { type: 'Recreate' } }, { type: 'Recreate' }],
  ])('limit what may be missing in %j', (spec, strategy) => {
    const result = patched(deployment(spec), { maxUnavailable: { value: 1, at } });
    expect(result).toMatchObject({ spec: { strategy } });
    expect((result['spec'] as JsonObject)['strategy']).toEqual(strategy);
  });

  it('leave objects alone that come from files of the user', () => {
    const object = deployment({});
    const placed = [{ patch: { env: [text('A', 'a')] }, spanOf: () => span }];
    const before = [resource(object, { verbatim: true })];
    expect(applyPatches(before, placed, false)).toEqual(before);
  });
});
