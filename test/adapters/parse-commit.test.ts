import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { commitContent } from '../../src/publish/commit-content.ts';
import { parseCommit } from '../../src/adapters/git/parse-commit.ts';
import {
  ADA,
  anyObjectId,
  hostileSignature,
  hostileText,
  ID,
  OTHER_ID,
  TREE,
} from '../tools/hostile-source.ts';

const encoder = new TextEncoder();
const LINES = [`tree ${TREE}`, 'author A <a@b> 1 +0100', 'committer C <c@d> 2 -0200'];
const read = (...lines: readonly string[]): ReturnType<typeof parseCommit> =>
  parseCommit(ID, encoder.encode(lines.join('\n')));
const author = (text: string): unknown => read(LINES[0]!, `author ${text}`, LINES[2]!, '', 's')?.author;

describe('parseCommit', () => {
  it('reads every part', () => {
    const content = [
      LINES[0]!,
      `parent ${ID}`,
      `parent ${OTHER_ID}`,
      ...LINES.slice(1),
      '',
      's',
      '',
      'b',
      '',
    ];
    expect(read(...content)).toEqual({
      id: ID,
      tree: TREE,
      parents: [ID, OTHER_ID],
      author: { name: 'A', email: 'a@b', seconds: 1, offset: '+0100' },
      committer: { name: 'C', email: 'c@d', seconds: 2, offset: '-0200' },
      message: 's\n\nb\n',
    });
  });

  it('skips headers it does not know, with their continuation lines', () => {
    const commit = read(
      ...LINES,
      'encoding ISO-8859-1',
      `mergetag object ${OTHER_ID}`,
      ' type commit',
      ` parent ${OTHER_ID}`,
      ' ',
      ' author E <e@f> 3 +0000',
      'gpgsig -----BEGIN PGP SIGNATURE-----',
      ' ',
      ' abc',
      ' -----END PGP SIGNATURE-----',
      '',
      'gpgsig x',
    );
    expect(commit).toMatchObject({ parents: [], author: { name: 'A' }, message: 'gpgsig x' });
  });

  it.each([
    ['with a blank line', [...LINES, '', '']],
    ['without a last line feed', LINES],
    ['with a last line feed', [...LINES, '']],
  ])('reads an empty message %s', (_, lines) => {
    expect(read(...lines)?.message).toBe('');
  });

  it('keeps NUL, a byte order mark and what is no UTF-8 in the message', () => {
    const bytes = [...encoder.encode(`${LINES.join('\n')}\n\n\ufeffa\0b`), 0xfc, 0x0a];
    expect(parseCommit(ID, Uint8Array.from(bytes))?.message).toBe('\ufeffa\0b\ufffd\n');
  });

  it.each([
    ['A B <a@b> 5 +0530', { name: 'A B', email: 'a@b', seconds: 5, offset: '+0530' }],
    [' <a@b> 5 +0000', { name: '', email: 'a@b', seconds: 5, offset: '+0000' }],
    ['<a@b> 5 +0000', { name: '', email: 'a@b', seconds: 5, offset: '+0000' }],
    ['A <> 5 +0000', { name: 'A', email: '', seconds: 5, offset: '+0000' }],
    ['A <a@b> -5 -0800', { name: 'A', email: 'a@b', seconds: -5, offset: '-0800' }],
    ['A <a@b> 18446744073709551615 +0100', { name: 'A', email: 'a@b', seconds: 0, offset: '+0100' }],
    [`A <a@b> ${'9'.repeat(400)} +0100`, { name: 'A', email: 'a@b', seconds: 0, offset: '+0100' }],
    ['A <a@b> 5', { name: 'A', email: 'a@b', seconds: 5, offset: '+0000' }],
    ['A <a@b> 5 +051800', { name: 'A', email: 'a@b', seconds: 5, offset: '+0000' }],
    ['A <a@b> soon', { name: 'A', email: 'a@b', seconds: 0, offset: '+0000' }],
    ['A <a@b>', { name: 'A', email: 'a@b', seconds: 0, offset: '+0000' }],
    ['A <a> b> 5 +0100', { name: 'A', email: 'a', seconds: 5, offset: '+0100' }],
    ['A <a@b 5 +0100', { name: 'A', email: '', seconds: 0, offset: '+0000' }],
    ['A', { name: 'A', email: '', seconds: 0, offset: '+0000' }],
    ['', { name: '', email: '', seconds: 0, offset: '+0000' }],
  ])('reads the author %j', (text, wanted) => {
    expect(author(text)).toEqual(wanted);
  });

  it.each([
    ['nothing', ['']],
    ['no tree', LINES.slice(1)],
    ['a tree that is not first', [LINES[1]!, LINES[0]!, LINES[2]!]],
    ['a short tree', ['tree abc', ...LINES.slice(1)]],
    ['a tree of another format', [`tree ${'a'.repeat(64)}`, ...LINES.slice(1)]],
    ['a parent that is no id', [LINES[0]!, 'parent HEAD', ...LINES.slice(1)]],
    ['no author', [LINES[0]!, LINES[2]!]],
    ['no committer', LINES.slice(0, 2)],
    ['headers in the message only', [LINES[0]!, '', ...LINES.slice(1)]],
  ])('refuses content with %s', (_, lines) => {
    expect(read(...lines)).toBeUndefined();
  });

  it('refuses an id that is none', () => {
    expect(parseCommit('HEAD', encoder.encode(LINES.join('\n')))).toBeUndefined();
  });

  it('never throws', () => {
    fc.assert(
      fc.property(fc.uint8Array(), hostileText, (bytes, text) => {
        expect(() => parseCommit(ID, bytes)).not.toThrow();
        expect(() => read(LINES[0]!, `author ${text}`, LINES[2]!, text)).not.toThrow();
      }),
    );
  });

  it('is quick about a long header', () => {
    const start = performance.now();
    const blanks = ' '.repeat(5_000_000);
    expect(author(`A${blanks}<a@b>${blanks}5${blanks}x`)).toMatchObject({ name: 'A', seconds: 5 });
    expect(performance.now() - start).toBeLessThan(2000);
  });
});

