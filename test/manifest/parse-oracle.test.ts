import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { emitManifest } from '../../src/manifest/emit.ts';
import { parseManifests } from '../../src/manifest/parse.ts';
import { isJsonObject, type Json } from '../../src/model/json.ts';
import { HOSTILE } from './hostile.ts';
import { readByKubectl } from './oracle.ts';

const SEED = 19_991_231;

const part = fc.constantFrom(...'0 1 2 7 8 9 _ . e E x X o O b B + - : a f'.split(' '));
const numberLike = fc.array(part, { minLength: 1, maxLength: 9 }).map((parts) => parts.join(''));
const shaped = fc.stringMatching(/^[-+]?(0[xXoObB])?[0-9_]{0,19}\.?[0-9_]{0,4}([eE][-+]?[0-9_]{1,3})?$/);
const word = fc.constantFrom(
  ...'y Y n N yes YES on oN off Off true TRUE fAlse null NULL nan ~ inf .inf .Nan <<'.split(' '),
);
const date = fc.stringMatching(
  /^[0-9]{4}-[01]?[0-9]-[0-3]?[0-9]([Tt ][0-9]{1,2}:[0-9]{2}:[0-9]{2}(\.[0-9]+)?Z?)?$/,
);

const isPlain = (text: string): boolean =>
  text !== '' && text.length < 900 && !/^-$|^-{3}|^\.{3}|^[-?:](\s|$)|:(\s|$)|^[ ]|[ ]$/.test(text);

const scalars = [
  ...new Set([
    ...HOSTILE.filter((text) => /^[-+.0-9A-Za-z_~<=:]+$/.test(text)),
    ...fc.sample(fc.oneof(numberLike, shaped, word, date), { seed: SEED, numRuns: 5000 }),
  ]),
].filter(isPlain);

interface Read {
  readonly text: string;
  readonly value: Json | undefined;
  readonly problem: string | undefined;
}

function readOurs(text: string): Read {
  const { documents, problems } = parseManifests(text);
  const value = documents[0]?.value;
  return { text, value, problem: problems[0]?.kind };
}

/** Values that kubectl gave for the lines of the map `data`, by their keys. */
function dataOf(document: Json | undefined): Record<string, Json> {
  const data = isJsonObject(document) ? document['data'] : undefined;
  if (!isJsonObject(data)) throw new Error('kubectl read no data');
  return { ...data };
}

const HEADER = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: oracle}\ndata:\n';

describe('kubectl agrees', () => {
  it(`about ${String(scalars.length)} plain scalars`, () => {
    const ours = scalars.map((text) => ({ ...readOurs(`- ${text}`), text }));
    const finite = ours.filter(({ problem }) => problem !== 'not-finite');
    const lines = finite.map(({ text }, i) => `  k${String(i)}: ${text}\n`);
    const theirs = dataOf(readByKubectl([HEADER + lines.join('')])[0]);
    const wrong = finite.flatMap(({ text, value, problem }, i) => {
      const read = theirs[`k${String(i)}`];
      const isEqual =
        problem === 'unsafe-number'
          ? Math.abs(Number(read)) >= 2 ** 53
          : Object.is((value as Json[] | undefined)?.[0], read);
      return isEqual ? [] : [{ text, value, problem, read }];
    });
    expect(wrong).toEqual([]);
    expect(ours.length - finite.length).toBeLessThan(30);
  });

  it('about plain scalars as keys', () => {
    const ours = scalars.map((text) => readOurs(`${text}: 1`)).filter(({ text }) => !text.startsWith('<<'));
    const kept = ours.filter(({ problem }) => problem !== 'key-type');
    expect(kept.map(({ problem }) => problem).filter((problem) => problem !== undefined)).toEqual([]);
    const lines = kept.map(({ text }, i) => `  k${String(i)}:\n    ${text}\n`);
    const theirs = dataOf(readByKubectl([HEADER + lines.join('')])[0]);
    const wrong = kept.filter(
      ({ value }, i) => JSON.stringify(value) !== JSON.stringify(theirs[`k${String(i)}`]),
    );
    expect(wrong).toEqual([]);
  });

  it('that what we refuse as a key cannot be one', () => {
    const refused = scalars.filter((text) => readOurs(`${text}: 1`).problem === 'key-type');
    expect(refused.length).toBeGreaterThan(3);
    expect(() => readByKubectl(refused.slice(0, 20).map((text) => `${HEADER}  ${text}: 1\n`))).toThrow(
      /unsupported map key/,
    );
  });
});

