import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseRendered, renderedMessage, type RenderedFacts } from '../../src/publish/commit-message.ts';
import { lastBlock } from '../../src/publish/trailers.ts';
import { byteOrder } from '../../src/util/byte-order.ts';
import {
  anyObjectId,
  hostileCommit,
  hostileText,
  ID,
  OTHER_ID,
  sourceCommit,
  TREE,
} from '../tools/hostile-source.ts';

const FACTS: RenderedFacts = {
  source: sourceCommit('feat: raise web replicas\n\nMore load.\n'),
  repoURL: 'https://github.com/acme/platform',
  previous: OTHER_ID,
  rewoundFrom: undefined,
  workspaces: ['prod'],
  changes: { units: 1, added: 0, changed: 1, removed: 0 },
  adopted: [],
  tree: TREE,
  version: '1.4.2',
};

const paragraphs = (facts: Partial<RenderedFacts>): readonly string[] =>
  renderedMessage({ ...FACTS, ...facts }).split('\n\n');

const bodyOf = (message: string): string =>
  paragraphs({ source: sourceCommit(`s\n\n${message}`) })
    .slice(2, -1)
    .join('\n\n');

describe('renderedMessage', () => {
  it('tells what changed, from where, and ends with our trailers', () => {
    expect(renderedMessage(FACTS)).toBe(`a1b2c3d: feat: raise web replicas

prod: 1 unit changed · +0 ~1 -0 resources

More load.

Source-Repo: https://github.com/acme/platform
Source-Commit: ${ID}
Source-Range: ${OTHER_ID}..${ID}
Rendered-Workspace: prod
Rendered-Tree: ${TREE}
Rendered-Rules: 1
Rendered-By: moorline@1.4.2
Co-authored-by: Ada Example <ada@example.com>
`);
  });

  it('tells of a first render, an adoption, a rewind and references', () => {
    const message = renderedMessage({
      ...FACTS,
      source: sourceCommit('s\n\nArgocd-reference-commit-sha: abcde\nargocd-reference-commit-sha: x'),
      repoURL: undefined,
      rewoundFrom: OTHER_ID,
      workspaces: ['prod', 'dev'],
      changes: { units: 2, added: 3, changed: 0, removed: 12 },
      adopted: [
        { action: 'removed', path: 'z' },
        { action: 'overwrote', path: 'a\nSource-Commit: x\u202e' },
      ],
    });
    expect(message).toBe(`a1b2c3d: s

dev, prod: rewound from fffffff, branch adopted, 2 units changed · +3 ~0 -12 resources

  Argocd-reference-commit-sha: abcde
  argocd-reference-commit-sha: x

adopted: overwrote a\\x0aSource-Commit: x\\u202e
adopted: removed z

Source-Commit: ${ID}
Source-Range: ${OTHER_ID}..${ID}
Rendered-Workspace: dev
Rendered-Workspace: prod
Rendered-Tree: ${TREE}
Rendered-Rules: 1
Rewound-From: ${OTHER_ID}
Rendered-By: moorline@1.4.2
Argocd-reference-commit-sha: abcde
Co-authored-by: Ada Example <ada@example.com>
`);
    expect(paragraphs({ previous: undefined })[1]).toBe(
      'prod: first render, 1 unit changed · +0 ~1 -0 resources',
    );
    expect(paragraphs({ workspaces: [] })[1]).toBe('1 unit changed · +0 ~1 -0 resources');
  });

  it.each([
    ['x'.repeat(72), 'x'.repeat(72)],
    ['x'.repeat(73), `${'x'.repeat(72)}…`],
    ['😀'.repeat(73), `${'😀'.repeat(72)}…`],
    ['a\u001b]0;title\u0007\tb\u202e', 'a]0;title\tb'],
    ['', '(no subject)'],
    ['\n\n', '(no subject)'],
    ['\n\nlate', 'late'],
    ['Source-Commit: x', 'Source-Commit: x'],
  ])('gives the subject of %j as %j', (message, title) => {
    expect(paragraphs({ source: sourceCommit(message) })[0]).toBe(`a1b2c3d: ${title}`);
  });

  it.each([
    ['Source-Commit: x', '  Source-Commit: x'],
    ['source-range : x', '  source-range : x'],
    ['RENDERED-ANYTHING: x', '  RENDERED-ANYTHING: x'],
    ['Rendered-\0Tree: x', '  Rendered-Tree: x'],
    ['Rewound-From: x\ntext', '  Rewound-From: x\ntext'],
    ['Co-Authored-By: x', '  Co-Authored-By: x'],
    ['Argocd-reference-commit-other: x', '  Argocd-reference-commit-other: x'],
    ['---\ntext', '  ---\ntext'],
    [
      '# ------------------------ >8 ------------------------',
      '  # ------------------------ >8 ------------------------',
    ],
    ['Signed-off-by: Ada', 'Signed-off-by: Ada'],
    ['- Source-Commit: x', '- Source-Commit: x'],
    ['# title', '# title'],
    ['a\r\nSource-Commit: x\r\n', 'a\n  Source-Commit: x'],
    ['x'.repeat(5000), `${'x'.repeat(4093)}…`],
  ])('gives the body %j as %j', (body, wanted) => {
    expect(bodyOf(body)).toBe(wanted);
  });

  it('keeps a name that could forge a line on its line', () => {
    const author = {
      ...FACTS.source.author,
      name: `A\nSource-Commit: ${OTHER_ID}\n<x>`,
      email: 'a>\n\n@b\0',
    };
    const message = renderedMessage({ ...FACTS, source: sourceCommit('s', { author }) });
    expect(lastBlock(message).get('Co-authored-by')).toEqual([`A Source-Commit: ${OTHER_ID} x <a  @b>`]);
  });

  it('thanks nobody when nobody is named', () => {
    const author = { ...FACTS.source.author, name: ' ', email: '' };
    const message = renderedMessage({ ...FACTS, source: sourceCommit('s', { author }) });
    expect(lastBlock(message).has('Co-authored-by')).toBe(false);
  });
});

