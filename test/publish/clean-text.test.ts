import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { capBytes, capCharacters, cleanText, oneLine } from '../../src/publish/clean-text.ts';
import { personText } from '../../src/publish/person.ts';
import { hostileText } from '../tools/hostile-source.ts';

describe('cleanText', () => {
  it.each([
    ['a\r\nb\tc\n', 'a\nb\tc\n'],
    ['a\0b\u0007\u001b[0m\u007f\u0085\u009f', 'ab[0m'],
    ['\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069x', 'x'],
    ['a\u2028b\u2029c', 'abc'],
    ['\ufffd\ud83d\ude00 \ud83d \ude00', '\ufffd😀 \ufffd \ufffd'],
    ['👩\u200d🚀 é e\u0301', '👩\u200d🚀 é e\u0301'],
  ])('makes of %j %j', (text, wanted) => {
    expect(cleanText(text)).toBe(wanted);
  });

  it('is the same when it is done twice', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        expect(cleanText(cleanText(text))).toBe(cleanText(text));
        expect(oneLine(oneLine(text))).toBe(oneLine(text));
        expect(oneLine(text)).not.toMatch(/\n/);
      }),
    );
  });
});

describe('caps', () => {
  const text = fc.string({ unit: fc.constantFrom('a', 'é', '…', '😀'), maxLength: 12 });

  it('keep whole characters, as many as fit, and mark what is cut off', () => {
    fc.assert(
      fc.property(text, fc.integer({ min: 4, max: 20 }), (whole, most) => {
        const bytes = capBytes(whole, most);
        expect(Buffer.byteLength(bytes)).toBeLessThanOrEqual(most);
        if (Buffer.byteLength(whole) <= most) expect(bytes).toBe(whole);
        else {
          expect(bytes.endsWith('…') && whole.startsWith(bytes.slice(0, -1))).toBe(true);
          expect(Buffer.byteLength(bytes)).toBeGreaterThan(most - 4);
        }
        const characters = Array.from(whole);
        expect(capCharacters(whole, most)).toBe(
          characters.length <= most ? whole : `${characters.slice(0, most).join('')}…`,
        );
      }),
    );
  });
});

describe('personText', () => {
  it.each([
    ['Ada', 'a@b', 'Ada <a@b>'],
    [' A\nB ', ' a@b\r\n', 'A B <a@b>'],
    ['', 'a@b', '<a@b>'],
    ['Ada', '', 'Ada <>'],
    ['<', '>', ''],
    ['Eve <e@f> Ada', 'a@b> 1 +0000', 'Eve e@f Ada <a@b 1 +0000>'],
    ['x'.repeat(600), 'a@b', `${'x'.repeat(500)}… <a@b>`],
  ])('writes %j and %j as %j', (name, email, wanted) => {
    expect(personText({ name, email })).toBe(wanted);
  });
});
