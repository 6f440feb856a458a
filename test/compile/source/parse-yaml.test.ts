import { describe, expect, it } from 'vitest';
import { parseAnyYaml, parseYaml } from '../../../src/compile/source/parse-yaml.ts';
import { nodeAt, toValue, type Path } from '../../../src/model/node.ts';
import { diagnosticLines } from '../../tools/compile-tree.ts';

const PATH = 'app.yaml';
const lines = (text: string) => diagnosticLines(parseYaml({ path: PATH, text }).diagnostics);
const valueOf = (text: string): unknown => {
  const { value } = parseYaml({ path: PATH, text });
  return value && toValue(value);
};
/** The text of the node at a path, as it stands in the file. */
const written = (text: string, ...path: Path): string => {
  const node = nodeAt(parseYaml({ path: PATH, text }).value, path);
  return node ? text.slice(node.start, node.end) : '(nothing)';
};

describe('parseYaml', () => {
  it.each([
    '',
    '\n',
    '# only a comment\n',
    '---\n',
    '~\n',
    'null',
    '\ufeff',
    '\t\n',
    '---\n# nothing\n...\n',
  ])('reads %j as an empty map', (text) => {
    expect(valueOf(text)).toEqual({});
    expect(lines(text)).toEqual([]);
  });

  it('reads the core schema of YAML 1.2', () => {
    const text = `text: web
quoted: "80"
int: 80
hex: 0x1F
negative: -7
float: 1.10
exponent: 2e3
yes: true
no: FALSE
nothing:
tilde: ~
date: 2001-12-14
sexagesimal: 12:30:45
list: [a, {b: c}]
folded: >-
  one
  two
`;
    expect(valueOf(text)).toEqual({
      text: 'web',
      quoted: '80',
      int: 80,
      hex: 31,
      negative: -7,
      float: 1.1,
      exponent: 2000,
      yes: true,
      no: false,
      nothing: null,
      tilde: null,
      date: '2001-12-14',
      sexagesimal: '12:30:45',
      list: ['a', { b: 'c' }],
      folded: 'one two',
    });
    expect(lines(text)).toEqual([]);
  });

  it('keeps the place of every key and value', () => {
    const text = 'apps:\n  web: # ours\n    image: "web:1.4"\n    ports: [80, 443]\n';
    expect(written(text, 'apps', 'web', 'image')).toBe('"web:1.4"');
    expect(written(text, 'apps', 'web', 'ports', 1)).toBe('443');
    expect(written(text, 'apps', 'web', 'ports')).toBe('[80, 443]');
    const map = nodeAt(parseYaml({ path: PATH, text }).value, ['apps', 'web']);
    const key = map?.kind === 'map' ? map.entries.get('ports')?.key : undefined;
    expect(text.slice(key?.start, key?.end)).toBe('ports');
  });

  it('keeps keys as text in the spelling of the file', () => {
    expect(valueOf('8080: a\n1.10: b\ntrue: c\n0x1F: d\n"": e\n')).toEqual({
      '8080': 'a',
      '1.10': 'b',
      true: 'c',
      '0x1F': 'd',
      '': 'e',
    });
  });

  it('knows which values were written without quotes', () => {
    const { value } = parseYaml({ path: PATH, text: 'a: 1\nb: "1"\nc: \'1\'\nd: |\n  1\n' });
    const plain = ['a', 'b', 'c', 'd']
      .map((key) => nodeAt(value, [key]))
      .map((node) => node?.kind === 'scalar' && node.plain);
    expect(plain).toEqual([true, false, false, false]);
  });

  it('resolves aliases to the node they name', () => {
    const text =
      'base: &base {image: web}\nweb: *base\nnames: [&name shop, *name]\n&key team: web\nother: *key\n';
    expect(valueOf(text)).toEqual({
      base: { image: 'web' },
      web: { image: 'web' },
      names: ['shop', 'shop'],
      team: 'web',
      other: 'team',
    });
    expect(lines(text)).toEqual([]);
    expect(written(text, 'web', 'image')).toBe('web');
  });

  it('takes a redefined anchor from there on', () => {
    expect(valueOf('a: &x 1\nb: *x\nc: &x 2\nd: *x\n')).toEqual({ a: 1, b: 1, c: 2, d: 2 });
  });

  it('allows the tags of the core schema', () => {
    const text =
      'a: !!str 80\nb: !!int "80"\nc: !!float 1.5\nd: !!bool "true"\ne: !!null ""\nf: !!map {}\ng: !!seq []\n';
    expect(valueOf(text)).toEqual({ a: '80', b: 80, c: 1.5, d: true, e: null, f: {}, g: [] });
    expect(lines(text)).toEqual([]);
  });

  it('takes a word for text without a warning when its tag says so', () => {
    const text = 'a: !!str yes\nb: !!str 0644\nc: !!str 1_000\n';
    expect(valueOf(text)).toEqual({ a: 'yes', b: '0644', c: '1_000' });
    expect(lines(text)).toEqual([]);
  });

  it('accepts exactly 64 levels', () => {
    const flow = (depth: number) => `a: ${'['.repeat(depth - 1)}${']'.repeat(depth - 1)}\n`;
    const block = (depth: number) => Array.from({ length: depth }, (_, i) => `${' '.repeat(i)}a:\n`).join('');
    const dashes = (depth: number) => `${'- '.repeat(depth)}a\n`;
    for (const text of [flow(64), block(64)]) expect(lines(text)).toEqual([]);
    expect(parseYaml({ path: PATH, text: dashes(64) }).diagnostics).toEqual([]);
    expect(lines(flow(65))).toEqual(['error YAML_TOO_DEEP app.yaml:1:67']);
    expect(lines(block(65))).toEqual(['error YAML_TOO_DEEP app.yaml:65:65']);
    expect(lines(dashes(65))).toEqual(['error YAML_TOO_DEEP app.yaml:1:129']);
  });

  it('accepts exactly ten thousand values behind aliases', () => {
    const text = (count: number) => `a: &a [${'x, '.repeat(9)}x]\nb: [${'*a, '.repeat(count)}]\n`;
    expect(lines(text(909))).toEqual([]);
    expect(lines(text(910))).toEqual([`error YAML_ALIAS_LIMIT app.yaml:2:${String(5 + 909 * 4)}`]);
  });

  it.each([
    ['an unclosed quote at the quote', 'a: 1\nb: "web\nc: 2\n', '2:4'],
    ['an unclosed list at its bracket', 'a: 1\nb: [x,\nc: 2\n', '2:4'],
    ['a wrong bracket where it stands', 'a: [x}\n', '1:6'],
    ['a wrong indentation at its line', 'a:\n  b: 1\n c: 2\n', '3:1'],
    ['a missing colon at its line', 'a:\n  b\n  c: 2\n', '2:3'],
    ['two colons at the first value', 'a: b: c\n', '1:4'],
    ['a conflict marker at its line', 'a: 1\n<<<<<<< HEAD\nb: 2\n', '2:1'],
    ['a reserved character where it stands', 'a: @web\n', '1:4'],
    ['text after the document', 'a: 1\n}\n', '2:1'],
  ])('shows %s', (_, text, place) => {
    expect(lines(text)).toEqual([`error YAML_SYNTAX app.yaml:${place}`]);
  });

  it('shows each of several slips once', () => {
    expect(lines('a: b: c\nd: 1\ne: f: g\n')).toEqual([
      'error YAML_SYNTAX app.yaml:1:4',
      'error YAML_SYNTAX app.yaml:3:4',
    ]);
  });

  it.each([
    ['a: 1\n\tb: 2\n', '2:1'],
    ['a:\n\tb: 2\n', '2:1'],
    ['a:\n  b:\n  \tc: 2\n', '3:3'],
    ['a:\r\n\tb: 2\r\n', '2:1'],
  ])('calls a tab a tab: %j', (text, place) => {
    expect(lines(text)).toEqual([`error YAML_TAB app.yaml:${place}`]);
  });

  it('lets a tab stand where it does not indent', () => {
    expect(valueOf('a:\tweb\nb: "x\ty"\nc: x\ty # \t\n')).toEqual({ a: 'web', b: 'x\ty', c: 'x\ty' });
  });

  it('ends lines with LF and CRLF', () => {
    const text = 'a: 1\r\nb:\r\n  c: |\r\n    x\r\n    y\r\n';
    expect(valueOf(text)).toEqual({ a: 1, b: { c: 'x\ny\n' } });
    expect(lines(text.replace('1', '010'))).toEqual(['error YAML_NUMBER_AMBIGUOUS app.yaml:1:4']);
  });

  it('reports what one document may not hold, all at once', () => {
    const text = 'a: 010\nb: .inf\n<<: {}\n__proto__: 1\nb: 2\n? [c]\n: 3\nd: !x 4\ne: *none\nf: on\n';
    expect(lines(text)).toEqual([
      'error YAML_NUMBER_AMBIGUOUS app.yaml:1:4',
      'error YAML_NUMBER_NOT_FINITE app.yaml:2:4',
      'error YAML_MERGE_KEY app.yaml:3:1',
      'error YAML_KEY_FORBIDDEN app.yaml:4:1',
      'error YAML_DUPLICATE_KEY app.yaml:5:1',
      'error YAML_KEY app.yaml:6:3',
      'error YAML_TAG app.yaml:8:7',
      'error YAML_SYNTAX app.yaml:9:4',
      'warning YAML_BOOLEAN_AMBIGUOUS app.yaml:10:4',
    ]);
  });

  it('names the first of two equal keys', () => {
    const { diagnostics } = parseYaml({ path: PATH, text: 'a: 1\n"a": 2\n' });
    expect(diagnostics[0]?.related.map(({ span }) => [span.start, span.end])).toEqual([[0, 1]]);
  });

  it('tells the fix of a merge key', () => {
    expect(parseYaml({ path: PATH, text: '<<: {}\n' }).diagnostics[0]?.detail).toMatch(
      /layers: .*base\/app\.yaml/,
    );
  });

  it('lets "<<" in quotes be a key', () => {
    expect(valueOf('"<<": 1\n')).toEqual({ '<<': 1 });
  });

  it('makes values without a prototype', () => {
    const value = valueOf('constructor: 1\ntoString: 2\n') as object;
    expect(Object.getPrototypeOf(value)).toBeNull();
    expect(Object.keys(value)).toEqual(['constructor', 'toString']);
  });

  it('is the full reader for text that the quick one leaves alone', () => {
    const text = 'a: {b: [c, "d"]}\n';
    expect(parseYaml({ path: PATH, text })).toEqual(parseAnyYaml({ path: PATH, text }));
  });
});
