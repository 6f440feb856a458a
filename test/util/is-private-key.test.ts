import { expect, it } from 'vitest';
import { base64 } from '../../src/util/base64.ts';
import { isPrivateKey } from '../../src/util/is-private-key.ts';

const KEY = '-----BEGIN EC PRIVATE KEY-----\nMHc\n-----END EC PRIVATE KEY-----\n';

it.each([
  ['in PEM', KEY],
  ['behind other text', `Bag Attributes\n${KEY}`],
  ['encoded', base64(KEY)],
  ['encoded over many lines', base64(`\n${KEY}`).replaceAll(/.{40}/g, '$&\n')],
  ['of OpenPGP', '-----BEGIN PGP PRIVATE KEY BLOCK-----\n'],
])('a key %s is one', (_, text) => {
  expect(isPrivateKey(text)).toBe(true);
});

it.each([KEY.replaceAll('PRIVATE', 'PUBLIC'), base64(KEY.replaceAll('EC PRIVATE KEY', 'CERTIFICATE')), ''])(
  '%j is none',
  (text) => {
    expect(isPrivateKey(text)).toBe(false);
  },
);
