import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isReferenceLine, references, referenceTrailers } from '../../src/publish/references.ts';
import { hostileText } from '../tools/hostile-source.ts';

const P = 'Argocd-reference-commit-';
const FULL = [
  'Bump image to v1.2.3',
  '',
  `${P}date: 2025-06-09T13:50:18-04:00`,
  `${P}author: Author Name <author@example.com>`,
  `${P}sha: 0123abcd`,
  `${P}subject: Commit message of the code commit`,
  String.raw`${P}body: "Line\n\nSigned-off-by: Author Name <author@example.com>"`,
  `${P}repourl: https://git.example.com/owner/repo`,
].join('\n');

describe('references', () => {
  it('gives the commit in the form and order of Argo CD', () => {
    expect(JSON.stringify(references(FULL))).toBe(
      JSON.stringify([
        {
          commit: {
            author: 'Author Name <author@example.com>',
            date: '2025-06-09T13:50:18-04:00',
            subject: 'Commit message of the code commit',
            body: 'Line\n\nSigned-off-by: Author Name <author@example.com>',
            sha: '0123abcd',
            repoURL: 'https://git.example.com/owner/repo',
          },
        },
      ]),
    );
  });

  it('leaves out what is absent, and is empty without any', () => {
    expect(references(`s\n\n${P}sha: abcde`)).toEqual([{ commit: { sha: 'abcde' } }]);
    expect(references('s\n\nbody')).toEqual([]);
    expect(references('')).toEqual([]);
  });

  it('takes lines of any paragraph, and the last valid one wins', () => {
    const message = `s\n\n${P}sha: aaaaa\n\ntext\n${P}sha: bbbbb\n${P}sha: not hex\n\nText`;
    expect(references(message)).toEqual([{ commit: { sha: 'bbbbb' } }]);
    expect(references(`s\r\n\r\n${P}sha: aaaaa\r\n`)).toEqual([{ commit: { sha: 'aaaaa' } }]);
  });

  it.each([
    ['sha', 'abcde', 'abcde'],
    ['sha', 'a'.repeat(40), 'a'.repeat(40)],
    ['author', 'a.b+c@example.com', 'a.b+c@example.com'],
    ['author', '<a@b>', '<a@b>'],
    ['author', 'Ada M. Example <a@b>', 'Ada M. Example <a@b>'],
    ['author', '"Example, Ada" <a@b>', '"Example, Ada" <a@b>'],
    ['author', 'Jürgen <j@b>', 'Jürgen <j@b>'],
    ['author', ' Ada <"a b"@[127.0.0.1]> ', 'Ada <"a b"@[127.0.0.1]>'],
    ['subject', 'a\tb: c\u202e ', 'a b: c'],
    ['body', String.raw`"a\nb\u0000\u202e"`, 'a\nb'],
    ['body', ' "a" ', 'a'],
    ['date', '2025-06-09T13:50:18Z', '2025-06-09T13:50:18Z'],
    ['date', '2025-06-09T13:50:18.123+00:00', '2025-06-09T13:50:18Z'],
    ['date', '2024-02-29T23:59:59+05:30', '2024-02-29T23:59:59+05:30'],
    ['repourl', 'http://h/o/r.git', 'http://h/o/r.git'],
    ['repourl', 'https://h', 'https://h'],
    ['repourl', 'https://user:secret@h/o/r.git?token=secret', 'https://h/o/r'],
    ['repourl', 'git@h:o/r.git', 'https://h/o/r'],
  ])('takes %s %j as %j', (key, value, wanted) => {
    const [entry] = references(`s\n\n${P}${key}: ${value}`);
    expect(Object.values(entry?.commit ?? {})).toEqual([wanted]);
    expect(isReferenceLine(`${P}${key}: ${value}`)).toBe(true);
  });

  it.each(
    [
      ['sha: abcd', 'sha: ABCDE', 'sha: abcde ', `sha: ${'a'.repeat(41)}`, 'sha:abcde', 'sha', 'sha: '],
      ['author: Ada', 'author: Ada <ada>', 'author: Ada <a@b> x', 'author: A, B <a@b>', 'author: a@b, c@d'],
      [`author: ${'A'.repeat(1000)} <a@b>`, 'author: Ada <a@b', 'author: ', 'author: Ada <a..b@c>'],
      ['body: text', 'body: "open', 'body: null', 'body: ["a"]', "body: 'a'", 'body: "a" b', 'body: '],
      ['date: 2025-06-09', 'date: 2025-02-29T00:00:00Z', 'date: 2025-13-01T00:00:00Z', 'date: now'],
      ['date: 2025-06-00T00:00:00Z', 'date: 2025-06-09T24:00:00Z', 'date: 2025-06-09t13:50:18z'],
      ['date: 2025-06-09T13:50:18', 'date: 2025-06-09T13:50:18+25:00', 'date: 2025-06-09 13:50:18Z'],
      ['repourl: /srv/git', 'repourl: file:///srv/git', 'repourl: javascript://x/%0a', 'repourl: '],
      [
        `repourl: https://h/${'a'.repeat(1000)}`,
        'other: x',
        'constructor: x',
        '__proto__: x',
        ': x',
        'SHA: abcde',
      ],
    ].flat(),
  )('takes %j for no reference', (line) => {
    expect(references(`s\n\n${P}${line}`)).toEqual([]);
    expect(isReferenceLine(P + line)).toBe(false);
    expect(referenceTrailers(`s\n\n${P}${line}`)).toEqual([]);
  });

  it('takes only whole lines', () => {
    expect(references(`s\n\n ${P}sha: abcde\nx ${P}sha: abcde\n${P.toLowerCase()}sha: abcde`)).toEqual([]);
  });

  it('caps a long body', () => {
    const [entry] = references(`s\n\n${P}body: "${'é'.repeat(5000)}"`);
    expect(entry?.commit.body).toBe(`${'é'.repeat(2046)}…`);
  });
});

describe('referenceTrailers', () => {
  it('gives the valid lines in a fixed order', () => {
    expect(referenceTrailers(FULL)).toEqual([
      [`${P}author`, 'Author Name <author@example.com>'],
      [`${P}sha`, '0123abcd'],
      [`${P}subject`, 'Commit message of the code commit'],
      [`${P}body`, String.raw`"Line\n\nSigned-off-by: Author Name <author@example.com>"`],
      [`${P}repourl`, 'https://git.example.com/owner/repo'],
      [`${P}date`, '2025-06-09T13:50:18-04:00'],
    ]);
  });

  it('caps a value so that it stays valid', () => {
    const long = `s\n\n${P}subject: ${'x'.repeat(2000)}\n${P}body: "${String.raw`\n`.repeat(2000)}"`;
    const [[, subject] = [], [, body] = []] = referenceTrailers(long);
    expect(subject).toBe(`${'x'.repeat(999)}…`);
    expect(body).toBe(`"${String.raw`\n`.repeat(498)}…"`);
  });

  it('is read by references like the source message was, whatever it holds', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const trailers = referenceTrailers(text);
        for (const [, value] of trailers) {
          expect(value).not.toMatch(/[\n\r\0\u2028]/);
          expect(Array.from(value).length).toBeLessThanOrEqual(1000);
        }
        const message = trailers.map(([key, value]) => `${key}: ${value}`).join('\n');
        expect(references(message)).toEqual(references(text));
      }),
    );
  });
});
