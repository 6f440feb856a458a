import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseManifests } from '../../src/manifest/parse.ts';
import type { Json } from '../../src/model/json.ts';
import { problemsOf, read } from './read.ts';

describe('plain scalars are what Kubernetes makes of them', () => {
  it.each<[string, Json]>([
    ['0644', 420],
    ['0o644', 420],
    ['0O17', 15],
    ['007', 7],
    ['08', 8],
    ['0899', 899],
    ['0x1F', 31],
    ['0X1f', 31],
    ['+0x1f', 31],
    ['-0x1f', -31],
    ['0b11', 3],
    ['0B11', 3],
    ['-0b101', -5],
    ['0b-101', -5],
    ['0b+1', 1],
    ['-0b-1', '-0b-1'],
    ['1_000', 1000],
    ['1_', 1],
    ['-_1', -1],
    ['_1', '_1'],
    ['0b__1', 1],
    ['0o_7', 7],
    ['1e3', 1000],
    ['1.e3', 1000],
    ['1_2e3', 12000],
    ['738_685e7', 7386850000000],
    ['1.', 1],
    ['1.0', 1],
    ['+12', 12],
    ['-0', 0],
    ['-0.0', 0],
    ['.5', 0.5],
    ['+.5', 0.5],
    ['.6_6', 0.66],
    ['.6_', '.6_'],
    ['._6', '._6'],
    ['+.6_', 0.6],
    ['.5e1_0', 5e9],
    ['1e400', '1e400'],
    ['.5e400', '.5e400'],
    ['1e-400', 0],
    ['0x1p-2', '0x1p-2'],
    ['0x', '0x'],
    ['0b', '0b'],
    ['0xfffffffffffffffff', '0xfffffffffffffffff'],
    ['.', '.'],
    ['.e3', '.e3'],
    ['e3', 'e3'],
    ['12:30:45', '12:30:45'],
    ['190:20:30', '190:20:30'],
    ['2024-01-01', '2024-01-01'],
    ['2001-12-14t21:59:43.10-05:00', '2001-12-14t21:59:43.10-05:00'],
    ['1.2.3', '1.2.3'],
    ['100m', '100m'],
    ['inf', 'inf'],
    ['NaN', 'NaN'],
    ['=', '='],
    ['<<', '<<'],
    ['nULL', 'nULL'],
    ['tRue', 'tRue'],
    ['"yes"', 'yes'],
    ["'0644'", '0644'],
    ['|-\n  on', 'on'],
  ])('%s', (text, value) => {
    expect(read(`v: ${text}`)).toEqual([{ v: value }]);
    if (!text.startsWith('|')) expect(read(`[a, ${text}]`)).toEqual([['a', value]]);
  });

  it.each(['y Y yes Yes YES true True TRUE on On ON', 'n N no No NO false False FALSE off Off OFF'])(
    '%s',
    (words) => {
      for (const word of words.split(' ')) expect(read(`v: ${word}`)).toEqual([{ v: words.startsWith('y') }]);
    },
  );

  it('null in every spelling', () => {
    expect(read('a: null\nb: Null\nc: NULL\nd: ~\ne:\nf: # nothing\n')).toEqual([
      { a: null, b: null, c: null, d: null, e: null, f: null },
    ]);
  });
});

describe('keys are text', () => {
  it.each([
    ['on', 'true'],
    ['n', 'false'],
    ['0x10', '16'],
    ['010', '8'],
    ['-0', '0'],
    ['-0.0', '-0'],
    ['1.5', '1.5'],
    ['1e3', '1000'],
    ['1e20', '1e+20'],
    ['1e-5', '1e-05'],
    ['0.0001', '0.0001'],
    ['0.1', '0.1'],
    ['123456.789', '123456.79'],
    ['1234567.0', '1.234567e+06'],
    ['16777217.0', '1.6777216e+07'],
    ['1.123456789', '1.1234568'],
    ['1e39', '.inf'],
    ['-1e39', '-.inf'],
    ['-.INF', '-.inf'],
    ['.NaN', '.nan'],
    ['9007199254740993', '9007199254740993'],
    ['-9223372036854775808', '-9223372036854775808'],
    ['123456789012345678901', '1.2345679e+20'],
    ['2020-01-01', '2020-01-01'],
    ['"on"', 'on'],
    ['! on', 'on'],
    ['!!str 1', '1'],
    ['!!int "7"', '7'],
    ['!!binary aGk=', 'hi'],
    ['"<<"', '<<'],
    ['constructor', 'constructor'],
    ['hasOwnProperty', 'hasOwnProperty'],
  ])('%s becomes %s', (written, key) => {
    expect(read(`${written}: 1`)).toEqual([{ [key]: 1 }]);
    expect(read(`{? ${written} : 1}`)).toEqual([{ [key]: 1 }]);
  });

  it('may be a block or an alias of a text', () => {
    expect(read('? |\n  a\n: 1\n')).toEqual([{ 'a\n': 1 }]);
    expect(read('&k a: &v b\n*v : c\nd: *k\n')).toEqual([{ a: 'b', b: 'c', d: 'a' }]);
  });
});