/** Pieces of YAML, put together at random; most of it is nonsense, the rest is odd. */
const TOKENS = [
  ...'a b : - " \' { } [ ] , | > ~ 1 yes % @ . = ` ? <<: &a *a !foo e3 0o7 1_0 .5 a#b a:b null ... --- |+ >- |2 >2+ |1-'.split(
    ' ',
  ),
  ...[
    ': ',
    '- ',
    ', ',
    '? ',
    '! ',
    '!!str ',
    '!!int ',
    '&a ',
    ' ',
    '  ',
    '\t',
    ' # c',
    '\n',
    '\n',
    '\n',
    '\n  ',
    '\n  ',
    '\n    ',
  ],
  ...[
    '"x"',
    "'y'",
    '"x y\n  z"',
    '|-\n   t',
    '>\n   f\n   g',
    'x: 1',
    'k: v\n  k2: w',
    '- 1\n  - 2',
    '\r\n  ',
    '     \n',
    '\\\n\n',
  ],
];
const soup = fc
  .array(fc.constantFrom(...TOKENS), { minLength: 1, maxLength: 9 })
  .map((tokens) => tokens.join(''));
const place = fc.constantFrom('data:\n  ', 'data:\n  z: ', 'data: ', 'data:\n- ');

const sample = emitManifest({
  spec: {
    args: ['--port=8080', '-c', 'on', 'a: b'],
    script: '#!/bin/sh\n\necho "hi" \\\n  there\n',
    labels: { 'app.kubernetes.io/name': 'web', empty: '', list: [], map: {}, number: 1.5, nothing: null },
    ports: [{ name: 'http', port: 80 }, [[1, 2], 'x']],
  },
});
const PATCHES = [
  ...Array.from(' \n:-#"\'\t|>&*!{}[],?\\~0._%é='),
  '\n\n',
  '  ',
  '\r\n',
  ' #',
  '|-',
  '&a ',
  '*a',
  '<<: ',
];
const patch = fc.record({
  at: fc.nat(sample.length),
  cut: fc.constantFrom(0, 0, 1, 12),
  text: fc.constantFrom('', ...PATCHES),
});
const patched = fc
  .array(patch, { maxLength: 3 })
  .map((patches) =>
    patches.reduce(
      (text, { at, cut, text: added }) => text.slice(0, at) + added + text.slice(at + cut),
      sample,
    ),
  );

describe('kubectl reads no text otherwise than we do', () => {
  it.each<[string, fc.Arbitrary<string>]>([
    ['pieces of YAML', fc.tuple(place, soup).map((parts) => parts.join(''))],
    ['a manifest with mistakes', patched],
  ])('%s', (_, arbitrary) => {
    const named = (text: string, i: number): string =>
      `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: n${String(i)}}\n${text}\n`;
    const texts = fc.sample(arbitrary, { seed: SEED, numRuns: 1000 }).map(named);
    const theirs = new Map(readByKubectl(texts).map((value) => [nameOf(value), value]));
    let agreed = 0;
    const wrong = texts.filter((text, i) => {
      const { value, problem } = readOurs(text);
      const read = theirs.get(`n${String(i)}`);
      if (problem !== undefined || read === undefined || nameOf(value) !== `n${String(i)}`) return false;
      agreed++;
      return canonical(value) !== canonical(read);
    });
    expect(wrong).toEqual([]);
    expect(agreed).toBeGreaterThan(200);
  });
});

function nameOf(value: Json | undefined): Json | undefined {
  const metadata = isJsonObject(value) ? value['metadata'] : undefined;
  return isJsonObject(metadata) ? metadata['name'] : undefined;
}

function canonical(value: Json | undefined): string {
  return JSON.stringify(value, (_, child: unknown) => {
    return isJsonObject(child)
      ? Object.fromEntries(Object.entries(child).sort(([a], [b]) => (a < b ? -1 : 1)))
      : child;
  });
}
