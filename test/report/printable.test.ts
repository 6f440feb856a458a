import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { printable } from '../../src/report/printable.ts';

describe('printable', () => {
  it.each([
    ['\u001b]0;title\u0007', '\\x1b]0;title\\x07'],
    ['\u009b2J', '\\x9b2J'],
    ['a\rb', 'a\\x0db'],
    ['a\nb', 'a\\x0ab'],
    ['\u202egnp.exe', '\\u202egnp.exe'],
    ['\u2066x\u2069', '\\u2066x\\u2069'],
    ['we\u200db', 'we\\u200db'],
    ['\ufeffname', '\\ufeffname'],
    ['\u061cx', '\\u061cx'],
    ['\u007f', '\\x7f'],
  ])('shows %j as %s', (text, shown) => {
    expect(printable(text)).toBe(shown);
  });

  it('leaves ordinary text alone', () => {
    for (const text of ['', 'name: shop', '\tindented', 'Größe', '名前', '🚀', 'e\u0301', '\\x1b'])
      expect(printable(text)).toBe(text);
  });

  it('is the same when done twice', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(printable(printable(text))).toBe(printable(text));
      }),
    );
  });
});