describe('documents', () => {
  it('have their place in the text, and empty ones are left out', () => {
    const text = '\ufeff# first\n---\na: 1\n...\n---\n# nothing\n---\n\n---\n- b\n--- null\n--- |\n  c\n';
    const { documents, problems } = parseManifests(text);
    expect(problems).toEqual([]);
    expect(documents.map(({ value, start, end }) => [value, text.slice(start, end).trimEnd()])).toEqual([
      [{ a: 1 }, 'a: 1'],
      [['b'], '- b'],
      [null, 'null'],
      ['c\n', '|\n  c'],
    ]);
  });

  it.each(['', '\n', '# only a comment', '---', '---\n---\n', '...\n', '\ufeff', ' \t\r\n'])(
    'are not in %j',
    (text) => {
      expect(parseManifests(text)).toEqual({ documents: [], problems: [] });
    },
  );

  it('with a problem are missing, the others are not', () => {
    const { documents, problems } = parseManifests('a: 1\n---\nb: [\n---\nc: .inf\n---\nd: 4\n');
    expect(documents.map(({ value }) => value)).toEqual([{ a: 1 }, { d: 4 }]);
    expect(problems.map(({ kind }) => kind)).toEqual(['syntax', 'not-finite']);
  });

  it('may end lines with CR LF', () => {
    expect(read('a: |\r\n  b\r\n  c\r\nd: "e\r\n  f"\r\n')).toEqual([{ a: 'b\nc\n', d: 'e f' }]);
  });

  it('are read where the form is rare but clear', () => {
    expect(read('a: "b\\\\\n\n  c"\nd: "e\\\n  f"')).toEqual([{ a: 'b\\\nc', d: 'ef' }]);
    expect(read('a: |2\n    b\n  c\n\n \nd: >-\n  e\n  f\n')).toEqual([{ a: '  b\nc\n', d: 'e f' }]);
    expect(read('{"b":c, ? e : f, g}')).toEqual([{ b: 'c', e: 'f', g: null }]);
  });

  it('of kind List stay whole', () => {
    expect(read('kind: List\nitems: [{kind: A}]')).toEqual([{ kind: 'List', items: [{ kind: 'A' }] }]);
  });
});

describe('aliases and merge keys', () => {
  it('are resolved', () => {
    expect(read('a: &a [1, {b: 2}]\nc: *a\nd: &d\ne: *d\nf: &f !!str 1\ng: *f\n')).toEqual([
      { a: [1, { b: 2 }], c: [1, { b: 2 }], d: null, e: null, f: '1', g: '1' },
    ]);
    expect(read('- &a 1\n- &a 2\n- *a\n')).toEqual([[1, 2, 2]]);
    expect(read('a: &x [&x b, *x]\nc: *x')).toEqual([{ a: ['b', 'b'], c: 'b' }]);
  });

  it('do not outlive their document', () => {
    expect(problemsOf('a: &a 1\n---\nb: *a\n')).toEqual([{ kind: 'syntax', at: 15, text: '*a' }]);
  });

  it('let the map win over the merge, and the earlier merge over the later', () => {
    expect(read('{<<: {a: 2, b: 3}, a: 1}')).toEqual([{ a: 1, b: 3 }]);
    expect(read('{<<: [{a: 2, b: 3}, {a: 9, c: 4}], b: 1}')).toEqual([{ a: 2, b: 1, c: 4 }]);
    expect(read('p: &p {a: 1}\nq: &q\n  <<: *p\n  b: 2\nr:\n  <<: [*q, *p]\n  c: 3\n')).toEqual([
      { p: { a: 1 }, q: { a: 1, b: 2 }, r: { a: 1, b: 2, c: 3 } },
    ]);
    expect(read('{b: 1, <<: {a: 2}}')).toEqual([{ a: 2, b: 1 }]);
    expect(read('a: {<<: &m [{b: 1}]}\nc: *m')).toEqual([{ a: { b: 1 }, c: [{ b: 1 }] }]);
    expect(read('{"<<": {a: 1}}')).toEqual([{ '<<': { a: 1 } }]);
  });

  it('are refused where readers disagree', () => {
    expect(problemsOf('{a: 1, <<: {a: 2}}')).toEqual([{ kind: 'merge-key', at: 7, text: '<<' }]);
    expect(problemsOf('{<<: {a: 1}, <<: {b: 2}}')).toEqual([{ kind: 'duplicate-key', at: 13, text: '<<' }]);
    expect(problemsOf('{<<: 5}')).toEqual([{ kind: 'merge-key', at: 5, text: '5' }]);
    expect(problemsOf('<<:\n')).toMatchObject([{ kind: 'merge-key' }]);
    expect(problemsOf('a: &a [{b: 1}]\n<<: *a')).toEqual([{ kind: 'merge-key', at: 19, text: '*a' }]);
    expect(problemsOf('<<: [{a: 1}, 2]')).toEqual([{ kind: 'merge-key', at: 4, text: '[{a: 1}, 2]' }]);
  });

  it('give the same object, so that memory does not grow', () => {
    const [value] = read('a: &a {b: c}\nd: *a') as [{ a: Json; d: Json }];
    expect(value.d).toBe(value.a);
  });
});

it('never throws', () => {
  const token = fc.constantFrom(
    ...`a - : ? [ ] { } , & * ! | > ' " % @ # . _ 0 1 ~ \\ \n \t << --- ... !!str &a *a |2`.split(' '),
    ' ',
    '\n',
    '\n  ',
  );
  const soup = fc.array(token, { maxLength: 40 }).map((parts) => parts.join(''));
  fc.assert(
    fc.property(
      fc.oneof(soup, fc.string({ unit: 'binary' }), fc.string({ unit: 'binary-ascii' })),
      (text) => {
        for (const { start, end, message } of parseManifests(text).problems) {
          expect(start).toBeGreaterThanOrEqual(0);
          expect(end).toBeGreaterThanOrEqual(start);
          expect(message).not.toBe('');
        }
      },
    ),
    { numRuns: 3000 },
  );
});
