import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mergeLayers } from '../../../src/compile/resolve/merge-layers.ts';
import { entryAt, nodeAt, toValue, type MapNode, type Node } from '../../../src/model/node.ts';
import { mapOf } from '../../tools/yaml-node.ts';

type Value = null | boolean | number | string | readonly Value[] | { readonly [key: string]: Value };
type Layer = Readonly<Record<string, Value>>;

const scalar = fc.oneof(fc.constantFrom('web', 'dev', ''), fc.integer({ min: 0, max: 9 }), fc.boolean());
const key = fc.constantFrom('image', 'env', 'ports', 'labels', 'constructor');
/** Any value anywhere: what is a map in one layer may be a list, a text or deleted in another. */
const { any } = fc.letrec<{ any: Value }>((tie) => ({
  any: fc.oneof(
    { maxDepth: 3, depthIdentifier: 'any' },
    scalar,
    fc.constant(null),
    fc.array(scalar, { maxLength: 2 }),
    fc.dictionary(key, tie('any'), { maxKeys: 3 }),
  ),
}));
const layer: fc.Arbitrary<Layer> = fc.dictionary(key, any, { maxKeys: 4 });

/** Layers that agree on what is a map, and delete nothing. */
const tame: fc.Arbitrary<Layer> = fc.record(
  {
    image: scalar,
    ports: fc.array(scalar),
    env: fc.record(
      { a: scalar, b: scalar, deep: fc.record({ c: scalar }, { requiredKeys: [] }) },
      { requiredKeys: [] },
    ),
  },
  { requiredKeys: [] },
);

const nodeOf = (value: Layer, path?: string): MapNode => mapOf(JSON.stringify(value), path);
const merged = (...layers: readonly Layer[]): unknown => {
  const node = mergeLayers(layers.map((each) => nodeOf(each)));
  return node && toValue(node);
};
const isMap = (value: Value | undefined): value is Layer =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The rule, in a few lines: maps merge, the rest replaces, null deletes. */
function reference(low: Value | undefined, high: Value): Value {
  if (!isMap(high)) return high;
  const result: Record<string, Value> = isMap(low) ? { ...low } : {};
  for (const [name, value] of Object.entries(high)) {
    if (value === null) Reflect.deleteProperty(result, name);
    else result[name] = reference(Object.hasOwn(result, name) ? result[name] : undefined, value);
  }
  return result;
}

describe('mergeLayers', () => {
  it('merges maps, replaces the rest, deletes with null', () => {
    fc.assert(
      fc.property(fc.array(layer, { minLength: 1, maxLength: 4 }), (layers) => {
        const wanted = layers.reduce<Value>((low, high) => reference(low, high), {});
        expect(merged(...layers)).toEqual(wanted);
      }),
      { numRuns: 1000 },
    );
  });

  it('has the empty layer as identity, at any place', () => {
    fc.assert(
      fc.property(layer, layer, (low, high) => {
        expect(merged({}, low, {}, high, {})).toEqual(merged(low, high));
      }),
      { numRuns: 300 },
    );
  });

  it('is idempotent', () => {
    fc.assert(
      fc.property(layer, (one) => {
        expect(merged(one, one)).toEqual(merged(one));
      }),
      { numRuns: 300 },
    );
  });

  it('gives the same when lower layers are merged first', () => {
    fc.assert(
      fc.property(layer, layer, layer, (a, b, c) => {
        expect(merged(merged(a, b) as Layer, c)).toEqual(merged(a, b, c));
      }),
      { numRuns: 300 },
    );
  });

  it('is associative where layers agree on what is a map and delete nothing', () => {
    fc.assert(
      fc.property(tame, tame, tame, (a, b, c) => {
        expect(merged(a, merged(b, c) as Layer)).toEqual(merged(merged(a, b) as Layer, c));
      }),
      { numRuns: 300 },
    );
  });

  it('holds no null at any depth', () => {
    fc.assert(
      fc.property(fc.array(layer, { minLength: 1, maxLength: 3 }), (layers) => {
        const holdsNull = (value: unknown): boolean =>
          value === null ||
          (typeof value === 'object' && !Array.isArray(value) && Object.values(value).some(holdsNull));
        expect(holdsNull(merged(...layers))).toBe(false);
      }),
      { numRuns: 300 },
    );
  });

  it('keeps every value the node of the highest layer that gives it', () => {
    fc.assert(
      fc.property(fc.array(layer, { minLength: 1, maxLength: 4 }), (layers) => {
        const nodes = layers.map((each, i) => nodeOf(each, `layer-${String(i)}/app.yaml`));
        const result = mergeLayers(nodes);
        const check = (node: Node, path: readonly string[]): void => {
          if (node.kind === 'map') {
            for (const [name, { value }] of node.entries) check(value, [...path, name]);
            return;
          }
          const givers = nodes.map((each) => nodeAt(each, path)).filter((each) => each !== undefined);
          expect(node).toBe(givers.at(-1));
        };
        if (result) check(result, []);
      }),
      { numRuns: 300 },
    );
  });

  it('keeps the key of the highest layer', () => {
    const base = nodeOf({ web: { image: 'web' } }, 'base/app.yaml');
    const own = nodeOf({ web: { env: {} } }, 'dev/app.yaml');
    const result = mergeLayers([base, own]);
    expect(entryAt(result, ['web'])?.key.source.path).toBe('dev/app.yaml');
    expect(entryAt(result, ['web', 'image'])?.key.source.path).toBe('base/app.yaml');
  });

  it('replaces lists as a whole', () => {
    expect(merged({ args: ['a', 'b', 'c'] }, { args: ['d'] })).toEqual({ args: ['d'] });
    expect(merged({ ports: [{ port: 80 }] }, { ports: [] })).toEqual({ ports: [] });
  });

  it('lets a higher layer bring back what one below deleted', () => {
    expect(merged({ env: { a: 1, b: 2 } }, { env: null }, { env: { c: 3 } })).toEqual({ env: { c: 3 } });
  });

  it('changes none of its layers', () => {
    const layers = [nodeOf({ env: { a: 1 } }), nodeOf({ env: { a: null, b: 2 } })];
    const before = layers.map(toValue);
    mergeLayers(layers);
    expect(layers.map(toValue)).toEqual(before);
  });

  it('gives nothing for no layers', () => {
    expect(mergeLayers([])).toBeUndefined();
  });
});
