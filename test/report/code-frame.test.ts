import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Span } from '../../src/diagnostics/span.ts';
import { codeFrame, type FramePart } from '../../src/report/code-frame.ts';
import { COLOUR, PLAIN } from '../../src/report/style.ts';

/** The span between the marks ⟦ and ⟧ of a text, which are not part of it. */
function marked(path: string, text: string): Span {
  const start = text.indexOf('⟦');
  const end = text.indexOf('⟧') - 1;
  return { source: { path, text: text.replace(/[⟦⟧]/g, '') }, start, end };
}

const primary = (path: string, text: string, label = ''): FramePart => ({
  span: marked(path, text),
  label,
  primary: true,
});
const second = (path: string, text: string, label = ''): FramePart => ({
  span: marked(path, text),
  label,
  primary: false,
});
const frame = (...parts: readonly FramePart[]): string => codeFrame(parts, PLAIN);

describe('codeFrame', () => {
  it('shows the line, two before it, and marks the place', () => {
    expect(
      frame(
        primary(
          'apps/shop/dev/app.yaml',
          'apps:\n  web:\n    workload:\n      ⟦imgae⟧: web\n      kind: Job\n',
        ),
      ),
    ).toBe(
      ` --> apps/shop/dev/app.yaml:4:7
  |
2 |   web:
3 |     workload:
4 |       imgae: web
  |       ^^^^^
`,
    );
  });

  it('starts with the first line of the file', () => {
    expect(frame(primary('stack.yaml', '⟦name⟧: dev\n'))).toBe(` --> stack.yaml:1:1
  |
1 | name: dev
  | ^^^^
`);
  });

  it('shows a second place of another file after :::, alone, with its label', () => {
    const parts = [
      primary('apps/shop/prod/stack.yaml', 'name: prod\n\nreplicas: ⟦20⟧\n', '20 is more than the maximum'),
      second(
        'workspaces/prod.yaml',
        `${'#\n'.repeat(30)}      maxReplicas: ⟦10⟧\n`,
        'the platform team sets it here',
      ),
    ];
    expect(frame(...parts)).toBe(`  --> apps/shop/prod/stack.yaml:3:11
   |
 1 | name: prod
 2 |
 3 | replicas: 20
   |           ^^ 20 is more than the maximum
  ::: workspaces/prod.yaml:31:20
   |
31 |       maxReplicas: 10
   |                    -- the platform team sets it here
`);
  });

  it('marks a value of several lines to the end of its first', () => {
    expect(frame(primary('app.yaml', 'web:\n  ⟦image: web\n  kind: Job\n⟧'))).toContain(
      '2 |   image: web\n  |   ^^^^^^^^^^\n',
    );
  });

  it('marks at least one place', () => {
    expect(frame(primary('app.yaml', 'web:⟦⟧\n'))).toContain('1 | web:\n  |     ^\n');
    expect(frame(primary('app.yaml', 'web: 1\n⟦⟧'))).toBe(' --> app.yaml:2:1\n  |\n1 | web: 1\n2 |\n  | ^\n');
  });

  it('keeps tabs, so that the marks stand below the value', () => {
    expect(frame(primary('app.yaml', '\tweb:\t⟦x⟧\n'))).toContain('1 | \tweb:\tx\n');
    expect(frame(primary('app.yaml', '\tweb:\t⟦x⟧\n'))).toContain('  | \t    \t^\n');
  });

  it('counts wide characters as two columns and marks on letters as none', () => {
    expect(frame(primary('app.yaml', '名前: ⟦値⟧ # x\n'))).toContain('1 | 名前: 値 # x\n  |       ^^\n');
    expect(frame(primary('app.yaml', '🚀: ⟦web⟧\n'))).toContain('  |     ^^^\n');
    expect(frame(primary('app.yaml', 'cafe\u0301: ⟦web⟧\n'))).toContain('  |       ^^^\n');
    expect(frame(primary('app.yaml', '𝒳: ⟦web⟧\n'))).toContain('  |    ^^^\n');
  });

  it('shows control characters as escapes and marks behind them', () => {
    const text = frame(primary('app.yaml', '"\u001b[31m": ⟦x\u0007⟧\n'));
    expect(text).toContain('1 | "\\x1b[31m": x\\x07\n');
    expect(text).toContain(`  | ${' '.repeat('"\\x1b[31m": '.length)}${'^'.repeat('x\\x07'.length)}\n`);
  });

  it('ends lines at CRLF and CR', () => {
    expect(frame(primary('app.yaml', 'a: 1\r\nb: ⟦2⟧\r\n'))).toBe(
      ' --> app.yaml:2:4\n  |\n1 | a: 1\n2 | b: 2\n  |    ^\n',
    );
    expect(frame(primary('app.yaml', 'a: 1\rb: ⟦2⟧\r'))).toContain('2 | b: 2\n');
  });

  it('cuts long lines and never marks beyond the cut', () => {
    const long = frame(primary('app.yaml', `a: ⟦${'x'.repeat(500)}⟧\n`)).split('\n');
    expect(Math.max(...long.map((line) => line.length))).toBe('1 | '.length + 120);
    expect(long.at(-2)).toBe(`  |    ${'^'.repeat(117)}`);
    const far = frame(primary('app.yaml', `${'a'.repeat(300)}: ⟦x⟧\n`));
    expect(far).toContain('--> app.yaml:1:303\n');
    expect(far).not.toContain('^');
  });

  it('shows only the name of a file whose text is not known', () => {
    expect(
      frame({
        span: { source: { path: 'apps/x/project.yaml', text: '' }, start: 0, end: 0 },
        label: '',
        primary: true,
      }),
    ).toBe(' --> apps/x/project.yaml:1:1\n');
  });

  it('colours marks, never the text', () => {
    const text = codeFrame([primary('app.yaml', 'a: ⟦1⟧\n', 'here')], COLOUR);
    expect(text).toContain('\u001b[31m^\u001b[39m here\n');
    expect(text).toContain('a: 1\n');
  });

  it('lets no control character through, whatever the file holds', () => {
    const risky = fc.constantFrom('\u001b', '\u009b', '\r', '\u0007', '\u202e', '\u2028', '\t', '\u0000');
    const text = fc.string({
      unit: fc.oneof(risky, fc.string({ unit: 'binary', minLength: 1, maxLength: 1 })),
    });
    const spans = fc.record({ path: text, text, start: fc.nat(), length: fc.nat({ max: 9 }) });
    const property = fc.property(spans, ({ start, length, ...source }) => {
      const at = start % (source.text.length + 1);
      const span = { source, start: at, end: Math.min(source.text.length, at + length) };
      const shown = frame({ span, label: '', primary: true });
      // apart from tab and line feed
      expect(shown.replace(/[\t\n]/g, '')).not.toMatch(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/u);
    });
    fc.assert(property, { numRuns: 2000 });
  });
});
