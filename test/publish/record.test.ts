import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  branchDigest,
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
  units: 2,
  branches: ['rendered/prod', 'rendered/dev'],
  sharedInputs: [],
};

const DIGEST = branchDigest(['rendered/dev', 'rendered/prod']);
const LAYOUT = `Units: 2\nBranches: ${DIGEST}`;

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

${LAYOUT}
Shared-Input: shop shared
Shared-Input: shop shared/z
Shared-Input: web shared/a b.yaml

Source-Commit: ${ID}
Rendered-Commit: ${OTHER_ID}
`);
  });

  it('has no line of inputs without any', () => {
    expect(messageOf(recordContent(RECORD))).toBe(
      `Progress of rendered/prod\n\n${LAYOUT}\n\nSource-Commit: ${ID}\nRendered-Commit: ${OTHER_ID}\n`,
    );
  });

  it('knows a set of branches by its digest, whatever the order', () => {
    expect(branchDigest(['b', 'a', 'b'])).toBe(branchDigest(['a', 'b']));
    expect(branchDigest(['ab'])).not.toBe(branchDigest(['a', 'b']));
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
    expect(recordContent({ ...RECORD, sharedInputs: all })).toContain(`\n\n${LAYOUT}\nShared-Input: *\n\n`);
    expect(read(all)?.layout).toEqual({ units: 2, branches: DIGEST, sharedInputs: undefined });
  });

  it('writes 1,000 different paths', () => {
    const inputs = Array.from({ length: 2000 }, (_, i) => ({
      project: 'shop',
      path: `p${String(i % 1000)}`,
    }));
    expect(read(inputs)?.layout?.sharedInputs).toHaveLength(1000);
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
      units: fc.nat(999_999_999),
      branches: fc.array(hostileText),
      sharedInputs: fc.array(input),
    });
    fc.assert(
      fc.property(record, (given) => {
        const lines = new Set((given.sharedInputs ?? []).map(({ project, path }) => `${project} ${path}`));
        const facts = parseRecord(messageOf(recordContent(given)));
        expect(facts).toMatchObject({ source: given.source.id, rendered: given.rendered });
        expect(facts?.layout?.units).toBe(given.units);
        expect(facts?.layout?.sharedInputs?.map(({ project, path }) => `${project} ${path}`)).toEqual(
          [...lines].sort(byteOrder),
        );
      }),
    );
  });

  const END = `Source-Commit: ${ID}\nRendered-Commit: ${OTHER_ID}\n`;

  it.each([
    `Shared-Input: *`,
    `Shared-Input: shop`,
    `Shared-Input: shop `,
    `Shared-Input: shop a\nother`,
    `Shared-Input: shop a\tb`,
    'Shared-Input: shop a\n'.repeat(1001).trimEnd(),
  ])('takes any file for an input when it cannot read them, case %#', (lines) => {
    const message = `s\n\n${LAYOUT}\n${lines}\n\n${END}`;
    expect(parseRecord(message)?.layout).toEqual({ units: 2, branches: DIGEST, sharedInputs: undefined });
  });

  it.each([
    `s\n\n${END}`,
    `s\n\nUnits: 2\n\n${END}`,
    `s\n\nUnits: 02\nBranches: ${DIGEST}\n\n${END}`,
    `s\n\nUnits: 2\nBranches: ${ID}\n\n${END}`,
    `s\n\n${LAYOUT}\n\nShared-Input: shop b\n\n${END}`,
    `s\r\n\r\n${LAYOUT}\r\n\r\n${END}`,
    `s\n\n${'x'.repeat(20_000_000)}\n\n${END}`,
  ])('knows nothing of the layout that it cannot read, case %#', (message) => {
    expect(parseRecord(message)).toEqual({ source: ID, rendered: OTHER_ID, layout: undefined });
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
