import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { base64 } from '../../src/util/base64.ts';
import { md5Hex } from '../../src/util/md5.ts';
import { sha256Hex } from '../../src/util/sha256.ts';

describe('base64', () => {
  it('encodes the UTF-8 bytes of any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(base64(text)).toBe(Buffer.from(text, 'utf8').toString('base64'));
      }),
    );
  });

  it('takes half of a surrogate pair for U+FFFD, as UTF-8 has to', () => {
    expect(Buffer.from(base64('\ud83d'), 'base64').toString()).toBe('\ufffd');
  });
});

describe('sha256Hex', () => {
  it('knows the hash of nothing and of abc', () => {
    expect(sha256Hex('')).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
    expect(sha256Hex('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
  });

  it('hashes text and its bytes alike', () => {
    expect(sha256Hex('Größe')).toBe(sha256Hex(Buffer.from('Größe')));
  });
});

describe('md5Hex', () => {
  it('knows the test suite of RFC 1321', () => {
    expect(md5Hex('')).toBe('d41d8cd98f00b204e9800998ecf8427e');
    expect(md5Hex('abc')).toBe('900150983cd24fb0d6963f7d28e17f72');
  });
});
