import { describe, expect, it } from 'vitest';
import { parseManifests } from '../../src/manifest/parse.ts';
import { problemsOf } from './read.ts';

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

  it('hold against long scalars', () => {
    const base64 = 'YWFh'.repeat(1_000_000);
    const number = `.1${'_1'.repeat(1_000_000)}`;
    const { documents, problems } = parseManifests(
      `- !!binary ${base64}\n- ${number}\n- ${'9'.repeat(1_000_000)}\n`,
    );
    expect(problems).toEqual([]);
    expect(documents[0]?.value).toEqual([
      'aaa'.repeat(1_000_000),
      Number(number.replaceAll('_', '')),
      '9'.repeat(1_000_000),
    ]);
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
