import fc from 'fast-check';
import { marked, type Token, type Tokens } from 'marked';
import { describe, expect, it } from 'vitest';
import type { DriftedResource, WorkspaceDrift } from '../../src/drift/verdict.ts';
import { driftMarkdown } from '../../src/report/drift-markdown.ts';
import { DRIFT_RESULT, HOSTILE } from './drift-result.ts';

const [PROD] = DRIFT_RESULT as readonly [WorkspaceDrift];
const [WEB] = PROD.resources as readonly [DriftedResource];
const size = (text: string) => new TextEncoder().encode(text).length;

/** Types of all tokens of a text, and the number of cells of each row. */
function structureOf(text: string) {
  const types = new Set<string>();
  const cells = new Set<number>();
  void marked.walkTokens(marked.lexer(text), (token: Token) => {
    types.add(token.type);
    if (token.type === 'table') {
      for (const row of [(token as Tokens.Table).header, ...(token as Tokens.Table).rows])
        cells.add(row.length);
    }
  });
  return { types, cells };
}

const ALLOWED = new Set(['heading', 'text', 'codespan', 'space', 'paragraph', 'table', 'list', 'list_item']);

/** The result with a text wherever a text of somebody else stands. */
function withText(text: string): readonly WorkspaceDrift[] {
  const [field] = WEB.fields as readonly [DriftedResource['fields'][number]];
  const blame = [{ manager: text, operation: 'Update', subresource: text, time: null }];
  const fields = [
    {
      ...field,
      path: `.${text}`,
      desired: text,
      live: text,
      blame,
      source: { file: text, line: 1, column: 1 },
    },
  ];
  const id = { ...WEB.id, name: text, namespace: text };
  const resources: readonly DriftedResource[] = [
    { ...WEB, id, fields },
    { ...WEB, id, state: 'unchecked', reason: text, fields: [] },
  ];
  const history = {
    healed: [{ id, path: text, cause: 'human', firstSeen: text, healed: text } as const],
    reverts: [],
  };
  const cluster = { context: text, version: text };
  const lag = PROD.lag && { ...PROD.lag, reason: text };
  return [{ ...PROD, workspace: text, branch: text, cluster, lag, units: [], resources, history }];
}

describe('the Markdown of drift', () => {
  it('keeps its structure whatever stands in names and values', () => {
    const piece = fc.constantFrom(
      '`',
      '``',
      '|',
      '\\',
      '\n',
      '<b>',
      '](x)',
      '*',
      ' ',
      'a',
      '#',
      '- ',
      '~~~',
      '&lt;',
    );
    const text = fc.oneof(
      fc.array(piece, { maxLength: 12 }).map((parts) => parts.join('')),
      fc.string(),
    );
    fc.assert(
      fc.property(text, (each) => {
        const { types, cells } = structureOf(driftMarkdown(withText(each)));
        expect([...types].filter((type) => !ALLOWED.has(type))).toEqual([]);
        expect([...cells]).toEqual([5]);
      }),
      { numRuns: 1000, examples: [[HOSTILE], ['a\\|b'], ['\\\\|'], ['|'], ['`'], ['```\n```'], [' ']] },
    );
  });

  it('shows a value as it is', () => {
    const html = marked.parse(driftMarkdown(withText('a|b `c` <d>')), { async: false });
    expect(html).toContain('<code>Deployment a|b `c` &lt;d&gt;/a|b `c` &lt;d&gt;</code>');
  });

  it('leaves out whole rows, those of low severity first, and says how many', () => {
    const many = (count: number, severity: 'high' | 'low') =>
      Array.from({ length: count }, (_, i): DriftedResource => ({
        ...WEB,
        id: { ...WEB.id, name: `${severity}-${String(i)}` },
        fields: WEB.fields.slice(0, 1).map((field) => ({ ...field, severity })),
      }));
    const text = driftMarkdown([{ ...PROD, resources: [...many(200, 'low'), ...many(150, 'high')] }]);
    expect(size(text)).toBeLessThanOrEqual(60_000);
    expect(text.match(/\/high-/g)).toHaveLength(150);
    const low = text.match(/\/low-/g)?.length ?? 0;
    expect(low).toBeGreaterThan(10);
    expect(text).toContain(`\n… and ${String(201 - low)} more (1 healed)\n`);
    expect(structureOf(text).cells).toEqual(new Set([5]));
    const more = driftMarkdown([{ ...PROD, resources: many(500, 'high') }]);
    expect(more).toMatch(/\n… and \d+ more \(\d+ high, 1 behind, 1 healed\)\n$/);
  });

  it('stays within its bytes with very many workspaces and very long names', () => {
    const workspaces = Array.from({ length: 2000 }, (_, i) => ({ ...PROD, workspace: `prod-${String(i)}` }));
    const text = driftMarkdown(workspaces);
    expect(size(text)).toBeLessThanOrEqual(60_000);
    expect(text).toMatch(/\n… and \d+ more \(\d+ high, \d+ behind, \d+ healed, \d+ workspaces\)\n$/);
    expect(size(driftMarkdown(withText('ä`'.repeat(50_000))))).toBeLessThanOrEqual(60_000);
  });
});
