import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseManifests, type ManifestProblemKind, type ReadLimits } from '../../src/manifest/parse.ts';
import type { Json } from '../../src/model/json.ts';

/** The values of a text that has no problem. */
function read(text: string): Json[] {
  const { documents, problems } = parseManifests(text);
  expect(problems).toEqual([]);
  return documents.map(({ value }) => value);
}

interface Found {
  readonly kind: ManifestProblemKind;
  readonly at: number;
  readonly text: string;
}

/** Kind, offset and text of each problem. */
function problemsOf(text: string, limits?: Partial<ReadLimits>): Found[] {
  return parseManifests(text, limits).problems.map(({ kind, start, end, message }) => {
    expect(message).toMatch(/^[^a-z].*[.]$/su);
    return { kind, at: start, text: text.slice(start, end) };
  });
}

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

describe('problems', () => {
  it.each<[string, ManifestProblemKind, string]>([
    ['a: [b', 'syntax', ''],
    ['a: "b', 'syntax', ''],
    ['a: b: c', 'syntax', 'b'],
    ['- a\nb: c', 'syntax', 'b'],
    ['a: *b', 'syntax', '*b'],
    ['a: "\\q"', 'syntax', '\\'],
    ['a: "\\ud800"', 'syntax', '"\\ud800"'],
    ['a: b\u0007', 'syntax', '\u0007'],
    ['a: b\u2028c', 'syntax', '\u2028'],
    ['a: b\rc', 'syntax', '\r'],
    ['a: b\n\ufeffc: d', 'syntax', '\ufeff'],
    ['a: b\ud800', 'syntax', '\ud800'],
    ['a: *b:', 'syntax', ':'],
    ['a: &b.c d', 'syntax', '&b.c'],
    ['a: &b:1 {c: d}', 'syntax', '&b:1'],
    ['a: |2\n    b\n    \nc: d', 'syntax', '|2\n    b\n'],
    ['a: |1-\n   \n', 'syntax', '|1-\n   \n'],
    ['a: "b\\\n\n  c"', 'syntax', '"b\\\n\n  c"'],
    ['{?a: b}', 'syntax', '?a'],
    ['[?a, b]', 'syntax', '?a'],
    ['{a:, b: 1}', 'syntax', 'a'],
    ['a:\n\tb: c', 'tab', '\t'],
    ['a: 1\nb: 2\na: 3', 'duplicate-key', 'a'],
    ['{1: a, "1": b}', 'duplicate-key', '"1"'],
    ['{on: a, true: b}', 'duplicate-key', 'true'],
    ['a: 9007199254740993', 'unsafe-number', '9007199254740993'],
    ['- -0x20000000000000', 'unsafe-number', '-0x20000000000000'],
    ['- 18446744073709551615', 'unsafe-number', '18446744073709551615'],
    ['- 123456789012345678901234567890', 'unsafe-number', '123456789012345678901234567890'],
    ['- 9_007_199_254_740_993', 'unsafe-number', '9_007_199_254_740_993'],
    ['a: .inf', 'not-finite', '.inf'],
    ['a: [-.Inf]', 'not-finite', '-.Inf'],
    ['a: .NAN', 'not-finite', '.NAN'],
    ['a: !!float .nan', 'not-finite', '.nan'],
    ['a: !!js/function "x"', 'tag', '!!js/function'],
    ['a: !vault |\n  b', 'tag', '!vault'],
    ['a: !<tag:x,2000:y> b', 'tag', '!<tag:x,2000:y>'],
    ['a: &b !Ref c', 'tag', '!Ref'],
    ['a: !!set {b}', 'tag', '!!set'],
    ['a: !!str [b]', 'tag', '!!str'],
    ['!!seq\na: b', 'tag', '!!seq'],
    ['a: !!int 1.5', 'tag', '!!int'],
    ['a: !!bool 1', 'tag', '!!bool'],
    ['a: !!null x', 'tag', '!!null'],
    ['a: !!timestamp 2020-01-01', 'tag', '!!timestamp'],
    ['a: !!binary "*"', 'tag', '!!binary'],
    ['a: !!binary "//8="', 'tag', '!!binary'],
    ['%YAML 1.2\n---\na: b', 'directive', '%YAML 1.2'],
    ['a: b\n...\n%TAG ! tag:x\n---\nc: d', 'directive', '%TAG ! tag:x'],
    ['a: &a {b: *a}', 'alias-limit', '*a'],
    ['{~: a}', 'key-type', '~'],
    [': a', 'key-type', ''],
    ['{18446744073709551615: a}', 'key-type', '18446744073709551615'],
    ['? [a]\n: b', 'key-type', '[a]'],
    ['? {a: 1}\n: b', 'key-type', '{a: 1}'],
    ['- &a 1\n- {*a : b}', 'key-type', '*a'],
    ['a: {__proto__: {x: 1}}', 'key-forbidden', '__proto__'],
    ['{"__proto__": 1, "b": 1}', 'key-forbidden', '"__proto__"'],
  ])('%j: %s at %j', (text, kind, at) => {
    const found = problemsOf(text);
    expect(found.map((problem) => problem.kind)).toContain(kind);
    const first = found.find((problem) => problem.kind === kind);
    expect(at === '' ? at : first?.text).toBe(at);
    if (at !== '') expect(first?.at).toBe(text.lastIndexOf(at));
  });

  it('accept the tags that say what the value is', () => {
    expect(
      read('a: !!map {b: !!seq [!!str 1, !!int "2", !!float 3, !!bool yes, !!null ~, ! 4, !!binary aGk=]}'),
    ).toEqual([{ a: { b: ['1', 2, 3, true, null, '4', 'hi'] } }]);
  });

  it('come in the order of the text, at most a hundred of them', () => {
    const found = problemsOf('b: 1\n'.repeat(300));
    expect(found).toHaveLength(100);
    expect(found.map(({ at }) => at)).toEqual(Array.from({ length: 100 }, (_, i) => 5 * (i + 1)));
  });

  it('all of a document are told', () => {
    expect(problemsOf('a: !x 1\nb: .inf\nb: 9007199254740993\nc: *d\n').map(({ kind }) => kind)).toEqual([
      'tag',
      'not-finite',
      'unsafe-number',
      'syntax',
    ]);
  });

  it('never touch a prototype', () => {
    for (const text of [
      '__proto__: {polluted: 1}',
      '{"__proto__": {"polluted": 1}}',
      'a: {<<: {__proto__: {polluted: 1}}}',
    ]) {
      expect(problemsOf(text)).toMatchObject([{ kind: 'key-forbidden' }]);
    }
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });
});

