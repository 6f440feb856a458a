import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { emitDocuments } from '../../src/manifest/emit.ts';
import { locateField } from '../../src/manifest/locate-field.ts';
import { parseManifests } from '../../src/manifest/parse.ts';
import { leaves } from '../../src/model/field-path.ts';
import { isJsonObject } from '../../src/model/json.ts';
import type { Path } from '../../src/model/node.ts';

/** The key and the value that a path leads to in the last document of a text, as they are written. */
function found(text: string, path: Path) {
  const document = parseManifests(text).documents.at(-1);
  const place = document && locateField(text, document.start, path);
  if (!place) return undefined;
  const cut = ({ start, end }: { start: number; end: number }): string => text.slice(start, end).trim();
  return { ...(place.key ? { key: cut(place.key) } : {}), value: cut(place.value), depth: place.depth };
}

const TEXT = `# first
kind: Service
---
kind: Deployment
metadata: &meta
  name: web
  "labels": {app: 'web'}
on: 1
spec:
  list:
  - a: 1
    b: [x, {c: y}]
  copy: *meta
  merged:
    <<: *meta
    own: 2
  bare:
`;

describe('a field', () => {
  it.each<[Path, string | undefined, string]>([
    [['kind'], 'kind', 'Deployment'],
    [['metadata', 'labels'], '"labels"', "{app: 'web'}"],
    [['metadata', 'labels', 'app'], 'app', "'web'"],
    // read as Kubernetes reads it
    [['true'], 'on', '1'],
    [['spec', 'list', 0, 'a'], 'a', '1'],
    [['spec', 'list', 0, 'b', 0], undefined, 'x'],
    [['spec', 'list', 0, 'b', 1, 'c'], 'c', 'y'],
    [['spec', 'copy', 'name'], 'name', 'web'],
    [['spec', 'merged', 'name'], 'name', 'web'],
    [['spec', 'merged', 'own'], 'own', '2'],
  ])('%j is found where it is written', (path, key, value) => {
    expect(found(TEXT, path)).toEqual({ ...(key === undefined ? {} : { key }), value, depth: path.length });
  });

  it('that is not there gives the nearest thing above it', () => {
    expect(found(TEXT, ['metadata', 'labels', 'tier'])).toMatchObject({ key: '"labels"', depth: 2 });
    expect(found(TEXT, ['spec', 'list', 4])).toMatchObject({ key: 'list', depth: 2 });
    expect(found(TEXT, ['spec', 'bare', 'x'])).toMatchObject({ key: 'bare', depth: 2 });
    expect(found(TEXT, ['nothing'])).toMatchObject({ depth: 0 });
  });

  it('of JSON is found alike', () => {
    expect(found('{"a": {"b": [1, "two"]}}', ['a', 'b', 1])).toEqual({ value: '"two"', depth: 3 });
  });

  it('is not looked for where no document starts', () => {
    expect(locateField(TEXT, 3, ['kind'])).toBeUndefined();
  });

  it('is found on every path of any emitted object', () => {
    const key = fc.stringMatching(/^[a-z][a-zA-Z]{0,6}$/);
    const json = fc.letrec<{ value: unknown }>((tie) => ({
      value: fc.oneof(
        { maxDepth: 3 },
        fc.constantFrom('text', 'yes', '0644', 'two\nlines\n', ''),
        fc.integer(),
        fc.boolean(),
        fc.array(tie('value'), { maxLength: 3 }),
        fc.dictionary(key, tie('value'), { maxKeys: 3 }),
      ),
    })).value;
    fc.assert(
      fc.property(fc.dictionary(key, json, { minKeys: 1, maxKeys: 4 }), (spec) => {
        const text = emitDocuments([{ apiVersion: 'v1', kind: 'A', metadata: { name: 'a' }, spec } as never]);
        const document = parseManifests(text).documents[0]!;
        if (!isJsonObject(document.value)) throw new Error('no object');
        for (const { path, value } of leaves(document.value)) {
          const place = locateField(text, document.start, path);
          expect(place?.depth).toBe(path.length);
          const piece = text.slice(place!.value.start, place!.value.end);
          if (typeof value === 'number' || typeof value === 'boolean')
            expect(piece.trim()).toBe(String(value));
        }
      }),
    );
  });
});
