import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { linesOf, positionOf, startOf } from '../../src/diagnostics/span.ts';

const source = (text: string) => ({ path: 'app.yaml', text });
const at = (text: string, offset: number) => {
  const { line, column } = positionOf(source(text), offset);
  return `${String(line)}:${String(column)}`;
};

describe('positionOf', () => {
  it.each([
    ['', 0, '1:1'],
    ['a', 0, '1:1'],
    ['a', 1, '1:2'],
    ['a\nb', 1, '1:2'],
    ['a\nb', 2, '2:1'],
    ['a\n', 2, '2:1'],
    ['a\r\nb', 1, '1:2'],
    ['a\r\nb', 2, '1:3'],
    ['a\r\nb', 3, '2:1'],
    ['a\rb', 2, '2:1'],
    ['a\n\nb', 2, '2:1'],
    ['a\r\n\r\nb', 3, '2:1'],
    ['a\n\rb', 2, '2:1'],
    ['a\n\rb', 3, '3:1'],
    ['🚀x', 2, '1:3'],
    ['a\u2028b', 2, '1:3'],
    ['a\fb', 2, '1:3'],
  ])('in %j the offset %i is at %s', (text, offset, place) => {
    expect(at(text, offset)).toBe(place);
  });

  it('takes an offset out of the text for its nearest end', () => {
    expect(positionOf(source('a\nbc'), 99)).toEqual({ line: 2, column: 3, offset: 4 });
    expect(positionOf(source('a\nbc'), -5)).toEqual({ line: 1, column: 1, offset: 0 });
  });

  it('counts as a reader who walks through the text', () => {
    const text = fc.string({ unit: fc.constantFrom('a', '\n', '\r', '\r\n', 'é', '🚀') });
    const property = fc.property(text, (sample) => {
      const known = source(sample);
      let [line, column] = [1, 1];
      for (let offset = 0; offset <= sample.length; offset++) {
        expect(positionOf(known, offset)).toEqual({ line, column, offset });
        const ends = sample[offset] === '\n' || (sample[offset] === '\r' && sample[offset + 1] !== '\n');
        if (ends) [line, column] = [line + 1, 1];
        else column++;
      }
    });
    fc.assert(property, { numRuns: 500 });
  });
});

describe('linesOf', () => {
  it('gives the start of every line, once a file', () => {
    const known = source('a\nb\r\nc\rd');
    expect(linesOf(known)).toEqual([0, 2, 5, 7]);
    expect(linesOf(known)).toBe(linesOf(known));
  });
});

describe('startOf', () => {
  it('is the first character of a file', () => {
    const known = source('name: shop\n');
    expect(startOf(known)).toEqual({ source: known, start: 0, end: 0 });
  });
});
