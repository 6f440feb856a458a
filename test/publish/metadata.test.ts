import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rootMetadata, unitMetadata, type MetadataUnit } from '../../src/publish/metadata.ts';
import { parseRootMetadata } from '../../src/publish/parse-root-metadata.ts';
import { GITATTRIBUTES, METADATA_FILE, RULES, SCHEMA } from '../../src/publish/rules.ts';
import { byteOrder } from '../../src/util/byte-order.ts';
import { ADA, hostileCommit, hostileText, ID, sourceCommit } from '../tools/hostile-source.ts';

const SHOP: MetadataUnit = {
  project: 'shop',
  stack: 'prod',
  workspace: 'prod',
  path: 'shop/prod',
  resources: 7,
  outputs: 'sha256:12',
};

type Root = Parameters<typeof rootMetadata>[0];

const root = (message: string, changes: Partial<Root> = {}): string =>
  rootMetadata({ commit: sourceCommit(message), repoURL: undefined, commands: [], units: [], ...changes });

const member = (text: string, key: string): unknown =>
  (JSON.parse(text) as Readonly<Record<string, unknown>>)[key];

describe('rules', () => {
  it('are names and numbers that other tools rely on', () => {
    expect({ RULES, SCHEMA, METADATA_FILE, GITATTRIBUTES }).toEqual({
      RULES: 1,
      SCHEMA: 1,
      METADATA_FILE: 'hydrator.metadata',
      GITATTRIBUTES: '**/README.md linguist-generated=true\n**/hydrator.metadata linguist-generated=true\n',
    });
  });
});

