import fc from 'fast-check';
import * as jsYaml from 'js-yaml';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { emitDocuments, emitManifest } from '../../src/manifest/emit.ts';
import { parseManifests } from '../../src/manifest/parse.ts';
import type { JsonObject } from '../../src/model/json.ts';
import { hostileObject, hostileText } from './hostile-arbitraries.ts';
import { HOSTILE } from './hostile.ts';

/** Every reader that Moorline promises to be understood by, except Go's, which has its own test. */
const READERS = {
  moorline: (text: string): unknown => {
    const { documents, problems } = parseManifests(text);
    expect(problems).toEqual([]);
    return documents[0]?.value;
  },
  'yaml 1.2': (text: string): unknown => parse(text, { logLevel: 'error' }),
  'yaml 1.1': (text: string): unknown => parse(text, { version: '1.1', logLevel: 'error' }),
  'js-yaml': (text: string): unknown => jsYaml.load(text),
};

const everywhere = (text: string): JsonObject => ({
  kind: 'Hostile',
  value: text,
  list: [text, [text, [text]], { [text]: text }],
  map: { [text]: { deep: text } },
  [`${text}!`]: 1,
});

const valueLine = (text: string): string => emitManifest({ v: text }).slice('v: '.length, -1);

describe('the dialect', () => {
  it('puts apiVersion, kind and metadata first and sorts all other keys by bytes', () => {
    const object = {
      zebra: 1,
      metadata: { name: 'web', metadata: 1, kind: 2, apiVersion: 3 },
      '\u{1f600}': 1,
      '\uffee': 2,
      B: 1,
      a: 1,
      kind: 'Thing',
      10: 1,
      9: 1,
      apiVersion: 'v1',
    };
    expect(emitManifest(object)).toBe(
      [
        'apiVersion: v1',
        'kind: Thing',
        'metadata:',
        '  apiVersion: 3',
        '  kind: 2',
        '  metadata: 1',
        '  name: web',
        '"10": 1',
        '"9": 1',
        'B: 1',
        'a: 1',
        'zebra: 1',
        '"\uffee": 2',
        '"\u{1f600}": 1',
        '',
      ].join('\n'),
    );
  });

  it('does not indent lists and starts maps and lists behind the dash', () => {
    const object = { spec: { ports: [{ port: 80, name: 'http' }, [], {}, [[1, 2], { a: [true] }], null] } };
    expect(emitManifest(object)).toBe(
      [
        'spec:',
        '  ports:',
        '  - name: http',
        '    port: 80',
        '  - []',
        '  - {}',
        '  - - - 1',
        '      - 2',
        '    - a:',
        '      - true',
        '  - null',
        '',
      ].join('\n'),
    );
  });

  it('keeps empty maps and lists and writes null', () => {
    expect(emitManifest({ a: {}, b: [], c: null })).toBe('a: {}\nb: []\nc: null\n');
    expect(emitManifest({})).toBe('{}\n');
  });

  it('writes texts of several lines as literal blocks', () => {
    const script = '#!/bin/sh\nset -eu\n\n  exec "$@" \n';
    expect(emitManifest({ data: { run: script, end: 'a\nb' }, list: ['a\nb\n'] })).toBe(
      [
        'data:',
        '  end: |-',
        '    a',
        '    b',
        '  run: |',
        '    #!/bin/sh',
        '    set -eu',
        '',
        '      exec "$@" ',
        'list:',
        '- |',
        '  a',
        '  b',
        '',
      ].join('\n'),
    );
  });

  it.each(['\n', ' a\nb', '\ta\nb', 'a\n \nb', 'a\n\t', 'a\n\n', 'a\r\nb', 'a\n\u2028b', 'a\n\u0007'])(
    'quotes %j, which no block holds safely',
    (text) => {
      expect(valueLine(text)).toMatch(/^"[ !#-~]*"$|^"(?:\\.|[^"\\])*"$/);
    },
  );

  it.each([
    ...[
      'web',
      'shop/web:v1.2.3',
      'registry.example.com:5000/a@sha256:0a',
      '--log-level=info',
      '-c',
      './run',
      '../a',
      '/healthz',
    ],
    ...[
      '.dockerconfigjson',
      '$(CONFIG)',
      '100m',
      '25%',
      '1.5Gi',
      '30s',
      'a b (c)',
      'TLS_AES',
      'e2e',
      'ClusterIP',
      'a=b,c',
      'it=!a',
    ],
  ])('leaves %j bare', (text) => {
    expect(valueLine(text)).toBe(text);
  });

  it.each([
    'yes',
    'on',
    'y',
    '0644',
    '1_000',
    '.',
    'e3',
    '-e3',
    '.e3',
    '.nan',
    '12:30',
    '2020-01-01',
    '10.0.0.1',
    'a: b',
    'a #b',
    'a:',
  ])('quotes %j', (text) => {
    expect(valueLine(text)).toBe(`"${text}"`);
    expect(emitManifest({ [text]: 1 })).toBe(`"${text}": 1\n`);
  });

  it('escapes what is no printable character in every YAML version', () => {
    expect(valueLine('\u007f\u0085\u2028\u2029\ufeff\ufffe\uffff\u0000\t"\\')).toBe(
      String.raw`"\u007f\u0085\u2028\u2029\ufeff\ufffe\uffff\u0000\t\"\\"`,
    );
  });

  it.each([
    [0, '0'],
    [-0, '0'],
    [8080, '8080'],
    [2 ** 53 - 1, '9007199254740991'],
    [2 ** 53, '9.007199254740992e+15'],
    [-(2 ** 60), '-1.152921504606847e+18'],
    [1e20, '1.0e+20'],
    [1e21, '1.0e+21'],
    [1e-7, '1.0e-7'],
    [0.1, '0.1'],
    [-1.5e-9, '-1.5e-9'],
  ])('writes the number %d as %s', (value, text) => {
    expect(emitManifest({ v: value })).toBe(`v: ${text}\n`);
  });

  it('writes keys of more than 900 characters with a question mark', () => {
    const short = 'k'.repeat(900);
    const long = 'k'.repeat(901);
    const escaped = '\u0001'.repeat(151);
    const text = emitManifest({ a: 1, [short]: 1, [long]: [1], map: [{ [long]: { a: 1 }, [escaped]: '' }] });
    expect(text).toContain(`\n${short}: 1\n`);
    expect(text).toContain(`\n? ${long}\n:\n- 1\n`);
    expect(text).toContain(`\n- ? "${String.raw`\u0001`.repeat(151)}"\n  : ""\n  ? ${long}\n  :\n    a: 1\n`);
  });

  it('joins documents with a separator between them', () => {
    expect(emitDocuments([])).toBe('');
    expect(emitDocuments([{ a: 1 }])).toBe('a: 1\n');
    expect(emitDocuments([{ a: 1 }, {}, { b: 2 }])).toBe('a: 1\n---\n{}\n---\nb: 2\n');
    const objects = [{ a: '---\n---\n' }, { b: 1 }];
    expect(parseManifests(emitDocuments(objects)).documents.map(({ value }) => value)).toEqual(objects);
  });

  it('gives the same bytes whatever the order of the keys', () => {
    fc.assert(
      fc.property(hostileObject, (object) => {
        const reversed = (value: unknown): unknown => {
          if (Array.isArray(value)) return value.map(reversed);
          if (typeof value !== 'object' || value === null) return value;
          return Object.fromEntries(
            Object.entries(value)
              .reverse()
              .map(([key, child]) => [key, reversed(child)]),
          );
        };
        expect(emitManifest(reversed(object) as JsonObject)).toBe(emitManifest(object as JsonObject));
      }),
    );
  });
});

