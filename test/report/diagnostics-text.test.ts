import { describe, expect, it } from 'vitest';
import { diagnostic, type Diagnostic } from '../../src/diagnostics/diagnostic.ts';
import { countText, diagnosticsText } from '../../src/report/diagnostics-text.ts';
import { COLOUR, PLAIN } from '../../src/report/style.ts';
import { compileTree } from '../tools/compile-tree.ts';

const source = { path: 'apps/shop/dev/app.yaml', text: 'apps:\n  web:\n    imgae: web\n' };
const unknown = diagnostic('FIELD_UNKNOWN', '"imgae" is not a field of apps.web. Did you mean "image"?', {
  source,
  start: 17,
  end: 22,
});
const usage = diagnostic('USAGE', 'unknown option --ouput', undefined);

describe('diagnosticsText', () => {
  it('is what people read', () => {
    expect(diagnosticsText([unknown], PLAIN)).toBe(`error[FIELD_UNKNOWN]: unknown field
 --> apps/shop/dev/app.yaml:3:5
  |
1 | apps:
2 |   web:
3 |     imgae: web
  |     ^^^^^
  = "imgae" is not a field of apps.web. Did you mean "image"?
`);
  });

  it('shows what another layer has to do with it', async () => {
    const { diagnostics } = await compileTree({
      'workspaces/dev.yaml': '',
      'shop/project.yaml': 'name: shop\n',
      'shop/dev/stack.yaml': 'name: dev\n',
      'shop/base/app.yaml':
        'apps:\n  web:\n    workload:\n      kind: Service\n      containers:\n        web:\n          image: web\n          files:\n            /etc/web.conf:\n              content: debug\n',
      'shop/dev/app.yaml':
        'apps:\n  web:\n    workload:\n      containers:\n        web:\n          files:\n            /etc/web.conf:\n              contentFrom: secret://web/conf\n',
    });
    expect(diagnosticsText(diagnostics, PLAIN)).toBe(`error[FIELD_CONFLICT]: fields exclude each other
  --> shop/dev/app.yaml:8:28
   |
 6 |           files:
 7 |             /etc/web.conf:
 8 |               contentFrom: secret://web/conf
   |                            ^^^^^^^^^^^^^^^^^
  ::: shop/base/app.yaml:10:24
   |
10 |               content: debug
   |                        ----- the content is also given here
  = A file has one of content, contentFrom, binaryContent. Remove one of them.
`);
  });

  it('shows what has no place in a file without a frame', () => {
    expect(diagnosticsText([usage], PLAIN)).toBe(
      'error[USAGE]: command line is not valid\n  unknown option --ouput\n',
    );
  });

  it('puts a blank line between two', () => {
    expect(diagnosticsText([usage, usage], PLAIN).split('\n\n')).toHaveLength(2);
  });

  it('shows fifty and counts the rest', () => {
    const text = diagnosticsText(
      Array.from({ length: 53 }, () => usage),
      PLAIN,
    );
    expect(text.match(/^error/gm)).toHaveLength(50);
    expect(text).toMatch(/\n… and 3 more\n$/);
  });

  it('lets no text of a repository start a line of its own', () => {
    const forged = diagnostic(
      'FIELD_UNKNOWN',
      '"a\n::error::forged\r\n\u001b[2J" is not a field.',
      { source, start: 0, end: 4 },
      {
        related: [{ message: 'a\n::warning::forged', span: { source, start: 0, end: 4 } }],
      },
    );
    const lines = diagnosticsText([forged], PLAIN).split('\n');
    expect(lines.filter((line) => /^\s*::(?!: )/.test(line))).toEqual([]);
    expect(lines.at(-2)).toBe('  = "a\\x0a::error::forged\\x0d\\x0a\\x1b[2J" is not a field.');
  });

  it('keeps the lines of our own words', () => {
    const found = diagnostic('RESOURCE_AMBIGUOUS', 'one of:\n  Service/web\n  Service/api', undefined);
    expect(diagnosticsText([found], PLAIN)).toContain('one of:\n  Service/web\n  Service/api\n');
  });

  it('colours the kind of each', () => {
    const head = (found: Diagnostic) => diagnosticsText([found], COLOUR).split('\n')[0];
    const bold = COLOUR.bold('unknown field');
    expect(head(unknown)).toBe(`${COLOUR.error('error[FIELD_UNKNOWN]')}: ${bold}`);
    expect(head({ ...unknown, severity: 'warning' })).toBe(
      `${COLOUR.warning('warning[FIELD_UNKNOWN]')}: ${bold}`,
    );
  });
});

describe('countText', () => {
  it.each([
    [[], ''],
    [['error'], '1 error'],
    [['error', 'error', 'warning'], '2 errors, 1 warning'],
    [['info', 'warning', 'warning', 'info', 'info'], '2 warnings, 3 notes'],
  ] as const)('%j is %j', (severities, text) => {
    expect(countText(severities.map((severity) => ({ ...usage, severity })))).toBe(text);
  });
});
