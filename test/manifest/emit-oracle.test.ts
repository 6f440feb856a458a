import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { emitDocuments, emitManifest } from '../../src/manifest/emit.ts';
import type { Json, JsonObject } from '../../src/model/json.ts';
import { hostileObject, hostileText } from './hostile-arbitraries.ts';
import { HOSTILE } from './hostile.ts';
import { builtByKustomize, readByKubectl } from './oracle.ts';

const SEED = 20_240_229;
const texts = [...new Set([...HOSTILE, ...fc.sample(hostileText, { seed: SEED, numRuns: 6000 })])];

const configMap = (name: string, data: Json): JsonObject => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name },
  data,
});

/** Kustomize writes these raw into blocks and then refuses its own text, whoever wrote the input. */
// eslint-disable-next-line no-control-regex -- control characters are what is left out
const UNPRINTABLE = /[\0-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]/;

describe('kubectl', () => {
  it(`reads ${String(texts.length)} hostile texts back as value, item, nested item and key`, () => {
    const keys = texts.filter((text) => text !== '__proto__');
    const object = configMap('texts', {
      values: Object.fromEntries(texts.map((text, i) => [`k${String(i)}`, text])),
      items: texts,
      nested: texts.map((text) => [[text], { text }]),
      keys: Object.fromEntries(keys.map((text, i) => [text, i])),
    });
    expect(readByKubectl([emitManifest(object)])).toEqual([object]);
  });

  it('reads hostile objects back, one document after the other', () => {
    const data = fc.sample(hostileObject, { seed: SEED, numRuns: 1500 });
    const objects = data.map((value, i) => configMap(`o${String(i)}`, value as JsonObject));
    expect(readByKubectl([emitDocuments(objects)])).toEqual(objects);
  });

  it('reads numbers back', () => {
    const doubles = fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0);
    const numbers = fc.sample(fc.oneof(doubles, fc.maxSafeInteger()), { seed: SEED, numRuns: 3000 });
    const object = configMap(
      'numbers',
      numbers.map((value) => (value === 0 ? 0 : value)),
    );
    expect(readByKubectl([emitManifest(object)])).toEqual([object]);
  });
});

describe('kustomize', () => {
  const printable = texts.filter((text) => !UNPRINTABLE.test(text));

  it(`passes ${String(printable.length)} hostile values on`, () => {
    const object = configMap('values', {
      items: printable,
      values: Object.fromEntries(printable.map((text, i) => [`k${String(i)}`, text])),
    });
    expect(readByKubectl([builtByKustomize(emitManifest(object))])).toEqual([object]);
  });
});
