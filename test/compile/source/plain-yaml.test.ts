import fc from 'fast-check';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseAnyYaml } from '../../../src/compile/source/parse-yaml.ts';
import { readPlainYaml } from '../../../src/compile/source/plain-yaml.ts';
import type { Node } from '../../../src/model/node.ts';

/** A node without its source text, for comparison. */
function shape(node: Node): unknown {
  const place = [node.start, node.end];
  if (node.kind === 'scalar') return ['scalar', place, node.value, node.plain];
  if (node.kind === 'seq') return ['seq', place, node.items.map(shape)];
  return [
    'map',
    place,
    [...node.entries].map(([key, entry]) => [key, entry.key.start, entry.key.end, shape(entry.value)]),
  ];
}

/** What the quick reader gives must be what the full one gives, without a diagnostic. */
function agree(text: string): boolean {
  const source = { path: 'app.yaml', text };
  const quick = readPlainYaml(source);
  if (!quick) return false;
  const full = parseAnyYaml(source);
  expect(full.diagnostics, text).toEqual([]);
  expect(full.value && shape(quick), text).toEqual(full.value && shape(full.value));
  return true;
}

const words = [
  'web',
  'image',
  'ghcr.io/acme/web:1.2',
  'a b',
  '8080',
  '-1',
  '1.5',
  'true',
  'null',
  '"x: y"',
  "'it'",
  '""',
  'x#y',
  '~',
  '1e3',
  '0x1F',
  '- a',
  'a: b',
  '100m-500m',
  'http://x/y?z=1',
  '*/5 * * * *',
  '{}',
  '[]',
  '[a, b]',
  '{a: b, c: 1}',
  '{ a: "b" }',
  '[ a , b ]',
  '[a,b]',
  '{a:b}',
  '|',
  '|-',
  'yes',
  '012',
  '@x',
  '$(VAR)',
  '=',
  '<<',
  '&a',
  '*a',
  '!t',
  'é',
  'a  # note',
  'x #',
  '#',
  '-',
  '--port=8080',
  '.5',
  '.',
  '+',
  '1_000',
  '2001-01-01',
  'a,b',
  'a]',
  '12:30',
  '',
];
const keys = [
  'web',
  'a',
  'b',
  'service.io/x',
  '/etc/x.yaml',
  'c d',
  '"q"',
  '8080',
  'null',
  'yes',
  '.x',
  'a:',
  '-',
  '- a',
  '- - a',
  '- a: 1',
  '-  a',
  '?',
  '#',
  'A_b',
];

const line = fc
  .tuple(
    fc.integer({ min: 0, max: 8 }),
    fc.constantFrom(...keys),
    fc.constantFrom(':', ':', ': ', ': ', ':  ', ''),
    fc.constantFrom(...words),
    fc.constantFrom('', '', '', ' ', ' # c'),
  )
  .map(([indent, key, colon, word, tail]) => ' '.repeat(indent) + key + colon + word + tail);
const blank = fc.constantFrom('', '', '  ', '# comment', '    # comment', '---', 'text', '      text');
const goodLine = fc
  .tuple(
    fc.constantFrom('', '', '', '  ', '- ', '  - '),
    fc.nat(999),
    fc.constantFrom(':', ': web', ': 8080', ': "x"', ': |', ': [a, b] # c'),
  )
  .map(([indent, key, value]) => `${indent}k${String(key)}${value}`);
const anyText = fc
  .array(
    fc.oneof(
      { weight: 6, arbitrary: goodLine },
      { weight: 2, arbitrary: line },
      { weight: 1, arbitrary: blank },
    ),
    { maxLength: 5 },
  )
  .map((lines) => `${lines.join('\n')}\n`);

/** Texts that are nearly always well formed. */
const block = fc.letrec<{ value: (indent: number) => string; map: (indent: number) => string }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom(...words.slice(0, 27)).map((word) => () => ` ${word}\n`),
    fc.constantFrom('hello', 'a: b\n  c', '#!/bin/sh\n\necho "x"').map(
      (text) => (indent: number) =>
        ` |\n${text
          .split('\n')
          .map((each) => (each === '' ? '' : `${' '.repeat(indent + 2)}${each}`))
          .join('\n')}\n`,
    ),
    tie('map').map((map) => (indent: number) => `\n${map(indent + 2)}`),
    fc
      .array(tie('value'), { minLength: 1, maxLength: 3 })
      .map(
        (items) => (indent: number) =>
          `\n${items.map((item) => `${' '.repeat(indent)}-${item(indent)}`).join('')}`,
      ),
  ),
  map: fc
    .uniqueArray(
      fc.tuple(
        fc.constantFrom('web', 'image', 'a.b/c', '/x', 'env'),
        tie('value'),
        fc.constantFrom('', '', '\n', '# c\n'),
      ),
      { selector: ([key]) => key, minLength: 1, maxLength: 4 },
    )
    .map(
      (entries) => (indent: number) =>
        entries.map(([key, value, after]) => `${' '.repeat(indent)}${key}:${value(indent)}${after}`).join(''),
    ),
}));

describe('readPlainYaml', () => {
  it('agrees with the full parser on text that is nearly YAML', () => {
    let read = 0;
    fc.assert(
      fc.property(anyText, (text) => {
        read += agree(text) ? 1 : 0;
      }),
      { numRuns: 6000, seed: 7 },
    );
    expect(read).toBeGreaterThan(100);
  });

  it('reads most well-formed text, as the full parser does', () => {
    let read = 0;
    fc.assert(
      fc.property(block.map, (map) => {
        read += agree(map(0)) ? 1 : 0;
      }),
      { numRuns: 1500, seed: 11 },
    );
    expect(read).toBeGreaterThan(500);
  });

  it('agrees after any one character is changed', () => {
    const change = fc.tuple(
      block.map.map((map) => map(0)),
      fc.nat(),
      fc.constantFrom('', ' ', '\n', ':', '-', '#', '"', "'", '|', '[', '}', ',', 'x', '&', '\t'),
    );
    fc.assert(
      fc.property(change, ([text, at, char]) => {
        const place = at % text.length;
        agree(text.slice(0, place) + char + text.slice(place + 1));
      }),
      { numRuns: 3000, seed: 13 },
    );
  });

  it('agrees on every YAML file of the fixtures and templates', () => {
    const root = join(import.meta.dirname, '..', '..', '..');
    let read = 0;
    for (const folder of ['fixtures', 'templates']) {
      for (const path of readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })) {
        if (!/\.ya?ml$/.test(path)) continue;
        const text = readFileSync(join(root, folder, path), 'utf8');
        read += agree(text) ? 1 : 0;
      }
    }
    expect(read).toBeGreaterThan(20);
  });
});
