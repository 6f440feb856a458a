import { expect, test } from 'vitest';
import {
  formatListing,
  isOutputPath,
  NO_LISTING,
  parseListing,
} from '../../src/adapters/files/out-listing.ts';

const A = 'a'.repeat(64);
const B = 'b'.repeat(64);

test('a listing is what sha256sum prints, in byte order', () => {
  const written = new Map([
    ['rendered/prod/b.yaml', B],
    ['rendered/dev/\u{1f680}.yaml', A],
    ['rendered/dev/\uffee.yaml', A],
    ['rendered/dev.yaml', A],
  ]);
  const text = formatListing({ written, writing: new Map() });
  expect(text).toBe(
    `${A}  rendered/dev.yaml\n${A}  rendered/dev/\uffee.yaml\n${A}  rendered/dev/\u{1f680}.yaml\n${B}  rendered/prod/b.yaml\n`,
  );
  expect(parseListing(text)).toEqual({ written, writing: new Map() });
});

test('a run that did not end shows in the first line', () => {
  const listing = { written: new Map([['a.yaml', A]]), writing: new Map([['b.yaml', B]]) };
  const text = formatListing(listing);
  expect(text).toBe(`# writing\n${B}  b.yaml\n# written\n${A}  a.yaml\n`);
  expect(parseListing(text)).toEqual(listing);
});

test('an empty listing has no lines', () => {
  expect(formatListing(NO_LISTING)).toBe('');
  expect(parseListing('')).toEqual(NO_LISTING);
});

test('line breaks of Windows are read', () => {
  expect(parseListing(`${A}  a.yaml\r\n`)?.written).toEqual(new Map([['a.yaml', A]]));
});

test.each([
  'hello\n',
  `${A} a.yaml\n`,
  `${A.toUpperCase()}  a.yaml\n`,
  `${A}  ../a.yaml\n`,
  `${A}  /etc/passwd\n`,
  `${A}  .git/config\n`,
  `${A}  .moorline-out\n`,
  `${A}  a.yaml\n${B}  a.yaml\n`,
  `# writing\n${A}  a.yaml\n# written\n${B}  a.yaml\n`,
  `<<<<<<< HEAD\n${A}  a.yaml\n`,
  '# other\n',
])('%j is not a listing', (text) => {
  expect(parseListing(text)).toBeUndefined();
});

test('a path of an output folder stays inside it on every system', () => {
  for (const path of ['a', 'a/b.yaml', '.github/x', 'rendered/dev/größe.yaml', 'a b', '.moorline-out.yaml']) {
    expect(isOutputPath(path)).toBe(true);
  }
  const refused = [
    '',
    '/a',
    'a/',
    'a//b',
    '.',
    '..',
    'a/../b',
    './a',
    'a\\b',
    'a\nb',
    'a\0',
    'a/.GIT/b',
    '.git',
  ];
  refused.push('.moorline-out', '.moorline-out.new', '.moorline-out/x', 'x'.repeat(5000));
  for (const path of refused) expect(isOutputPath(path)).toBe(false);
});
