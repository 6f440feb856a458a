import { describe, expect, it } from 'vitest';
import type { ManifestProblemKind } from '../../src/manifest/parse.ts';
import { problemsOf, read } from './read.ts';

describe('problems', () => {
  it.each<[string, ManifestProblemKind, string]>([
    ['a: [b', 'syntax', ''],
    ['a: "b', 'syntax', ''],
    ['a: b: c', 'syntax', 'b'],
    ['- a\nb: c', 'syntax', 'b'],
    ['a: *b', 'syntax', '*b'],
    ['a: "\\q"', 'syntax', '\\'],
    ['a: "\\ud800"', 'syntax', '"\\ud800"'],
    ['a: b\u0007', 'syntax', '\u0007'],
    ['a: b\u2028c', 'syntax', '\u2028'],
    ['a: b\rc', 'syntax', '\r'],
    ['a: b\n\ufeffc: d', 'syntax', '\ufeff'],
    ['a: b\ud800', 'syntax', '\ud800'],
    ['a: *b:', 'syntax', ':'],
    ['a: &b.c d', 'syntax', '&b.c'],
    ['a: &b:1 {c: d}', 'syntax', '&b:1'],
    ['a: |2\n    b\n    \nc: d', 'syntax', '|2\n    b\n'],
    ['a: |1-\n   \n', 'syntax', '|1-\n   \n'],
    ['a: "b\\\n\n  c"', 'syntax', '"b\\\n\n  c"'],
    ['{?a: b}', 'syntax', '?a'],
    ['[?a, b]', 'syntax', '?a'],
    ['{a:, b: 1}', 'syntax', 'a'],
    ['a:\n\tb: c', 'tab', '\t'],
    ['a: 1\nb: 2\na: 3', 'duplicate-key', 'a'],
    ['{1: a, "1": b}', 'duplicate-key', '"1"'],
    ['{on: a, true: b}', 'duplicate-key', 'true'],
    ['a: 9007199254740993', 'unsafe-number', '9007199254740993'],
    ['- -0x20000000000000', 'unsafe-number', '-0x20000000000000'],
    ['- 18446744073709551615', 'unsafe-number', '18446744073709551615'],
    ['- 123456789012345678901234567890', 'unsafe-number', '123456789012345678901234567890'],
    ['- 9_007_199_254_740_993', 'unsafe-number', '9_007_199_254_740_993'],
    ['a: .inf', 'not-finite', '.inf'],
    ['a: [-.Inf]', 'not-finite', '-.Inf'],
    ['a: .NAN', 'not-finite', '.NAN'],
    ['a: !!float .nan', 'not-finite', '.nan'],
    ['a: !!js/function "x"', 'tag', '!!js/function'],
    ['a: !vault |\n  b', 'tag', '!vault'],
    ['a: !<tag:x,2000:y> b', 'tag', '!<tag:x,2000:y>'],
    ['a: &b !Ref c', 'tag', '!Ref'],
    ['a: !!set {b}', 'tag', '!!set'],
    ['a: !!str [b]', 'tag', '!!str'],
    ['!!seq\na: b', 'tag', '!!seq'],
    ['a: !!int 1.5', 'tag', '!!int'],
    ['a: !!bool 1', 'tag', '!!bool'],
    ['a: !!null x', 'tag', '!!null'],
    ['a: !!timestamp 2020-01-01', 'tag', '!!timestamp'],
    ['a: !!binary "*"', 'tag', '!!binary'],
    ['a: !!binary "//8="', 'tag', '!!binary'],
    ['%YAML 1.2\n---\na: b', 'directive', '%YAML 1.2'],
    ['a: b\n...\n%TAG ! tag:x\n---\nc: d', 'directive', '%TAG ! tag:x'],
    ['a: &a {b: *a}', 'alias-limit', '*a'],
    ['{~: a}', 'key-type', '~'],
    [': a', 'key-type', ''],
    ['{18446744073709551615: a}', 'key-type', '18446744073709551615'],
    ['? [a]\n: b', 'key-type', '[a]'],
    ['? {a: 1}\n: b', 'key-type', '{a: 1}'],
    ['- &a 1\n- {*a : b}', 'key-type', '*a'],
    ['a: {__proto__: {x: 1}}', 'key-forbidden', '__proto__'],
    ['{"__proto__": 1, "b": 1}', 'key-forbidden', '"__proto__"'],
  ])('%j: %s at %j', (text, kind, at) => {
    const found = problemsOf(text);
    expect(found.map((problem) => problem.kind)).toContain(kind);
    const first = found.find((problem) => problem.kind === kind);
    expect(at === '' ? at : first?.text).toBe(at);
    if (at !== '') expect(first?.at).toBe(text.lastIndexOf(at));
  });

  it('accept the tags that say what the value is', () => {
    expect(
      read('a: !!map {b: !!seq [!!str 1, !!int "2", !!float 3, !!bool yes, !!null ~, ! 4, !!binary aGk=]}'),
    ).toEqual([{ a: { b: ['1', 2, 3, true, null, '4', 'hi'] } }]);
  });

  it('come in the order of the text, at most a hundred of them', () => {
    const found = problemsOf('b: 1\n'.repeat(300));
    expect(found).toHaveLength(100);
    expect(found.map(({ at }) => at)).toEqual(Array.from({ length: 100 }, (_, i) => 5 * (i + 1)));
  });

  it('all of a document are told', () => {
    expect(problemsOf('a: !x 1\nb: .inf\nb: 9007199254740993\nc: *d\n').map(({ kind }) => kind)).toEqual([
      'tag',
      'not-finite',
      'unsafe-number',
      'syntax',
    ]);
  });

  it('never touch a prototype', () => {
    for (const text of [
      '__proto__: {polluted: 1}',
      '{"__proto__": {"polluted": 1}}',
      'a: {<<: {__proto__: {polluted: 1}}}',
    ]) {
      expect(problemsOf(text)).toMatchObject([{ kind: 'key-forbidden' }]);
    }
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });
});
