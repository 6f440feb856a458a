import { describe, expect, it } from 'vitest';
import { checkScalar } from '../../../src/compile/source/scalar-rules.ts';
import { parseAnyYaml } from '../../../src/compile/source/parse-yaml.ts';

const codesOf = (written: string): readonly string[] =>
  parseAnyYaml({ path: 'app.yaml', text: `a: ${written}\n` }).diagnostics.map(({ code }) => code);

describe('checkScalar', () => {
  it.each([
    '010',
    '00',
    '08',
    '-010',
    '+07',
    '0o17',
    '0O17',
    '0b11',
    '0_1',
    '1_000',
    '1_000.5',
    '12_',
    '1__0',
  ])('refuses %s, which readers take for different numbers', (written) =>
    expect(codesOf(written)).toEqual(['YAML_NUMBER_AMBIGUOUS']),
  );

  it.each([
    '0',
    '-0',
    '10',
    '1.10',
    '.5',
    '0.5',
    '1e3',
    '0x1F',
    '+1',
    '9007199254740991',
    '-9007199254740991',
    '1.7976931348623157e308',
  ])('accepts %s', (written) => expect(codesOf(written)).toEqual([]));

  it.each([
    '9007199254740992',
    '-9007199254740992',
    '18446744073709551616',
    '0x20000000000000',
    '1000000000000000000000',
  ])('refuses %s, which loses digits', (written) => expect(codesOf(written)).toEqual(['YAML_NUMBER_UNSAFE']));

  it.each(['.nan', '.NaN', '.inf', '-.INF', '+.inf', '1e400', '-1e400'])(
    'refuses %s, which JSON cannot hold',
    (written) => expect(codesOf(written)).toEqual(['YAML_NUMBER_NOT_FINITE']),
  );

  it.each(['yes', 'Yes', 'NO', 'on', 'Off', 'y', 'N'])('warns of %s', (written) =>
    expect(codesOf(written)).toEqual(['YAML_BOOLEAN_AMBIGUOUS']),
  );

  it.each([
    'true',
    'False',
    'yess',
    'one',
    'nan',
    'inf',
    'Infinity',
    '1.2.3',
    '0.1_',
    'v010',
    '12:30',
    '2001-01-01',
    'x_1',
  ])('lets %s be', (written) => expect(codesOf(written)).toEqual([]));

  it.each(['"010"', "'yes'", '"9007199254740993"', '".nan"'])('lets %s in quotes be', (written) =>
    expect(codesOf(written)).toEqual([]),
  );

  it('offers the value in quotes as a fix', () => {
    const span = { source: { path: 'app.yaml', text: 'mode: 0644' }, start: 6, end: 10 };
    const [found] = checkScalar(644, '0644', span);
    expect(found?.fixes).toEqual([{ title: 'write it as text', span, text: '"0644"' }]);
  });

  it('says what a large number would become', () => {
    const { diagnostics } = parseAnyYaml({ path: 'app.yaml', text: 'a: 9007199254740993\n' });
    expect(diagnostics[0]?.detail).toContain('9007199254740992');
  });
});
