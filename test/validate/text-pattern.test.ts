import { describe, expect, it } from 'vitest';
import { textPattern } from '../../src/validate/text-pattern.ts';

describe('a pattern', () => {
  it.each([
    ['^[a-z]+$', 'abc', true],
    ['^[a-z]+$', 'ABC', false],
    ['^([0-9]+(\\.[0-9]+)?(ms|s|m|h))+$', '1h30m', true],
    ['^([0-9]+(\\.[0-9]+)?(ms|s|m|h))+$', '5 minutes', false],
    ['^\\d{3}$', '1234', false],
  ])('%s tries %s', (source, text, takes) => {
    expect(textPattern(source)?.takes(text)).toBe(takes);
  });

  it.each(['^(a+)+$', '^((a|b)*c?)*$', '^(a*){2,}$', '^([a-z]+\\.?)+$', '^(x(a+)y?)*$'])(
    '%s is not tried on a text that could take for ever',
    (source) => {
      expect(textPattern(source)?.takes(`${'a'.repeat(60)}!`)).toBe(true);
      expect(textPattern(source)?.takes('!')).toBe(false);
    },
  );

  it.each(['^(abc)+$', '^[(a+)]+$', '^(a\\+)+$'])('%s is tried on longer texts', (source) => {
    expect(textPattern(source)?.takes('!'.repeat(100))).toBe(false);
  });

  it('with a group of flags is left to Go', () => {
    expect(textPattern('(?i)^a$')).toBeUndefined();
  });

  it('that is none is refused', () => {
    expect(() => textPattern('(')).toThrow(SyntaxError);
  });
});