describe('rootMetadata', () => {
  it('has the form of Argo CD and one key of ours', () => {
    const message = 'feat: raise web replicas <&>\n\nMore load.\nArgocd-reference-commit-sha: abcde\n';
    const text = root(message, {
      repoURL: 'https://github.com/acme/platform',
      commands: ['moorline render --workspace prod'],
      units: [{ ...SHOP, path: 'z' }, SHOP],
    });
    expect(text).toBe(`{
  "repoURL": "https://github.com/acme/platform",
  "drySha": "${ID}",
  "commands": [
    "moorline render --workspace prod"
  ],
  "author": "Ada Example <ada@example.com>",
  "date": "2026-08-22T10:00:00+02:00",
  "subject": "feat: raise web replicas <&>",
  "body": "More load.",
  "references": [
    {
      "commit": {
        "sha": "abcde"
      }
    }
  ],
  "moorline": {
    "schema": 1,
    "rules": 1,
    "units": [
      {
        "project": "shop",
        "stack": "prod",
        "workspace": "prod",
        "path": "shop/prod",
        "resources": 7,
        "outputs": "sha256:12"
      },
      {
        "project": "shop",
        "stack": "prod",
        "workspace": "prod",
        "path": "z",
        "resources": 7,
        "outputs": "sha256:12"
      }
    ]
  }
}
`);
  });

  it('leaves out what is empty', () => {
    const nobody = { name: '', email: '', seconds: 1e15, offset: '+0000' };
    const text = root('', { commit: sourceCommit('', { author: nobody }) });
    expect(Object.keys(JSON.parse(text) as object)).toEqual(['drySha', 'moorline']);
  });

  it.each([
    [1_787_385_600, '+0200', '2026-08-22T10:00:00+02:00'],
    [1_787_385_600, '+0000', '2026-08-22T08:00:00Z'],
    [1_787_385_600, '-0000', '2026-08-22T08:00:00Z'],
    [1_787_385_600, '-0930', '2026-08-21T22:30:00-09:30'],
    [1_787_385_600, '+0545', '2026-08-22T13:45:00+05:45'],
    [1_787_385_600, '+9999', '2026-08-22T08:00:00Z'],
    [1_787_385_600, 'x', '2026-08-22T08:00:00Z'],
    [0, '-0100', '1969-12-31T23:00:00-01:00'],
    [-1, '+0000', '1969-12-31T23:59:59Z'],
    [951_782_400, '+0000', '2000-02-29T00:00:00Z'],
    [-62_167_219_200, '+0000', '0000-01-01T00:00:00Z'],
    [-62_167_219_201, '+0000', undefined],
    [253_402_300_799, '+0000', '9999-12-31T23:59:59Z'],
    [253_402_300_799, '+0100', undefined],
    [Number.MAX_SAFE_INTEGER, '+0000', undefined],
    [Number.NaN, '+0000', undefined],
  ])('writes the author date %d %s as %s', (seconds, offset, wanted) => {
    const author = { ...ADA, seconds, offset };
    const text = root('s', { commit: sourceCommit('s', { author, committer: { ...ADA, seconds: 1 } }) });
    expect(member(text, 'date')).toBe(wanted);
  });

  it.each([
    ['s', 's', undefined],
    ['\n \ns \n\n\nb\n\nc\n\n', 's', 'b\n\nc'],
    ['s\r\n\r\nb\r\nc\r\n', 's', 'b\nc'],
    ['s\nb', 's', 'b'],
    ['s\n\n  b\n\tc', 's', '  b\n\tc'],
    ['s\0\u001b[31m\n\nb\u202e\u2066\u0085\u2028', 's[31m', 'b'],
    ['\ufffd\n\n\ufffd', '\ufffd', '\ufffd'],
    ['s\n\nArgocd-reference-commit-sha: abcde\n', 's', undefined],
    [
      's\n\nb\n\nArgocd-reference-commit-sha: abcde\nArgocd-reference-commit-sha: no',
      's',
      'b\n\nArgocd-reference-commit-sha: no',
    ],
    ['s\n\nb\n\nSource-Commit: x', 's', 'b\n\nSource-Commit: x'],
  ])('takes %j apart', (message, subject, body) => {
    const text = root(message);
    expect([member(text, 'subject'), member(text, 'body')]).toEqual([subject, body]);
  });

  it('caps the body at 4 KB and shows that', () => {
    const body = (message: string): string => member(root(`s\n\n${message}`), 'body') as string;
    expect(body('x'.repeat(4096))).toBe('x'.repeat(4096));
    expect(body('x'.repeat(4097))).toBe(`${'x'.repeat(4093)}…`);
    expect(body('😀'.repeat(1024))).toBe('😀'.repeat(1024));
    expect(body('😀'.repeat(1025))).toBe(`${'😀'.repeat(1023)}…`);
    expect(body(`xx${'é'.repeat(10_000_000)}`)).toBe(`xx${'é'.repeat(2045)}…`);
  });

  it.each([
    ['line feeds', `s\n\nb${'\n'.repeat(10_000_000)}x`],
    ['short lines', `s\n\n${'x\n'.repeat(5_000_000)}`],
    ['references', `s\n\n${'Argocd-reference-commit-sha: abcde\n'.repeat(300_000)}`],
    ['one line', 'x'.repeat(10_000_000)],
  ])('is quick about 10 MB of %s', (_, message) => {
    const start = performance.now();
    expect(root(message).length).toBeLessThan(10_000);
    expect(performance.now() - start).toBeLessThan(1000);
  });

  it('is JSON, and read back, whatever the source commit holds', () => {
    fc.assert(
      fc.property(hostileCommit, hostileText, fc.array(unit), (commit, command, units) => {
        const text = rootMetadata({ commit, repoURL: undefined, commands: [command], units });
        expect(text).not.toMatch(/[\0\r\u2028\u202e]/);
        expect(text.endsWith('}\n')).toBe(true);
        expect(Buffer.byteLength((member(text, 'body') as string | undefined) ?? '')).toBeLessThanOrEqual(
          4096,
        );
        expect(parseRootMetadata(text)).toEqual({
          drySha: commit.id,
          schema: SCHEMA,
          rules: RULES,
          units: [...units].sort((a, b) => byteOrder(a.path, b.path)),
        });
      }),
    );
  });
});

const name = fc.stringMatching(/^[a-z][-a-z0-9]{0,9}$/);
const unit = fc.record<MetadataUnit>({
  project: name,
  stack: name,
  workspace: name,
  path: fc
    .array(fc.oneof(name, fc.constantFrom('ü', '😀', '\uffff')), { minLength: 1, maxLength: 4 })
    .map((parts) => parts.join('/')),
  resources: fc.nat(),
  outputs: name,
});

