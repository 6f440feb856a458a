import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { byteOrder } from '../../src/util/byte-order.ts';

/** Texts that have a UTF-8 form, with many characters around the surrogates. */
const text = fc.string({
  unit: fc.oneof(
    fc.constantFrom('a', 'b', '\ud7ff', '\ue000', '\uffff', '𐀀', '🚀', '\u{10ffff}'),
    fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
  ),
  maxLength: 6,
});

describe('byteOrder', () => {
  it('is the order of the UTF-8 bytes', () => {
    const property = fc.property(text, text, (a, b) => {
      expect(Math.sign(byteOrder(a, b))).toBe(Buffer.compare(Buffer.from(a), Buffer.from(b)));
    });
    fc.assert(property, { numRuns: 5000 });
  });

  it('sorts as Buffer.compare does', () => {
    const property = fc.property(fc.array(text), (texts) => {
      const wanted = texts.toSorted((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
      expect(texts.toSorted(byteOrder)).toEqual(wanted);
    });
    fc.assert(property, { numRuns: 500 });
  });

  it.each([
    ['', 'a'],
    ['A', 'a'],
    ['a', 'ab'],
    ['a-b', 'a/b'],
    ['Z', 'a'],
    ['z', 'é'],
    ['\uffff', '𐀀'],
  ])('puts %j before %j', (a, b) => {
    expect(byteOrder(a, b)).toBeLessThan(0);
    expect(byteOrder(b, a)).toBeGreaterThan(0);
    expect(byteOrder(a, a)).toBe(0);
  });
});