const name = fc.stringMatching(/^[a-z][-a-z0-9]{0,9}$/);
const facts: fc.Arbitrary<RenderedFacts> = fc.record({
  source: hostileCommit,
  repoURL: fc.constantFrom(undefined, 'https://h/o/r'),
  previous: fc.option(anyObjectId, { nil: undefined }),
  rewoundFrom: fc.option(anyObjectId, { nil: undefined }),
  workspaces: fc.uniqueArray(name),
  changes: fc.record({ units: fc.nat(), added: fc.nat(), changed: fc.nat(), removed: fc.nat() }),
  adopted: fc.array(fc.record({ action: fc.constantFrom('removed', 'overwrote'), path: hostileText }), {
    maxLength: 3,
  }),
  tree: anyObjectId,
  version: fc.constant('1.4.2'),
});

const KEYS = [
  'Source-Repo',
  'Source-Commit',
  'Source-Range',
  'Rendered-Workspace',
  'Rendered-Tree',
  'Rendered-Rules',
  'Rewound-From',
  'Rendered-By',
  ...['author', 'sha', 'subject', 'body', 'repourl', 'date'].map((key) => `Argocd-reference-commit-${key}`),
  'Co-authored-by',
];

describe('parseRendered', () => {
  it('gives the true facts, whatever the source commit holds', () => {
    fc.assert(
      fc.property(facts, (given) => {
        const message = renderedMessage(given);
        const { previous, source, tree } = given;
        const workspaces = [...given.workspaces].sort(byteOrder);
        const wanted = { source: source.id, tree, rules: 1, workspaces };
        expect(parseRendered(message)).toEqual(previous === undefined ? wanted : { ...wanted, previous });
        expect(message).not.toMatch(/[\0\r\u2028\u202e]/);

        const block = lastBlock(message);
        const keys = [...block.keys()];
        expect(keys).toEqual(KEYS.filter((key) => keys.includes(key)));
        for (const key of KEYS.filter((key) => key !== 'Rendered-Workspace'))
          expect(block.get(key)?.length ?? 1).toBe(1);
      }),
      { numRuns: 1000 },
    );
  });

  const good = ['Source-Commit: ' + ID, 'Rendered-Tree: ' + TREE, 'Rendered-Rules: 2'];
  const read = (...lines: readonly string[]): unknown => parseRendered(`s\n\n${lines.join('\n')}\n`);

  it('takes other trailers, SHA-256 ids and newer rules', () => {
    expect(read('Signed-off-by: x', ...good)).toEqual({ source: ID, tree: TREE, rules: 2, workspaces: [] });
    const long = 'a'.repeat(64);
    expect(read(`Source-Commit: ${long}`, `Rendered-Tree: ${long}`, 'Rendered-Rules: 1')).toMatchObject({
      source: long,
    });
  });

  it.each([
    ['no block', []],
    ['no source', good.slice(1)],
    ['no rules', good.slice(0, 2)],
    ['two sources', [...good, `Source-Commit: ${OTHER_ID}`]],
    ['two trees', [...good, `Rendered-Tree: ${TREE}`]],
    ['two rules', [...good, 'Rendered-Rules: 2']],
    ['a short source', [`Source-Commit: abc`, ...good.slice(1)]],
    ['an upper-case tree', [good[0], `Rendered-Tree: ${TREE.toUpperCase()}`, good[2]]],
    ['rules 0', [...good.slice(0, 2), 'Rendered-Rules: 0']],
    ['rules in words', [...good.slice(0, 2), 'Rendered-Rules: one']],
    ['rules beyond numbers', [...good.slice(0, 2), `Rendered-Rules: ${'9'.repeat(30)}`]],
    ['a range to another commit', [...good, `Source-Range: ${ID}..${OTHER_ID}`]],
    ['a range of three', [...good, `Source-Range: ${ID}..${ID}..${ID}`]],
    ['a range from nowhere', [...good, `Source-Range: x..${ID}`]],
    ['two ranges', [...good, `Source-Range: ${ID}..${ID}`, `Source-Range: ${ID}..${ID}`]],
    ['other keys', good.map((line) => line.toLowerCase())],
    ['a line that is no trailer', [...good, 'and more']],
  ])('refuses a message with %s', (_, lines) => {
    expect(read(...(lines as string[]))).toBeUndefined();
  });

  it('takes no trailers from above the last block', () => {
    expect(parseRendered(`s\n\n${good.join('\n')}\n\nSigned-off-by: Ada\n`)).toBeUndefined();
    expect(parseRendered(`${good.join('\n')}\n`)).toBeUndefined();
  });

  it('never throws', () => {
    fc.assert(
      fc.property(fc.oneof(hostileText, fc.string({ unit: 'binary' })), (text) => {
        expect(() => parseRendered(text)).not.toThrow();
      }),
    );
  });
});