describe('unitMetadata', () => {
  it('holds nothing that changes while the unit stays the same', () => {
    expect(unitMetadata({ commands: ['moorline render'], ...SHOP })).toBe(`{
  "commands": [
    "moorline render"
  ],
  "moorline": {
    "schema": 1,
    "rules": 1,
    "project": "shop",
    "stack": "prod",
    "workspace": "prod",
    "resources": 7,
    "outputs": "sha256:12"
  }
}
`);
  });

  it('has no other key, also when it is given more', () => {
    const text = unitMetadata({ commands: [], ...SHOP });
    expect(Object.keys(JSON.parse(text) as object)).toEqual(['moorline']);
    expect(text).not.toContain('path');
  });
});

describe('parseRootMetadata', () => {
  const good = {
    drySha: ID,
    moorline: { schema: 1, rules: 1, units: [SHOP] as unknown[] },
  };
  const read = (value: unknown): unknown => parseRootMetadata(JSON.stringify(value));

  it('takes additions and newer rules', () => {
    const facts = { drySha: ID, schema: 1, rules: 7, units: [SHOP] };
    expect(
      read({
        ...good,
        more: 1,
        moorline: { ...good.moorline, rules: 7, more: 1, units: [{ ...SHOP, more: 1 }] },
      }),
    ).toEqual(facts);
  });

  it.each([
    ['no object', []],
    ['no drySha', { moorline: good.moorline }],
    ['a short drySha', { ...good, drySha: 'abc' }],
    ['an upper-case drySha', { ...good, drySha: ID.toUpperCase() }],
    ['a list for drySha', { ...good, drySha: [ID] }],
    ['nothing of ours', { drySha: ID }],
    ['a list of ours', { ...good, moorline: [good.moorline] }],
    ['a newer schema', { ...good, moorline: { ...good.moorline, schema: 2 } }],
    ['schema 0', { ...good, moorline: { ...good.moorline, schema: 0 } }],
    ['schema as text', { ...good, moorline: { ...good.moorline, schema: '1' } }],
    ['rules 0', { ...good, moorline: { ...good.moorline, rules: 0 } }],
    ['rules 1.5', { ...good, moorline: { ...good.moorline, rules: 1.5 } }],
    ['no units', { ...good, moorline: { schema: 1, rules: 1 } }],
    ['a map of units', { ...good, moorline: { ...good.moorline, units: { length: 0 } } }],
    ['a null unit', { ...good, moorline: { ...good.moorline, units: [SHOP, null] } }],
    ...['../x', '/x', 'a/../b', 'a//b', '', '.', 'a\0', 'a\\b', 'C:/x', 3].map((path): [string, unknown] => [
      `the path ${JSON.stringify(path)}`,
      { ...good, moorline: { ...good.moorline, units: [{ ...SHOP, path }] } },
    ]),
    ...[-1, 0.5, '7', null].map((resources): [string, unknown] => [
      `${JSON.stringify(resources)} resources`,
      { ...good, moorline: { ...good.moorline, units: [{ ...SHOP, resources }] } },
    ]),
  ] satisfies [string, unknown][])('refuses %s', (_, value) => {
    expect(read(value)).toBeUndefined();
  });

  it('never takes a key for the prototype', () => {
    const ours = JSON.stringify(good);
    expect(parseRootMetadata(`{"__proto__":${ours}}`)).toBeUndefined();
    expect(parseRootMetadata(`{"__proto__":{},${ours.slice(1)}`)).toBeUndefined();
    expect(parseRootMetadata(ours.replace('"schema"', '"\\u005f_proto__":{},"schema"'))).toBeUndefined();
    expect(parseRootMetadata(ours.replace('"stack"', '"__proto__":{},"stack"'))).toBeUndefined();
    expect(parseRootMetadata(ours)).toBeDefined();
  });

  it.each(['', 'null', '{', '[]', '\ufeff{}', '[1]'.repeat(9), '['.repeat(1e6), `"${'x'.repeat(1e7 * 2)}"`])(
    'refuses text %#',
    (text) => {
      expect(parseRootMetadata(text)).toBeUndefined();
    },
  );

  it('never throws', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.json()), (text) => {
        expect(parseRootMetadata(text)).toBeUndefined();
      }),
    );
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), fc.jsonValue(), (schema, rules, units) => {
        expect(() => read({ drySha: ID, moorline: { schema, rules, units } })).not.toThrow();
      }),
    );
  });
});
