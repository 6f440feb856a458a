import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  diagnostic,
  hasErrors,
  limited,
  sortDiagnostics,
  type Diagnostic,
} from '../../src/diagnostics/diagnostic.ts';
import { codeInfo, CODES, isCode, type Code } from '../../src/diagnostics/codes.ts';
import { diagnosticLines } from '../tools/compile-tree.ts';

const at = (path: string, start: number) => ({
  source: { path, text: 'a\nb\nc\nd\n' },
  start,
  end: start + 1,
});

describe('diagnostic', () => {
  it('takes its severity from the code unless it is given', () => {
    expect(diagnostic('FIELD_DROPPED', 'x', undefined).severity).toBe('warning');
    expect(diagnostic('MODULE_UNKNOWN', 'x', undefined, { severity: 'warning' }).severity).toBe('warning');
  });

  it('keeps of a place only the span', () => {
    const located = { ...at('stack.yaml', 2), value: 'dev' };
    expect(diagnostic('FIELD_TYPE', 'x', located).span).toEqual({ source: located.source, start: 2, end: 3 });
    expect(diagnostic('USAGE', 'x', undefined)).not.toHaveProperty('span');
  });
});

describe('sortDiagnostics', () => {
  it('orders by file in bytes, place, severity, code and detail', () => {
    const wanted = [
      diagnostic('USAGE', 'without a file', undefined),
      diagnostic('FIELD_TYPE', 'x', at('Z.yaml', 4)),
      diagnostic('FIELD_TYPE', 'x', at('a-b/app.yaml', 0)),
      diagnostic('FIELD_TYPE', 'x', at('a/app.yaml', 2)),
      diagnostic('FIELD_UNKNOWN', 'a', at('a/app.yaml', 2)),
      diagnostic('FIELD_UNKNOWN', 'b', at('a/app.yaml', 2)),
      diagnostic('FIELD_DROPPED', 'x', at('a/app.yaml', 2)),
      diagnostic('FIELD_NO_EFFECT', 'x', at('a/app.yaml', 2)),
      diagnostic('FIELD_TYPE', 'x', at('a/app.yaml', 6)),
      diagnostic('FIELD_TYPE', 'x', at('\uffff', 0)),
      diagnostic('FIELD_TYPE', 'x', at('𝒳', 0)),
    ];
    const property = fc.property(fc.shuffledSubarray(wanted, { minLength: wanted.length }), (shuffled) => {
      expect(sortDiagnostics(shuffled)).toEqual(wanted);
    });
    fc.assert(property, { numRuns: 200 });
  });

  it('shows the same once, and what differs in anything else twice', () => {
    const one = diagnostic('FIELD_TYPE', 'x', at('app.yaml', 2));
    const others = [
      diagnostic('FIELD_TYPE', 'x', at('app.yaml', 4)),
      diagnostic('FIELD_TYPE', 'y', at('app.yaml', 2)),
      diagnostic('FIELD_UNKNOWN', 'x', at('app.yaml', 2)),
      diagnostic('FIELD_TYPE', 'x', at('base.yaml', 2)),
    ];
    expect(sortDiagnostics([one, ...others, { ...one }, ...others])).toHaveLength(5);
  });

  it('leaves its input alone', () => {
    const found = [diagnostic('FIELD_TYPE', 'x', at('b', 0)), diagnostic('FIELD_TYPE', 'x', at('a', 0))];
    sortDiagnostics(found);
    expect(diagnosticLines(found)).toEqual(['error FIELD_TYPE b:1:1', 'error FIELD_TYPE a:1:1']);
  });
});

describe('limited', () => {
  it('keeps a thousand, errors before warnings before infos, each in its order', () => {
    const many = (code: Code, count: number): readonly Diagnostic[] =>
      Array.from({ length: count }, (_, i) => diagnostic(code, String(i), undefined));
    const found = [
      ...many('FIELD_NO_EFFECT', 600),
      ...many('FIELD_DROPPED', 600),
      ...many('FIELD_TYPE', 600),
    ];
    const kept = limited(found);
    expect(kept).toHaveLength(1000);
    expect(kept.slice(0, 600)).toEqual(many('FIELD_TYPE', 600));
    expect(kept.slice(600)).toEqual(many('FIELD_DROPPED', 400));
  });

  it('changes nothing of a thousand', () => {
    const found = Array.from({ length: 1000 }, (_, i) =>
      diagnostic(i % 2 === 0 ? 'FIELD_TYPE' : 'FIELD_DROPPED', String(i), undefined),
    );
    expect(limited(found)).toBe(found);
  });
});

describe('hasErrors', () => {
  it('looks at the severity alone', () => {
    expect(hasErrors([])).toBe(false);
    expect(hasErrors([diagnostic('FIELD_TYPE', 'x', undefined, { severity: 'warning' })])).toBe(false);
    expect(
      hasErrors([diagnostic('FIELD_NO_EFFECT', 'x', undefined), diagnostic('FIELD_TYPE', 'x', undefined)]),
    ).toBe(true);
  });
});

describe('codes', () => {
  it('are known by their own names only', () => {
    expect(isCode('FIELD_UNKNOWN')).toBe(true);
    for (const text of ['field_unknown', 'constructor', 'toString', '__proto__', ''])
      expect(isCode(text)).toBe(false);
  });

  it('that fail in a special way are errors', () => {
    for (const code of Object.keys(CODES) as Code[]) {
      const { failure, severity } = codeInfo(code);
      if (failure) expect([code, severity]).toEqual([code, 'error']);
    }
  });
});
