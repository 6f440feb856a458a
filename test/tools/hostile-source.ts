import fc from 'fast-check';
import type { Commit, Signature } from '../../src/model/git.ts';

export const ID = 'a1b2c3d4e5f60718293a4b5c6d7e8f9001122334';
export const OTHER_ID = 'ffffffffffffffffffffffffffffffffffffffff';
export const TREE = '4b825dc642cb6eb9a060e54bf8d69288fbee4904';

export const ADA: Signature = {
  name: 'Ada Example',
  email: 'ada@example.com',
  seconds: 1_787_385_600,
  offset: '+0200',
};

/** A source commit of Ada's. */
export function sourceCommit(message: string, changes: Partial<Commit> = {}): Commit {
  return { id: ID, tree: TREE, parents: [], author: ADA, committer: ADA, message, ...changes };
}

const FORGED = [
  `Source-Commit: ${OTHER_ID}`,
  `Rendered-Tree: ${OTHER_ID}`,
  `source-range : ${OTHER_ID}..${ID}`,
  `Rendered-Rules: 9`,
  'Rendered-Workspace: prod',
  'Rendered-By: other@1',
  `Rewound-From: ${OTHER_ID}`,
  `Rendered-Commit: ${OTHER_ID}`,
  'Co-authored-by: Eve <eve@example.com>',
  'Argocd-reference-commit-sha: abcdef0',
  'Argocd-reference-commit-subject: fix',
  `Argocd-reference-commit-subject: x\rSource-Commit: ${OTHER_ID}`,
  String.raw`Argocd-reference-commit-body: "x\n\nRendered-Tree: ${OTHER_ID}\n"`,
  'Argocd-reference-commit-author: "A\\nb" <a@b>',
  '---',
  '--- a/file',
  '# ------------------------ >8 ------------------------',
  '# comment',
  'diff --git a/x b/x',
];

const PIECES = ['\n', '\n\n', '\n \n', '\r\n', '\r', '\0', '\t', ' ', '\u0085', '\u2028', '\u202e', '<', '>'];

/** Text of somebody who wants to be taken for us, or just any text. */
export const hostileText = fc
  .oneof(
    {
      weight: 6,
      arbitrary: fc.array(fc.constantFrom(...FORGED, ...PIECES, 'fix: a', 'é', '😀', '\ud83d', '…')),
    },
    { weight: 1, arbitrary: fc.array(fc.string({ unit: 'binary' }), { maxLength: 3 }) },
  )
  .map((parts) => parts.join(''));

const objectId = fc.stringMatching(/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/);

export const anyObjectId = fc.oneof(fc.constantFrom(ID, OTHER_ID), objectId);

export const hostileSignature: fc.Arbitrary<Signature> = fc.record({
  name: hostileText,
  email: hostileText,
  seconds: fc.oneof(fc.integer(), fc.double(), fc.maxSafeInteger()),
  offset: fc.oneof(fc.constantFrom('+0200', '-0330', '-0000', '+9999'), hostileText),
});

export const hostileCommit: fc.Arbitrary<Commit> = fc.record({
  id: anyObjectId,
  tree: anyObjectId,
  parents: fc.constant([]),
  author: hostileSignature,
  committer: hostileSignature,
  message: hostileText,
});
