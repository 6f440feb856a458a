import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mergeLayers } from '../../src/compile/resolve/merge-layers.ts';
import { splitLayers, withoutNulls } from '../../src/import/split-layers.ts';
import { emitManifest } from '../../src/manifest/emit.ts';
import type { JsonObject } from '../../src/model/json.ts';
import { toValue } from '../../src/model/node.ts';
import { mapOf } from '../tools/yaml-node.ts';

/** What the compiler makes of layers that are written to files and read again. */
function merged(layers: readonly JsonObject[]): unknown {
  const node = mergeLayers(layers.map((layer) => mapOf(emitManifest(layer))));
  return node && JSON.parse(JSON.stringify(toValue(node)));
}

const key = fc.constantFrom('web', 'workload', 'env', 'image', 'ports');
const { value } = fc.letrec<{ value: unknown; map: JsonObject }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom('a', 'b', '', 0, 1, true, null),
    tie('map'),
    fc.array(tie('value'), { maxLength: 3 }),
  ),
  map: fc.dictionary(key, tie('value'), { maxKeys: 4 }) as fc.Arbitrary<JsonObject>,
}));
const app = fc.dictionary(key, value, { maxKeys: 4 }).map((each) => withoutNulls(each as JsonObject));

describe('splitLayers', () => {
  it('puts what is common into the base and keeps the rest', () => {
    const dev = { web: { image: 'web:2', replicas: 1, env: { A: '1' }, ports: [80] } };
    const prod = { web: { image: 'web:1', replicas: 1, env: { A: '1', B: '2' }, ports: [80, 81] } };
    expect(splitLayers([dev, prod])).toEqual({
      base: { web: { replicas: 1, env: { A: '1' } } },
      own: [
        { web: { image: 'web:2', ports: [80] } },
        { web: { image: 'web:1', env: { B: '2' }, ports: [80, 81] } },
      ],
    });
  });

  it('gives exactly each value back when the layers are merged', () => {
    fc.assert(
      fc.property(fc.array(app, { minLength: 1, maxLength: 4 }), (values) => {
        const { base, own } = splitLayers(values);
        expect(own.map((layer) => merged([base, layer]))).toEqual(values);
        // an own layer that is empty is not written
        own.forEach((layer, i) => {
          if (Object.keys(layer).length === 0) expect(base).toEqual(values[i]);
        });
      }),
    );
  });

  it('says nothing twice', () => {
    fc.assert(
      fc.property(fc.array(app, { minLength: 2, maxLength: 3 }), (values) => {
        const { base, own } = splitLayers(values);
        expect(splitLayers([base, ...own.map((layer) => merged([base, layer]) as JsonObject)]).base).toEqual(
          base,
        );
      }),
    );
  });
});
