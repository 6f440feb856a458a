import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  parseRecord,
  recordContent,
  type ProgressRecord,
  type SharedInput,
} from '../../src/publish/record.ts';
import { byteOrder } from '../../src/util/byte-order.ts';
import { ADA, anyObjectId, hostileText, ID, OTHER_ID, sourceCommit, TREE } from '../tools/hostile-source.ts';

const RECORD: ProgressRecord = {
  source: sourceCommit('s'),
  rendered: OTHER_ID,
  emptyTree: TREE,
  branch: 'rendered/prod',
  sharedInputs: [],
};

const messageOf = (content: string): string => content.slice(content.indexOf('\n\n') + 2);

const read = (inputs: readonly SharedInput[]): ReturnType<typeof parseRecord> =>
  parseRecord(messageOf(recordContent({ ...RECORD, sharedInputs: inputs })));

describe('recordContent', () => {
  it('is a commit of fixed form', () => {
    const sharedInputs = [
      { project: 'web', path: 'shared/a b.yaml' },
      { project: 'shop', path: 'shared/z' },
      { project: 'shop', path: 'shared' },
      { project: 'shop', path: 'shared' },
    ];
    expect(recordContent({ ...RECORD, sharedInputs })).toBe(`tree ${TREE}
author Moorline <noreply@moorline.dev> 1787385600 +0000
committer Moorline <noreply@moorline.dev> 1787385600 +0000

Progress of rendered/prod

Shared-Input: shop shared
Shared-Input: shop shared/z
Shared-Input: web shared/a b.yaml

Source-Commit: ${ID}
Rendered-Commit: ${OTHER_ID}
`);
  });

  it('has no block of inputs without any', () => {
    expect(messageOf(recordContent(RECORD))).toBe(
      `Progress of rendered/prod\n\nSource-Commit: ${ID}\nRendered-Commit: ${OTHER_ID}\n`,
    );
  });

  it.each([
    ['a control character', [{ project: 'shop', path: 'a\nb' }]],
    ['an empty path', [{ project: 'shop', path: '' }]],
    ['half a character', [{ project: 'shop', path: '\ud83d' }]],
    ['a blank in a project', [{ project: 'a b', path: 'x' }]],
    ['no project', [{ project: '', path: 'x' }]],
    ['1,001 paths', Array.from({ length: 1001 }, (_, i) => ({ project: 'shop', path: `p${String(i)}` }))],
  ])('writes that any file may be one for %s', (_, inputs) => {
    const all = [{ project: 'web', path: 'ok' }, ...inputs];
    expect(recordContent({ ...RECORD, sharedInputs: all })).toContain('\n\nShared-Input: *\n\n');
    expect(read(all)).toEqual({ source: ID, rendered: OTHER_ID, sharedInputs: undefined });
  });

  it('writes 1,000 different paths', () => {
    const inputs = Array.from({ length: 2000 }, (_, i) => ({
      project: 'shop',
      path: `p${String(i % 1000)}`,
    }));
    expect(read(inputs)?.sharedInputs).toHaveLength(1000);
  });
});

describe('parseRecord', () => {
  it('reads what recordContent writes', () => {
    const input = fc.record({
      project: fc.stringMatching(/^[a-z][-a-z0-9]{0,9}$/),
      path: fc.oneof(
        fc.stringMatching(/^[ -~]{1,20}$/),
        fc.constantFrom('ü/😀', ' x ', 'a: b', '*', '\u2028', '\ufffd', `Source-Commit: ${OTHER_ID}`),
      ),
    });
    const record: fc.Arbitrary<ProgressRecord> = fc.record({
      source: fc.record({ id: anyObjectId, committer: fc.constant(ADA) }),
      rendered: anyObjectId,
      emptyTree: anyObjectId,
      branch: hostileText,
      sharedInputs: fc.array(input),
    });
    fc.assert(
      fc.property(record, (given) => {
        const lines = new Set(given.sharedInputs.map(({ project, path }) => `${project} ${path}`));
        const facts = parseRecord(messageOf(recordContent(given)));
        expect(facts).toMatchObject({ source: given.source.id, rendered: given.rendered });
        expect(facts?.sharedInputs?.map(({ project, path }) => `${project} ${path}`)).toEqual(
          [...lines].sort(byteOrder),
        );
      }),
    );
  });

  const END = `Source-Commit: ${ID}\nRendered-Commit: ${OTHER_ID}\n`;

  it.each([
    `s\n\nShared-Input: *\n\n${END}`,
    `s\n\nShared-Input: shop\n\n${END}`,
    `s\n\nShared-Input: shop \n\n${END}`,
    `s\n\nShared-Input: shop a\nother\n\n${END}`,
    `s\n\nShared-Input: shop a\tb\n\n${END}`,
    `s\n\nShared-Input: shop a\n\nShared-Input: shop b\n\n${END}`,
    `s\r\n\r\nShared-Input: shop a\r\n\r\n${END}`,
    `s\n\n${'Shared-Input: shop a\n'.repeat(1001)}\n${END}`,
    `s\n\n${'x'.repeat(20_000_000)}\n\n${END}`,
  ])('takes any file for an input when it cannot read them, case %#', (message) => {
    expect(parseRecord(message)).toEqual({ source: ID, rendered: OTHER_ID, sharedInputs: undefined });
  });

  it.each([
    '',
    `s\n\nSource-Commit: ${ID}\n`,
    `s\n\nRendered-Commit: ${ID}\n`,
    `s\n\n${END}Source-Commit: ${ID}\n`,
    `s\n\n${END}Rendered-Commit: ${ID}\n`,
    `s\n\nSource-Commit: ${ID}\nRendered-Commit: abc\n`,
    `s\n\nSource-Commit: HEAD\nRendered-Commit: ${ID}\n`,
    `s\n\n${END}\nSigned-off-by: Ada\n`,
    END,
  ])('refuses %j', (message) => {
    expect(parseRecord(message)).toBeUndefined();
  });

  it('never throws', () => {
    fc.assert(
      fc.property(fc.oneof(hostileText, fc.string({ unit: 'binary' })), (text) => {
        expect(() => parseRecord(text)).not.toThrow();
        expect(() => parseRecord(`s\n\n${text}\n\n${END}`)).not.toThrow();
      }),
    );
  });
});
