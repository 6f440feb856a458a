import { describe, expect, it } from 'vitest';
import type { InputDocument } from '../../src/model/module.ts';
import type { Json } from '../../src/model/json.ts';
import { input, platform } from '../../src/model/pointer.ts';
import { k8sManifestModule } from '../../src/modules/k8s_manifest/index.ts';
import { contextOf, listed, refused, runModule, type ModuleRun } from './run-module.ts';

function documents(path: string, values: readonly Json[]): readonly InputDocument[] {
  const source = { path, text: '' };
  return values.map((value, index) => ({ value, source, start: index * 10, end: index * 10 + 5 }));
}

function run(...values: readonly Json[]): ModuleRun {
  const files = new Map([['a.yaml', documents('apps/shop/dev/a.yaml', values)]]);
  return runModule(k8sManifestModule, { input: { paths: ['a.yaml'] }, context: { files } });
}

const configMap = (name: string): Json => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name, namespace: 'tools' },
});

describe('manifests', () => {
  it('are taken over as they are, in order', () => {
    const found = run(configMap('b'), null, {}, configMap('a'), {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { generateName: 'x-' },
    });
    expect(found.objects).toEqual([
      configMap('b'),
      configMap('a'),
      { apiVersion: 'v1', kind: 'Pod', metadata: { generateName: 'x-' } },
    ]);
    expect(found.problems).toEqual([]);
  });

  it('remember their document', () => {
    const files = new Map([['a.yaml', documents('a.yaml', [configMap('a'), configMap('b')])]]);
    const result = k8sManifestModule.generate({ paths: ['a.yaml'] }, {}, contextOf({ files }));
    expect(result.resources.map(({ document }) => document)).toEqual([
      { source: { path: 'a.yaml', text: '' }, start: 0, end: 5 },
      { source: { path: 'a.yaml', text: '' }, start: 10, end: 15 },
    ]);
  });

  it('are read once when two paths reach them', () => {
    const one = documents('dir/a.yaml', [configMap('a')]);
    const files = new Map([
      ['dir', [...one, ...documents('dir/b.yaml', [configMap('b')])]],
      ['dir/a.yaml', one],
    ]);
    const found = runModule(k8sManifestModule, {
      input: { paths: ['dir'] },
      platform: { paths: ['dir/a.yaml'] },
      context: { files },
    });
    expect(found.objects).toEqual([configMap('a'), configMap('b')]);
  });

  it('of kind List count as their items', () => {
    const inner = { apiVersion: 'v1', kind: 'List', items: [configMap('b')] };
    const found = run(
      { apiVersion: 'v1', kind: 'List', metadata: {}, items: [configMap('a'), inner] },
      { kind: 'List' },
    );
    expect(found.objects).toEqual([configMap('a'), configMap('b')]);
    expect(found.problems).toEqual([]);
  });

  it('lose status and null members, with one message per object', () => {
    const found = run({
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'a', creationTimestamp: null },
      spec: { status: 'kept', ports: [{ port: 80, name: null }], empty: {} },
      status: { loadBalancer: {} },
    });
    expect(found.objects).toEqual([
      {
        apiVersion: 'v1',
        kind: 'Service',
        metadata: { name: 'a' },
        spec: { status: 'kept', ports: [{ port: 80 }], empty: {} },
      },
    ]);
    expect(listed(found.problems)).toEqual(['info MANIFEST_CLEANED apps/shop/dev/a.yaml@0']);
    expect(found.problems[0]!.detail).toBe(
      'Left out: .status, .metadata.creationTimestamp, .spec.ports[0].name.',
    );
  });

  it('list at most five removed fields', () => {
    const data = Object.fromEntries(Array.from({ length: 7 }, (_, i) => [`k${String(i)}`, null]));
    const found = run({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a' }, data });
    expect(found.problems[0]!.detail).toBe(
      'Left out: .data.k0, .data.k1, .data.k2, .data.k3, .data.k4 and 2 more.',
    );
  });

  it.each<[string, Json]>([
    ['it is not a map', 'text'],
    ['it is not a map', []],
    ['the text apiVersion', { kind: 'A', metadata: { name: 'a' } }],
    ['the text apiVersion', { apiVersion: 1, kind: 'A', metadata: { name: 'a' } }],
    ['the text kind', { apiVersion: 'v1', metadata: { name: 'a' } }],
    ['the map metadata', { apiVersion: 'v1', kind: 'A' }],
    ['the text metadata.name', { apiVersion: 'v1', kind: 'A', metadata: { name: '' } }],
    ['the text metadata.name', { apiVersion: 'v1', kind: 'A', metadata: { name: 1 } }],
    ['.items[1]', { kind: 'List', items: [configMap('a'), null] }],
    ['have to be a list', { kind: 'List', items: {} }],
    [
      '.spec.list[1][0]',
      { apiVersion: 'v1', kind: 'A', metadata: { name: 'a' }, spec: { list: [1, [null]] } },
    ],
  ])('are refused: %s', (words, value) => {
    const found = run(value);
    expect(listed(found.problems)).toEqual(['error MANIFEST_INVALID apps/shop/dev/a.yaml@0']);
    expect(found.problems[0]!.detail).toContain(words);
  });
});

describe('paths', () => {
  it('are those of developer and platform, each text once', () => {
    const inputs = k8sManifestModule.inputs?.(
      { paths: ['a', 'b', 'a'] },
      { paths: ['b', './a'] },
      contextOf(),
    );
    expect(inputs).toEqual([
      { path: 'a', at: input('paths', 0) },
      { path: 'b', at: input('paths', 1) },
      { path: './a', at: platform('paths', 1) },
    ]);
  });

  it('may come from the platform alone, but not from nobody', () => {
    expect(runModule(k8sManifestModule, { input: {}, platform: { paths: ['a'] } }).problems).toEqual([]);
    expect(listed(runModule(k8sManifestModule, { input: {} }).problems)).toEqual([
      'error FIELD_MISSING input/paths',
    ]);
  });

  it('are texts', () => {
    expect(refused(k8sManifestModule.schema, { paths: [''] })).toEqual(['too_small paths/0']);
    expect(refused(k8sManifestModule.schema, { paths: [] })).toEqual(['too_small paths']);
    expect(refused(k8sManifestModule.schema, { module: 'k8s_manifest', paths: ['a'] })).toEqual([]);
  });
});
