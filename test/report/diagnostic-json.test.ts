import { describe, expect, it } from 'vitest';
import { diagnostic } from '../../src/diagnostics/diagnostic.ts';
import { diagnosticJson, rangeJson } from '../../src/report/diagnostic-json.ts';

const source = { path: 'apps/shop/dev/app.yaml', text: 'apps:\r\n  web: 🚀\r\n    imgae: web\r\n' };
const at = source.text.indexOf('imgae');
const span = { source, start: at, end: at + 5 };

describe('diagnosticJson', () => {
  it('has every key, also empty ones', () => {
    const found = diagnostic('FIELD_UNKNOWN', '"imgae" is not a field.', span, {
      related: [{ message: 'written here', span: { source, start: 0, end: 4 } }],
      fixes: [{ title: 'rename to image', span, text: 'image' }],
    });
    const range = {
      filename: 'apps/shop/dev/app.yaml',
      start: { line: 3, column: 5, offset: 22 },
      end: { line: 3, column: 10, offset: 27 },
    };
    expect(diagnosticJson(found)).toEqual({
      severity: 'error',
      code: 'FIELD_UNKNOWN',
      summary: 'unknown field',
      detail: '"imgae" is not a field.',
      range,
      related: [
        {
          message: 'written here',
          range: {
            filename: 'apps/shop/dev/app.yaml',
            start: { line: 1, column: 1, offset: 0 },
            end: { line: 1, column: 5, offset: 4 },
          },
        },
      ],
      fixes: [{ title: 'rename to image', range, text: 'image' }],
    });
    expect(diagnosticJson(diagnostic('USAGE', 'unknown option', undefined))).toEqual({
      severity: 'error',
      code: 'USAGE',
      summary: 'command line is not valid',
      detail: 'unknown option',
      range: null,
      related: [],
      fixes: [],
    });
  });

  it('takes the severity of the diagnostic, not of its code', () => {
    expect(diagnosticJson(diagnostic('MODULE_UNKNOWN', 'x', span, { severity: 'warning' })).severity).toBe(
      'warning',
    );
  });

  it('counts columns and offsets in UTF-16 units', () => {
    const rocket = source.text.indexOf('🚀');
    expect(rangeJson({ source, start: rocket, end: rocket + 2 })).toMatchObject({
      start: { line: 2, column: 8, offset: 14 },
      end: { line: 2, column: 10, offset: 16 },
    });
  });

  it('never ends before it starts', () => {
    expect(rangeJson({ source, start: 3, end: 1 })).toMatchObject({
      start: { offset: 3 },
      end: { offset: 3 },
    });
  });
});
