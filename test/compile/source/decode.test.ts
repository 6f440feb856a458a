import { describe, expect, it } from 'vitest';
import { decodeSource } from '../../../src/compile/source/decode.ts';
import { diagnosticLines } from '../../tools/compile-tree.ts';

const decode = (...parts: readonly (string | readonly number[])[]) =>
  decodeSource(
    'app.yaml',
    Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : Buffer.from(part)))),
  );
const lines = (...parts: readonly (string | readonly number[])[]) =>
  diagnosticLines(decode(...parts).diagnostics);

describe('decodeSource', () => {
  it('reads UTF-8, and drops a byte order mark', () => {
    expect(decode('name: Größe 𝒳 網\n').value?.text).toBe('name: Größe 𝒳 網\n');
    expect(decode([0xef, 0xbb, 0xbf], 'name: shop\n').value?.text).toBe('name: shop\n');
    expect(decode().value?.text).toBe('');
  });

  it.each([
    ['Latin-1', ['name: caf', [0xe9], '\n'], '1:10'],
    ['a lone continuation byte', ['a: 1\nb: ', [0x80], '\n'], '2:4'],
    ['an overlong slash', ['a: ', [0xc0, 0xaf]], '1:4'],
    ['a surrogate', ['a: ', [0xed, 0xa0, 0x80]], '1:4'],
    ['a character that is cut off', ['a: x\n', [0xf0, 0x9f, 0x98]], '2:1'],
    ['a code point too large', [[0xf4, 0x90, 0x80, 0x80]], '1:1'],
  ])('refuses %s at its place', (_, parts, place) => {
    expect(lines(...parts)).toEqual([`error FILE_NOT_UTF8 app.yaml:${place}`]);
  });

  it('counts only bytes that are wrong, not the replacement character itself', () => {
    expect(decode('a: \ufffd\n').value?.text).toBe('a: \ufffd\n');
    expect(lines('a: \ufffd\nb: ', [0xff], '\n')).toEqual(['error FILE_NOT_UTF8 app.yaml:2:4']);
  });

  it('refuses UTF-16 by its mark, and NUL anywhere', () => {
    expect(decode([0xff, 0xfe], 'a\0').diagnostics[0]?.detail).toContain('UTF-16');
    expect(decode([0xfe, 0xff], '\0a').diagnostics[0]?.detail).toContain('UTF-16');
    expect(lines('a: 1\nb: x\0y\n')).toEqual(['error FILE_NOT_UTF8 app.yaml:2:5']);
  });
});
