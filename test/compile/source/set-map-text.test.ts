import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseYaml } from '../../../src/compile/source/parse-yaml.ts';
import { setMapText } from '../../../src/compile/source/set-map-text.ts';
import { toValue } from '../../../src/model/node.ts';
import { mapOf } from '../../tools/yaml-node.ts';

const WEB = 'ghcr.io/acme/web';
const set = (text: string, value = '1.5.0', key = WEB) =>
  setMapText({ path: 'apps/shop/prod/stack.yaml', text }, { map: 'images', key, value });

/** Text before, text after, and what the case is about. */
const CASES: readonly (readonly [string, string, string])[] = [
  ['a missing map', 'name: prod\n', `name: prod\nimages:\n  ${WEB}: 1.5.0\n`],
  ['a file without last line break', 'name: prod', `name: prod\nimages:\n  ${WEB}: 1.5.0`],
  [
    'comments at the end',
    'name: prod # the shop\n\n# end\n',
    `name: prod # the shop\nimages:\n  ${WEB}: 1.5.0\n\n# end\n`,
  ],
  [
    'a list as last key',
    'name: prod\ndependsOn:\n- db/prod # first\n',
    `name: prod\ndependsOn:\n- db/prod # first\nimages:\n  ${WEB}: 1.5.0\n`,
  ],
  [
    'a block text as last key',
    'name: prod\ndescription: |\n  The shop.\n',
    `name: prod\ndescription: |\n  The shop.\nimages:\n  ${WEB}: 1.5.0\n`,
  ],
  ['document marks', '---\nname: prod\n...\n', `---\nname: prod\nimages:\n  ${WEB}: 1.5.0\n...\n`],
  ['an empty map value', 'images: # pinned\nname: prod\n', `images: # pinned\n  ${WEB}: 1.5.0\nname: prod\n`],
  ['null', 'images: ~ # none\nname: prod\n', `images: { ${WEB}: 1.5.0 } # none\nname: prod\n`],
  ['an empty flow map', 'images: {}\nname: prod\n', `images: { ${WEB}: 1.5.0 }\nname: prod\n`],
  [
    'a flow map',
    'images: {postgres: "16",}\nname: prod\n',
    `images: {postgres: "16", ${WEB}: 1.5.0,}\nname: prod\n`,
  ],
  ['a flow file', '{name: prod}', `{name: prod, images: { ${WEB}: 1.5.0 }}`],
  ['a flow file with null', '{images, name: prod}', `{images: { ${WEB}: 1.5.0 }, name: prod}`],
  [
    'another key',
    'images:\n    postgres: "16" # last\n\nname: prod\n',
    `images:\n    postgres: "16" # last\n    ${WEB}: 1.5.0\n\nname: prod\n`,
  ],
  [
    'a plain value',
    `images:\n  ${WEB}: 1.4.2 # now\nname: prod\n`,
    `images:\n  ${WEB}: 1.5.0 # now\nname: prod\n`,
  ],
  [
    'single quotes',
    `images: { '${WEB}': '1.4.2' }\nname: prod\n`,
    `images: { '${WEB}': '1.5.0' }\nname: prod\n`,
  ],
  [
    'double quotes',
    `"images":\n  "${WEB}": "1.4.2"\n"name": "prod"\n`,
    `"images":\n  "${WEB}": "1.5.0"\n"name": "prod"\n`,
  ],
  [
    'CRLF',
    'name: prod\r\nimages:\r\n  postgres: v16\r\n',
    `name: prod\r\nimages:\r\n  postgres: v16\r\n  ${WEB}: 1.5.0\r\n`,
  ],
  ['CRLF and no map', 'name: prod\r\n', `name: prod\r\nimages:\r\n  ${WEB}: 1.5.0\r\n`],
];

describe('setMapText', () => {
  it.each(CASES)('%s', (_, before, after) => {
    expect(set(before)).toEqual({ value: after, diagnostics: [] });
  });

  it.each([
    ['1.5', '"1.5"'],
    ['2026', '"2026"'],
    ['0644', '"0644"'],
    ['1e3', '"1e3"'],
    ['on', '"on"'],
    ['v2', 'v2'],
    [`sha256:${'a'.repeat(64)}`, `"sha256:${'a'.repeat(64)}"`],
  ])('writes %s as %s', (version, written) => {
    expect(set('name: prod\n', version).value).toBe(`name: prod\nimages:\n  ${WEB}: ${written}\n`);
  });

  it.each([
    ['an anchor at the map', 'images: &pinned\n  postgres: v16\nname: prod\n'],
    ['an alias as map', 'labels: &pinned { postgres: v16 }\nimages: *pinned\nname: prod\n'],
    ['an anchor at the value', `images:\n  ${WEB}: &now 1.4.2\n  b: *now\nname: prod\n`],
    ['an alias as value', `labels: { a: &now v1 }\nimages:\n  ${WEB}: *now\nname: prod\n`],
    ['a list', 'images: [a]\nname: prod\n'],
    ['an explicit key', '? images\n:\nname: prod\n'],
  ])('refuses %s', (_, text) => {
    const { value, diagnostics } = set(text);
    expect([value, diagnostics.map(({ code }) => code)]).toEqual([undefined, ['EDIT_REFUSED']]);
  });

  it('gives exactly the wanted map and keeps every line of any file', () => {
    const key = fc.stringMatching(/^[a-z][-a-z0-9./]{0,8}[a-z]$/);
    const version = fc.stringMatching(/^[A-Za-z0-9_][A-Za-z0-9._-]{0,12}$/);
    const line = fc.constantFrom(
      '',
      '# note',
      'labels: { a: b }',
      'description: "x" # why',
      'targets:\n- kubernetes',
    );
    const pairs = fc.uniqueArray(fc.tuple(key, version), { selector: ([name]) => name, maxLength: 4 });
    const quote = fc.constantFrom('"', "'");
    fc.assert(
      fc.property(fc.uniqueArray(line), pairs, quote, key, version, (...drawn) => {
        const [lines, images, mark, name, value] = drawn;
        const block = images.map(([each, tag]) => `  ${mark}${each}${mark}: ${mark}${tag}${mark} # pin`);
        const text = [
          'name: prod',
          ...lines,
          ...(block.length > 0 ? ['images:', ...block] : []),
          '# end',
          '',
        ].join('\n');
        const { value: edited = '' } = set(text, value, name);
        const wanted = { ...Object.fromEntries(images), [name]: value };
        const { value: root } = parseYaml({ path: 'stack.yaml', text: edited });
        const read = root && (JSON.parse(JSON.stringify(toValue(root))) as Record<string, unknown>);
        expect(read).toEqual({
          ...(JSON.parse(JSON.stringify(toValue(mapOf(text)))) as object),
          images: wanted,
        });
        const isOld = images.some(([each]) => each === name);
        const kept = edited.split('\n').filter((each) => text.split('\n').includes(each));
        expect(kept.length).toBeGreaterThanOrEqual(text.split('\n').length - (isOld ? 1 : 0));
      }),
    );
  });
});