describe('commitContent', () => {
  it('lays a commit out as Git does', () => {
    const content = commitContent({ tree: TREE, parents: [ID], author: ADA, committer: ADA, message: 's\n' });
    expect(content).toBe(`tree ${TREE}
parent ${ID}
author Ada Example <ada@example.com> 1787385600 +0200
committer Ada Example <ada@example.com> 1787385600 +0200

s
`);
  });

  it.each(['HEAD', `${ID}\nparent ${OTHER_ID}`, ID.toUpperCase(), ''])('refuses the id %j', (id) => {
    const facts = { parents: [], author: ADA, committer: ADA, message: '' };
    expect(() => commitContent({ ...facts, tree: id })).toThrow('is no object id');
    expect(() => commitContent({ ...facts, tree: TREE, parents: [id] })).toThrow('is no object id');
  });

  it('is read back with the same ids and message, whatever the people are called', () => {
    const id = anyObjectId.filter((text) => text.length === 40);
    const facts = fc.record({
      tree: id,
      parents: fc.array(id),
      author: hostileSignature,
      committer: hostileSignature,
      message: hostileText,
    });
    fc.assert(
      fc.property(facts, (given) => {
        const commit = parseCommit(ID, encoder.encode(commitContent(given)));
        const { tree, parents, message } = given;
        const stored = message.replaceAll('\0', '').replace(/\p{Surrogate}/gu, '\ufffd');
        expect(commit).toMatchObject({ tree, parents, message: stored });
        expect(commit?.author.name).not.toMatch(/[<>\n\0]/);
        expect(commit?.author.seconds).toBeGreaterThanOrEqual(0);
      }),
    );
  });
});
