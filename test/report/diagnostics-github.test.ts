import { describe, expect, it } from 'vitest';
import { diagnostic } from '../../src/diagnostics/diagnostic.ts';
import { diagnosticsGithub } from '../../src/report/diagnostics-github.ts';

const source = { path: 'apps/shop/dev/app.yaml', text: 'apps:\n  web:\n    imgae: web\n' };
const at = { source, start: 17, end: 22 };

describe('diagnosticsGithub', () => {
  it('is one workflow command for each', () => {
    const found = [
      diagnostic('FIELD_UNKNOWN', '"imgae" is not a field.', at),
      diagnostic('YAML_BOOLEAN_AMBIGUOUS', 'yes is kept as text.', { source, start: 0, end: 4 }),
      diagnostic('SECRET_REQUIRED', 'It has to exist.', { source, start: 8, end: 25 }),
    ];
    expect(diagnosticsGithub(found)).toBe(
      `::error file=apps/shop/dev/app.yaml,line=3,col=5,title=FIELD_UNKNOWN%3A unknown field,endColumn=10::"imgae" is not a field.
::warning file=apps/shop/dev/app.yaml,line=1,col=1,title=YAML_BOOLEAN_AMBIGUOUS%3A word is text here but a boolean to other readers,endColumn=5::yes is kept as text.
::notice file=apps/shop/dev/app.yaml,line=2,col=3,title=SECRET_REQUIRED%3A secret must exist in the cluster::It has to exist.
`,
    );
  });

  it('puts errors first, whatever their order', () => {
    const found = [
      diagnostic('FIELD_NO_EFFECT', 'a', at),
      diagnostic('FIELD_DROPPED', 'b', at),
      diagnostic('FIELD_TYPE', 'c', at),
    ];
    expect([...diagnosticsGithub(found).matchAll(/^::([a-z]+)/gm)].map(([, kind]) => kind)).toEqual([
      'error',
      'warning',
      'notice',
    ]);
  });

  it('names no file when there is none', () => {
    expect(diagnosticsGithub([diagnostic('USAGE', 'unknown option', undefined)])).toBe(
      '::error title=USAGE%3A command line is not valid::unknown option\n',
    );
  });

  it('escapes as the runner does: % and line breaks in data, also : and , in properties', () => {
    const odd = { path: 'apps/a,b:c%d\r\ne/project.yaml', text: 'x' };
    const text = diagnosticsGithub([
      diagnostic('FIELD_TYPE', '100%,\n::add-mask::secret', { source: odd, start: 0, end: 1 }),
    ]);
    expect(text).toContain('file=apps/a%2Cb%3Ac%25d%0D%0Ae/project.yaml,');
    expect(text).toContain('::100%25,\\x0a::add-mask::secret\n');
    expect(text.trimEnd().split('\n')).toHaveLength(1);
  });

  it('lets no control character through', () => {
    const text = diagnosticsGithub([diagnostic('FIELD_TYPE', '\u001b[2J\u009b\u0007', at)]);
    expect(text.replaceAll('\n', '')).not.toMatch(/\p{Cc}/u);
  });

  it('shows nine of a kind and counts the rest', () => {
    const text = diagnosticsGithub(Array.from({ length: 12 }, () => diagnostic('FIELD_TYPE', 'wrong', at)));
    expect(text.match(/^::error/gm)).toHaveLength(10);
    expect(text).toMatch(/^::error::and 3 more; run moorline check to see them all\n$/m);
    expect(
      diagnosticsGithub(Array.from({ length: 9 }, () => diagnostic('FIELD_TYPE', 'wrong', at))),
    ).not.toContain('more');
  });

  it('is nothing for nothing', () => {
    expect(diagnosticsGithub([])).toBe('');
  });
});
