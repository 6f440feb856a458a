import { describe, expect, it } from 'vitest';
import { setValueText, type ValueEdit } from '../../../src/compile/source/set-value-text.ts';

const set = (text: string, edit: ValueEdit, name = 'app.yaml') => setValueText({ path: name, text }, edit);

describe('writing one value into a file', () => {
  it.each([
    ['a: 1 # one\nb: 2\n', ['a'], 5, 'a: 5 # one\nb: 2\n'],
    ["a: 'x' # q\n", ['a'], "it's", "a: 'it''s' # q\n"],
    ['a: "x"\n', ['a'], 'y', 'a: "y"\n'],
    ['a: info\n', ['a'], 'yes', 'a: "yes"\n'],
    ['a: 256Mi\n', ['a'], '1Gi', 'a: 1Gi\n'],
    ['a: |\n  x\n  y\nb: 1\n', ['a'], 'z', 'a: z\nb: 1\n'],
    ['a:\nb: 1\n', ['a'], 3, 'a: 3\nb: 1\n'],
    ['a: # why\nb: 1\n', ['a', 'c'], 3, 'a: # why\n  c: 3\nb: 1\n'],
    ['a: ~\n', ['a', 'c', 'd'], 3, 'a: { c: { d: 3 } }\n'],
    ['a:\n  b: 1\n\n# end\n', ['a', 'c', 'd'], [1], 'a:\n  b: 1\n  c:\n    d: [1]\n\n# end\n'],
    ['a: { b: 1 }\n', ['a', 'c', 'd'], 'x', 'a: { b: 1, c: { d: x } }\n'],
    ['a: {}\n', ['a', 'c'], null, 'a: { c: null }\n'],
    ['a:\n  - x: 1\n    y: 2\n  - x: 3\n', ['a', 1, 'x'], 4, 'a:\n  - x: 1\n    y: 2\n  - x: 4\n'],
    ['a:\n  - x: 1\n', ['a', 0, 'z'], 4, 'a:\n  - x: 1\n    z: 4\n'],
    ['a:\n  - x\n  - y\nb: 1\n', ['a'], ['z'], 'a: [z]\nb: 1\n'],
    ['a: [x, y] # both\n', ['a', 1], 'z', 'a: [x, z] # both\n'],
    ['# nothing yet\n', ['a', 'b'], true, '# nothing yet\na:\n  b: true\n'],
    ['', ['a'], { b: ['c d', { e: 1 }] }, 'a: { b: ["c d", { e: 1 }] }\n'],
    ['a: 1\r\nb:\r\n  c: 2\r\n', ['b', 'd'], 3, 'a: 1\r\nb:\r\n  c: 2\r\n  d: 3\r\n'],
    ['a: 1', ['b'], 'ghcr.io/a/b:1', 'a: 1\nb: ghcr.io/a/b:1'],
  ] satisfies readonly [string, ValueEdit['path'], ValueEdit['value'], string][])(
    '%j at %j: %j',
    (...[text, path, value, wanted]) => {
      expect(set(text, { path, value }).value).toBe(wanted);
    },
  );

  it('keeps to JSON in a file of it', () => {
    const text = '{\n  "a": "x",\n  "b": {}\n}\n';
    expect(set(text, { path: ['a'], value: 'y' }, 'a.json').value).toBe(text.replace('"x"', '"y"'));
    expect(set(text, { path: ['b', 'c'], value: 'y' }, 'a.json').value).toBe(
      text.replace('{}', '{ "c": "y" }'),
    );
  });

  it('changes the document that is meant', () => {
    const text = 'a: 1\n---\n# two\na: 1\n';
    const source = { path: 'a.yaml', text };
    const found = setValueText(source, { path: ['a'], value: 2, document: text.lastIndexOf('a: 1') });
    expect(found.value).toBe('a: 1\n---\n# two\na: 2\n');
  });

  it.each([
    ['an anchor', 'a: &x { b: 1 }\nc: *x\n', ['a', 'b']],
    ['an alias', 'a: &x { b: 1 }\nc: *x\n', ['c', 'b']],
    ['a comment that would be lost', 'a:\n  # why\n  - 1\n', ['a']],
    ['a comment behind a block', 'a: | # why\n  x\n', ['a']],
    ['a text on the way', 'a: x\n', ['a', 'b']],
    ['an item that is not there', 'a: [1]\n', ['a', 1]],
    ['a key that stands twice', 'a: 1\na: 2\n', ['a']],
    ['a second document', 'a: 1\n---\na: 2\n', ['a']],
    ['an error', 'a: [\n', ['a']],
  ] satisfies readonly [string, string, ValueEdit['path']][])('refuses %s', (_, text, path) => {
    const { value, diagnostics } = set(text, { path, value: 'new' });
    expect([value, diagnostics.map(({ code }) => code)]).toEqual([undefined, ['EDIT_REFUSED']]);
  });
});
