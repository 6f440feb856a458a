import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseManifests, type ManifestProblemKind } from '../../src/manifest/parse.ts';
import type { Json } from '../../src/model/json.ts';
import { problemsOf, read } from './read.ts';

describe('JSON', () => {
  it('is read with its own rules', () => {
    const text =
      ' {"a": [1, -0, 1.5e3, true, false, null, "\\ud83d\\ude00\\/\\u2028\u007f\u2028"], "b": {}, "c": []}\r\n\t';
    expect(read(text)).toEqual([
      { a: [1, 0, 1500, true, false, null, '😀/\u2028\u007f\u2028'], b: {}, c: [] },
    ]);
    expect(read('\ufeff{"a":\n\t1}')).toEqual([{ a: 1 }]);
  });

  it('may be several documents', () => {
    const text = '{"a":1}{"b":2}\n[3] ';
    const { documents } = parseManifests(text);
    expect(documents.map(({ start, end }) => text.slice(start, end))).toEqual(['{"a":1}', '{"b":2}', '[3]']);
    expect(parseManifests('{"a":1}{"b":.5}').problems).not.toEqual([]);
    expect(read('{"a":1}\n---\n{"b":2}\n')).toEqual([{ a: 1 }, { b: 2 }]);
  });

  it.each<[string, ManifestProblemKind, string]>([
    ['{"a": 1, "a": 2}', 'duplicate-key', '"a"'],
    ['{"a": 9007199254740993}', 'unsafe-number', '9007199254740993'],
    ['{"a": -9007199254740993}', 'unsafe-number', '-9007199254740993'],
    ['{"a": 1e999}', 'not-finite', '1e999'],
    ['{"a": "\\ud800"}', 'syntax', '"\\ud800"'],
    ['[{"__proto__": []}]', 'key-forbidden', '"__proto__"'],
  ])('%s: %s', (text, kind, at) => {
    expect(problemsOf(text)).toEqual([{ kind, at: text.lastIndexOf(at), text: at }]);
    expect(parseManifests(text).documents).toEqual([]);
    expect(parseManifests(`${text}\n{"b": 1}`).documents).toHaveLength(1);
  });

  it.each([
    '{a: 1}',
    '{"a": 0x10}',
    '{"a": yes}',
    "{'a': 1}",
    '{"a": 1,}',
    '[1, ]',
    '{"a": 1} # b',
    '["a\n  b"]',
    '{"a" : 01}',
    '["\\x41"]',
  ])('is not %j, which is YAML', (text) => {
    expect(read(text)).toHaveLength(1);
  });

  it('is read as JSON.parse reads it', () => {
    fc.assert(
      fc.property(fc.json({ stringUnit: 'binary' }), fc.constantFrom(0, 1, '\t'), (json, indent) => {
        const value = JSON.parse(json) as Json;
        fc.pre(typeof value === 'object' && value !== null && !json.includes('__proto__'));
        const text = JSON.stringify(value, undefined, indent);
        const { documents, problems } = parseManifests(text);
        const safe = !problems.some(({ kind }) => kind === 'unsafe-number');
        expect(documents).toEqual(
          safe
            ? [
                {
                  value: JSON.parse(text.replaceAll(/(?<=[[:,\s])-0(?=[\],}\s])/g, '0')) as Json,
                  start: 0,
                  end: text.length,
                },
              ]
            : [],
        );
      }),
      { numRuns: 300 },
    );
  });
});