describe('limits', () => {
  const deepest = 64;
  const nested = (levels: number, open: string, close: string): string =>
    `${open.repeat(levels)}${close.repeat(levels)}`;

  it.each([
    ['JSON lists', '[', ']'],
    ['JSON maps', '{"a":[', ']}'],
    ['flow lists', '[ # YAML\n ', ']'],
    ['flow maps', '{a: [', ']}'],
  ])('%s may be 64 deep', (_, open, close) => {
    const perStep = open.includes('a') ? 2 : 1;
    expect(problemsOf(nested(deepest / perStep, open, close))).toEqual([]);
    expect(problemsOf(nested(deepest / perStep + 1, open, close))).toMatchObject([{ kind: 'too-deep' }]);
  });

  it.each([
    [
      'block maps',
      (levels: number) => Array.from({ length: levels }, (_, i) => `${' '.repeat(i)}a:\n`).join(''),
    ],
    ['block lists', (levels: number) => '- '.repeat(levels)],
    ['explicit keys', (levels: number) => '? '.repeat(levels)],
    [
      'lists in maps',
      (levels: number) => Array.from({ length: levels / 2 }, (_, i) => `${' '.repeat(2 * i)}- a:\n`).join(''),
    ],
  ])('%s may be 64 deep', (name, make) => {
    if (name !== 'explicit keys') expect(problemsOf(make(deepest))).toEqual([]);
    expect(problemsOf(make(deepest + 2))).toMatchObject([{ kind: 'too-deep' }]);
  });

  it('count what an alias adds below it', () => {
    const text = (levels: number): string =>
      `a: &a ${nested(40, '[', ']')}\nb: ${'['.repeat(levels)}*a${']'.repeat(levels)}\n`;
    expect(problemsOf(text(deepest - 41))).toEqual([]);
    expect(problemsOf(text(deepest - 40))).toMatchObject([{ kind: 'too-deep', text: '*a' }]);
  });

  it('can be changed', () => {
    expect(problemsOf('a: [b]', { depth: 1 })).toEqual([{ kind: 'too-deep', at: 3, text: '[' }]);
    expect(problemsOf(nested(100, '[', ']'), { depth: 100 })).toEqual([]);
    expect(problemsOf('- &a bcd\n- *a\n- *a\n', { aliased: 7 })).toEqual([
      { kind: 'alias-limit', at: 16, text: '*a' },
    ]);
  });

  it('stop reading, and keep what came before', () => {
    const { documents, problems } = parseManifests(`a: 1\n---\n${'- '.repeat(70)}\n---\nb: 2\n`);
    expect(documents.map(({ value }) => value)).toEqual([{ a: 1 }]);
    expect(problems).toMatchObject([{ kind: 'too-deep', start: 9 + 2 * deepest }]);
  });

  it.each([
    ['200 000 brackets', '['.repeat(200_000)],
    ['200 000 brackets with blanks', '[ '.repeat(200_000)],
    ['200 000 braces of JSON', '{"a":'.repeat(200_000)],
    ['5000 block maps', Array.from({ length: 5000 }, (_, i) => `${' '.repeat(i)}a:\n`).join('')],
    ['5000 block lists', '- '.repeat(5000)],
    ['5000 explicit keys', '? '.repeat(5000)],
    ['5000 flow maps in a block map', `a: ${'{b: '.repeat(5000)}`],
  ])('hold against %s', (_, text) => {
    expect(problemsOf(text)).toMatchObject([{ kind: 'too-deep' }]);
  });

  it('hold against a billion laughs, also by merge keys', () => {
    const lists = Array.from(
      { length: 12 },
      (_, i) => `a${String(i + 1)}: &a${String(i + 1)} [${`*a${String(i)}, `.repeat(9)}]\n`,
    );
    expect(problemsOf(`a0: &a0 lol\n${lists.join('')}`)).toMatchObject(
      expect.arrayContaining([expect.objectContaining({ kind: 'alias-limit' })]),
    );
    const long = 'x'.repeat(100_000);
    expect(problemsOf(`- &a ${long}\n${'- *a\n'.repeat(50)}`)).toMatchObject(
      expect.arrayContaining([expect.objectContaining({ kind: 'alias-limit' })]),
    );
  });

  it('hold against long runs of one token', () => {
    const runs = [
      '\n',
      '# a\n',
      '- a\n',
      ': ',
      '&a ',
      '!a ',
      '[,',
      ',',
      "'",
      '"a\n',
      '\\"',
      '---\n',
      '...\n',
      '? a\n',
      '\t',
      ' ',
      '1',
      '0x',
      '%',
      '|\n',
      '*a ',
    ];
    for (const run of runs) parseManifests(run.repeat(2000));
  });
});

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
      { numRuns: 500 },
    );
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
    { numRuns: 5000 },
  );
});
