import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { commentAbove, commentOut } from '../../../src/compile/source/comment-lines.ts';
import { toValue } from '../../../src/model/node.ts';
import { mapOf } from '../../tools/yaml-node.ts';

const TEXT =
  '# top\nname: shop # the shop\nowner:\n  team: web # who\n\n  mail: |\n    a\n    b\nlabels: { a: b }\n';

describe('commentOut', () => {
  it('keeps every character of a member behind a mark', () => {
    expect(commentOut(TEXT, [TEXT.indexOf('owner')])).toBe(
      '# top\nname: shop # the shop\n# owner:\n#   team: web # who\n# \n#   mail: |\n#     a\n#     b\nlabels: { a: b }\n',
    );
  });

  it('works inside, with CRLF, and leaves what it cannot mark', () => {
    const crlf = 'a:\r\n  b: 1\r\n  c: 2\r\n';
    expect(commentOut(crlf, [crlf.indexOf('b')])).toBe('a:\r\n  # b: 1\r\n  c: 2\r\n');
    expect(commentOut('a: { b: 1 }\n', [5])).toBe('a: { b: 1 }\n');
    expect(commentOut('a: [\n', [0])).toBe('a: [\n');
  });

  it('takes away exactly the members it marks', () => {
    const keys = fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd', 'e'), { minLength: 2 });
    const form = fc.constantFrom(
      ' 1',
      ' |\n  x\n  y',
      '\n  k: v # w',
      '\n- 1\n- 2',
      ' {a: 1,\n  b: 2}',
      ' "x\n  y"',
      '',
    );
    fc.assert(
      fc.property(keys, fc.array(form, { minLength: 5, maxLength: 5 }), fc.nat(1), (names, forms, first) => {
        const text = names.map((name, i) => `${name}:${forms[i] ?? ''}\n`).join('');
        const [kept, gone] = [
          names.filter((_, i) => i % 2 === first),
          names.filter((_, i) => i % 2 !== first),
        ];
        const places = gone.map((name) => text.search(new RegExp(`^${name}:`, 'm')));
        const read = (yaml: string) =>
          JSON.parse(JSON.stringify(toValue(mapOf(yaml)))) as Record<string, unknown>;
        const before = read(text);
        expect(read(commentOut(text, places))).toEqual(
          Object.fromEntries(kept.map((name) => [name, before[name]])),
        );
      }),
    );
  });
});

describe('commentAbove', () => {
  it('puts a line above a member, as far in as it is', () => {
    expect(commentAbove(TEXT, ['owner', 'team'], 'Ask them.')).toContain(
      'owner:\n  # Ask them.\n  team: web # who\n',
    );
    expect(commentAbove('a: 1\r\nb: 2\r\n', ['b'], 'Two.')).toBe('a: 1\r\n# Two.\r\nb: 2\r\n');
    expect(commentAbove(TEXT, ['labels', 'a'], 'No.')).toBe(TEXT);
    expect(commentAbove(TEXT, ['nobody'], 'No.')).toBe(TEXT);
  });
});