describe('what cannot be written', () => {
  const cycle: Record<string, unknown> = {};
  cycle['self'] = { again: [cycle] };
  let deep: unknown = 1;
  for (let i = 0; i < 600; i++) deep = [deep];

  it.each([
    ['undefined', { spec: { replicas: undefined } }, /\.spec\.replicas: undefined is not a JSON value/],
    ['a missing list item', { args: ['a', undefined] }, /\.args\[1\]: undefined/],
    ['NaN', { spec: [{ n: NaN }] }, /\.spec\[0\]\.n: NaN is not a JSON number/],
    ['an infinite number', { n: -Infinity }, /\.n: -Infinity/],
    ['a bigint', { n: 1n }, /\.n: bigint/],
    ['a function', { f: String }, /\.f: function/],
    ['a symbol', { s: Symbol('s') }, /\.s: symbol/],
    ['a lone surrogate', { data: { 'a.b': 'x\ud800' } }, /\.data\["a\.b"\]: the text holds a lone surrogate/],
    ['a lone surrogate in a block', { v: 'a\n\udc00b\n' }, /\.v: the text holds a lone surrogate/],
    ['a lone surrogate in a key', { data: { 'x\udc00': 1 } }, /\.data.*the key holds a lone surrogate/],
    ['a date', { at: new Date(0) }, /\.at: it is not a plain object/],
    ['a map', { at: new Map() }, /\.at: it is not a plain object/],
    ['a cycle', cycle, /\.self\.again\[0\]\.self.*nested too deep, or holds itself/],
    ['600 levels', { deep }, /\.deep\[0\]\[0\].*nested too deep/],
    ['a root that is no object', new Date(0), /the object: it is not a plain object/],
  ])('names the path of %s', (_, object, message) => {
    expect(() => emitManifest(object as unknown as JsonObject)).toThrow(TypeError);
    expect(() => emitManifest(object as unknown as JsonObject)).toThrow(message);
  });

  it('is nothing below 512 levels, nor an object of null or of another realm', () => {
    let nested: JsonObject = { a: '' };
    for (let i = 0; i < 511; i++) nested = { a: nested };
    expect(parseManifests(emitManifest(nested), { depth: 600 }).documents[0]?.value).toEqual(nested);
    const bare = Object.assign(Object.create(null) as Record<string, string>, { a: 'b' });
    expect(emitManifest(bare)).toBe('a: b\n');
  });

  it('is not the key __proto__', () => {
    expect(emitManifest(JSON.parse('{"__proto__": {"a": 1}}') as JsonObject)).toBe('__proto__:\n  a: 1\n');
  });
});

it.each(HOSTILE.map((text) => [text.length > 50 ? `${text.slice(0, 50)}…` : text, text]))(
  'every reader reads %j back',
  (_, text) => {
    const written = emitManifest(everywhere(text));
    for (const [name, read] of Object.entries(READERS)) expect(read(written), name).toEqual(everywhere(text));
  },
);

describe.each(Object.entries(READERS))('the reader %s', (_, read) => {
  it('reads any text back as value, item and key', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        fc.pre(text !== '__proto__');
        expect(read(emitManifest(everywhere(text)))).toEqual(everywhere(text));
      }),
      { numRuns: 500 },
    );
  });

  it('reads any object back', () => {
    fc.assert(
      fc.property(hostileObject, (object) => {
        expect(read(emitManifest(object as JsonObject))).toEqual(object);
      }),
      { numRuns: 200 },
    );
  });
});
