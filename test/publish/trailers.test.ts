import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatTrailers, lastBlock } from '../../src/publish/trailers.ts';
import { hostileText } from '../tools/hostile-source.ts';

const read = (message: string): unknown => Object.fromEntries(lastBlock(message));

describe('formatTrailers', () => {
  it('writes one line each and leaves out empty ones', () => {
    expect(formatTrailers([])).toBe('');
    expect(
      formatTrailers([
        ['A', '1'],
        ['B-c', ''],
        ['A', ' 2\n'],
      ]),
    ).toBe('A: 1\nA: 2\n');
  });

  it('keeps a value on its line', () => {
    expect(formatTrailers([['A', 'x\r\n\nB: y\0\u2028\u0085\tz\ud83d']])).toBe('A: x  B: y z\ufffd\n');
  });

  it.each(['', 'a b', 'a:', '-a', 'ä', 'a\nb'])('refuses the key %j', (key) => {
    expect(() => formatTrailers([[key, 'x']])).toThrow('is no key of a trailer');
  });
});

describe('lastBlock', () => {
  it.each([
    ['subject\n\nA: 1\nB: 2\nA: 3', { A: ['1', '3'], B: ['2'] }],
    ['subject\n\nA: 1\n\n \t\n', { A: ['1'] }],
    ['subject\r\n\r\nA: 1\r\nB: 2\r\n', { A: ['1'], B: ['2'] }],
    ['subject\n\nZ: 0\n\nA: 1\n', { A: ['1'] }],
    ['subject\n \t\nA: 1\n', { A: ['1'] }],
    ['subject\n\nA:  1 \t\nB: ü: …\n', { A: ['1'], B: ['ü: …'] }],
    ['subject\n\ntext\nA: 1\n', {}],
    ['subject\n\nA: 1\n  more\n', {}],
    ['subject\n\n A: 1\n', {}],
    ['subject\n\nA:1\n', {}],
    ['subject\n\nA: \n', {}],
    ['subject\n\nA b: 1\n', {}],
    ['subject\n\nA: 1\u001b[31m\n', {}],
    ['subject\n\nA: 1\rB: 2\n', {}],
    ['sub\0ject\n\nA: 1\n', {}],
    ['subject\n\nA: 1\0\n', {}],
    ['A: 1', {}],
    ['A: 1\n', {}],
    ['', {}],
    ['\n\n\n', {}],
  ])('%j holds %j', (message, wanted) => {
    expect(read(message)).toEqual(wanted);
  });

  it('takes names of the prototype for keys like any other', () => {
    const block = lastBlock('s\n\nconstructor: 1\ntoString: 2\nhasOwnProperty: 3\n');
    expect([...block]).toEqual([
      ['constructor', ['1']],
      ['toString', ['2']],
      ['hasOwnProperty', ['3']],
    ]);
    expect(lastBlock('s\n\nA: 1').get('constructor')).toBeUndefined();
    expect(lastBlock('s\n\n__proto__: 1')).toEqual(new Map());
  });

  it.each([
    ['one line', 'x'.repeat(10_000_000)],
    ['line feeds', '\n'.repeat(10_000_000)],
    ['blanks', ' '.repeat(10_000_000)],
    ['a block', `s\n\n${'A: 1\n'.repeat(2_000_000)}`],
    ['short lines', 'x\n'.repeat(5_000_000)],
  ])('is quick about 10 MB of %s', (_, message) => {
    const start = performance.now();
    expect(lastBlock(message).size).toBe(0);
    expect(lastBlock(`${message}\n\nA: 1\n`).get('A')).toEqual(['1']);
    expect(performance.now() - start).toBeLessThan(1000);
  });

  const trailer = fc.tuple(
    fc.stringMatching(/^[A-Za-z0-9][-A-Za-z0-9]{0,9}$/),
    fc.oneof(
      fc.stringMatching(/^[!-~]([ -~]{0,20}[!-~])?$/),
      fc.constantFrom('é', '😀 x', ': ', '\ufffd').map((text) => text.trim()),
    ),
  );

  it('reads what formatTrailers writes, after any text', () => {
    fc.assert(
      fc.property(fc.array(trailer, { minLength: 1 }), hostileText, (list, text) => {
        const wanted = new Map<string, string[]>();
        for (const [key, value] of list) wanted.set(key, [...(wanted.get(key) ?? []), value]);
        const message = `${text.replaceAll('\0', '')}\n\n${formatTrailers(list)}`;
        expect(lastBlock(message)).toEqual(wanted);
      }),
    );
  });

  it('never throws', () => {
    fc.assert(
      fc.property(fc.oneof(hostileText, fc.string({ unit: 'binary' })), (text) => {
        for (const [key, values] of lastBlock(text)) {
          expect(key).toMatch(/^[A-Za-z0-9-]+$/);
          expect(values.join('')).not.toMatch(/[\n\0]/);
        }
      }),
    );
  });
});
