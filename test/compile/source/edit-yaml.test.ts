import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { scalarText, setScalar } from '../../../src/compile/source/edit-yaml.ts';

describe('setScalar', () => {
  it.each([
    [
      'keeps comments and everything else',
      '# top\nname: shop # why\nlabels:\n- x\n',
      '# top\nname: store # why\nlabels:\n- x\n',
    ],
    ['keeps double quotes', 'name: "shop"   # why\n', 'name: "store"   # why\n'],
    [
      'keeps single quotes and line breaks',
      "name: 'shop'\r\nlabels: {a: b}\r\n",
      "name: 'store'\r\nlabels: {a: b}\r\n",
    ],
    ['keeps an anchor', 'name: &x shop\nother: *x\n', 'name: &x store\nother: *x\n'],
    ['replaces a block', 'name: |\n  shop\n# after\nother: 1\n', 'name: store\n# after\nother: 1\n'],
    [
      'fills an empty value and keeps its comment',
      'name: # why\nother: 1\n',
      'name: store # why\nother: 1\n',
    ],
    ['replaces a list', 'name: [a, b]\n', 'name: store\n'],
    ['edits a flow map', '{name: shop, other: 1}\n', '{name: store, other: 1}\n'],
    [
      'adds a key after the others',
      '# top\n\na: 1 # one\n\n# two\nb:\n- x\n- y # z\n',
      '# top\n\na: 1 # one\n\n# two\nb:\n- x\n- y # z\nname: store\n',
    ],
    ['adds a key to an empty file', '# nothing yet\n', '# nothing yet\n\nname: store\n'],
    [
      'adds a key with the line breaks of the file',
      'a: 1\r\nb:\r\n  - x # y\r\n',
      'a: 1\r\nb:\r\n  - x # y\r\nname: store\r\n',
    ],
  ])('%s', (_, before, after) => {
    expect(setScalar(before, ['name'], 'store')).toBe(after);
  });

  it.each([
    ['syntax errors', 'name: [a\n'],
    ['a list', '- a\n'],
    ['plain text', 'shop\n'],
  ])('gives nothing for %s', (_, text) => {
    expect(setScalar(text, ['name'], 'store')).toBeUndefined();
  });

  it('goes through maps only', () => {
    expect(setScalar('images:\n  web: "1" # pinned\n', ['images', 'web'], '2.0')).toBe(
      'images:\n  web: "2.0" # pinned\n',
    );
    expect(setScalar('name: shop\n', ['images', 'web'], '2.0')).toBe('name: shop\nimages:\n  web: "2.0"\n');
    expect(setScalar('images: none\n', ['images', 'web'], '2.0')).toBeUndefined();
  });

  it('sets any text, whatever it looks like', () => {
    const before = '# top\nname: shop # why\nlist: [1, {a: b}]\n';
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.constantFrom('name', 'other', 'list'), (value, key) => {
        const after = setScalar(before, [key], value) ?? '';
        expect(parse(after)).toEqual({ ...(parse(before) as object), [key]: value });
        expect(after).toContain('# why');
      }),
      { seed: 7, numRuns: 1000 },
    );
  });
});

describe('scalarText', () => {
  it('quotes only what a reader could take for something else', () => {
    const texts = ['shop', 'v1.2', 'no', 'true', 'null', '1', '1e3', '0x1', '', 'a b', 'a: b', '~', 'y'];
    expect(texts.map(scalarText)).toEqual([
      'shop',
      'v1.2',
      ...texts.slice(2).map((text) => JSON.stringify(text)),
    ]);
  });
});
