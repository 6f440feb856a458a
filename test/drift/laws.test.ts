import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { filesDrift } from '../../src/drift/files-drift.ts';
import { jqPaths } from '../../src/drift/ignore/jq-paths.ts';
import { parseJq } from '../../src/drift/ignore/jq-syntax.ts';
import { parsePointer, pointerPath } from '../../src/drift/ignore/json-pointer.ts';
import { parseSelector } from '../../src/drift/ignore/label-selector.ts';
import { compileRegex } from '../../src/drift/linear-regex.ts';
import { fieldPath, leaves } from '../../src/model/field-path.ts';
import { partAt, withPart } from '../../src/model/edit-json.ts';
import { isJsonObject, type Json, type JsonObject } from '../../src/model/json.ts';
import type { Path } from '../../src/model/node.ts';
import { driftJson } from '../../src/report/drift-json.ts';
import { driftText } from '../../src/report/drift-text.ts';
import { PLAIN } from '../../src/report/style.ts';
import { isSameField } from './drift-data.ts';
import { judge, lines, managedBy } from './judge.ts';

const key = fc.constantFrom(
  ...'replicas image resources requests limits cpu memory labels data timeout env name value port list paused'.split(
    ' ',
  ),
);
const scalar = fc.oneof(
  fc.constantFrom<Json>('1000m', '1', 1, 0.1, '100m', '1h', '60m', '', 0, false, true, null, 'web', '80', 80),
  fc.string(),
  fc.integer(),
);

/** Lists with keys, each item with another one. */
const containers = (inner: fc.Arbitrary<Json>): fc.Arbitrary<Json> =>
  fc
    .uniqueArray(fc.tuple(fc.stringMatching(/^[a-z]{1,3}$/), inner), {
      selector: ([name]) => name,
      maxLength: 3,
    })
    .map((items) => items.map(([name, value]) => ({ name, value })));

const { tree, map } = fc.letrec<{ tree: Json; map: JsonObject }>((tie) => ({
  tree: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    scalar,
    tie('map'),
    fc.array(tie('tree'), { maxLength: 3 }),
  ),
  map: fc
    .tuple(fc.dictionary(key, tie('tree'), { maxKeys: 4 }), fc.option(containers(tie('tree'))))
    .map(([fields, list]) => (list === null ? fields : { ...fields, containers: list })),
}));

const kind = fc.constantFrom(
  ['apps/v1', 'Deployment'],
  ['v1', 'Service'],
  ['v1', 'Secret'],
  ['v1', 'ConfigMap'],
  ['autoscaling/v2', 'HorizontalPodAutoscaler'],
  ['example.com/v1', 'Gadget'],
);

/** An object with a part below `spec`. */
const object = fc.tuple(kind, map).map(([[apiVersion = '', name = ''], spec]): JsonObject => ({
  apiVersion,
  kind: name,
  metadata: { name: 'web', namespace: 'shop' },
  spec,
}));

const HUGE: fc.Parameters<unknown> = { numRuns: 300 };

/** The same value with the keys of its maps and the items of its lists with keys in another order. */
function turned(value: Json): Json {
  if (Array.isArray(value)) return (value as readonly Json[]).map(turned);
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .map(([name, member]): [string, Json] => {
        const other = turned(member);
        const isKeyed = name === 'containers' && Array.isArray(other);
        return [name, isKeyed ? (other as readonly Json[]).toReversed() : other];
      })
      .toReversed(),
  );
}

/** The same value with one more field in every map, which nobody is known to have written. */
function grown(value: Json): Json {
  if (Array.isArray(value)) return (value as readonly Json[]).map(grown);
  if (!isJsonObject(value)) return value;
  const members = Object.entries(value).map(([name, member]): [string, Json] => [name, grown(member)]);
  return Object.fromEntries([...members, ['another', 'x']]);
}

describe('laws', () => {
  it('an object is in sync with itself', () => {
    fc.assert(
      fc.property(object, (each) => {
        expect(lines(judge(each, each))).toEqual([]);
      }),
      HUGE,
    );
  });

  it('the order of keys and of items with keys is irrelevant', () => {
    fc.assert(
      fc.property(object, (each) => {
        expect(lines(judge(each, turned(each) as JsonObject))).toEqual([]);
      }),
      HUGE,
    );
  });

  it('what a controller adds is no drift', () => {
    fc.assert(
      fc.property(object, tree, fc.nat(), (each, added, at) => {
        const maps = mapPaths(each['spec'] ?? null, ['spec']);
        const path = [...(maps[at % maps.length] ?? ['spec']), 'added'];
        const manager = managedBy('kyverno', fieldSet(each, path));
        const live = withPart(withPart(each, path, added), ['metadata', 'managedFields'], [manager]);
        expect(lines(judge(each, live))).toEqual([]);
      }),
      HUGE,
    );
  });

  it('a declared scalar that was changed is reported at its path or around it', () => {
    fc.assert(
      fc.property(object, fc.nat(), (each, at) => {
        const all = leaves(each['spec'] ?? null, ['spec']).filter(
          ({ value, path }) =>
            value !== null &&
            typeof value !== 'object' &&
            path.at(-1) !== 'name' &&
            // `env` whose items have no proper names is named by index here, and by each item elsewhere
            !path.includes('env'),
        );
        const leaf = all[at % all.length];
        if (!leaf) return;
        const found = judge(each, withPart(each, leaf.path, 'something else'));
        const path = fieldPath(each, leaf.path);
        expect(found.fields.map((field) => isSameField(field.path, path))).toContain(true);
        expect(found.fields.every((field) => isSameField(field.path, path))).toBe(true);
      }),
      HUGE,
    );
  });

  it('what is passed over as the same is the same to a walk that looks at everything', () => {
    fc.assert(
      fc.property(object, fc.array(fc.record({ name: key }), { maxLength: 4 }), (each, env) => {
        const git = withPart(each, ['spec', 'env'], env);
        const walked = judge(git, grown(git) as JsonObject);
        expect(lines(walked)).toEqual([]);
        for (const live of [git, structuredClone(git)]) {
          const { fields, tolerated, warnings } = judge(git, live);
          expect([fields, tolerated, warnings]).toEqual([[], [], walked.warnings]);
        }
      }),
      HUGE,
    );
  });

  it('ignore rules only take away', () => {
    const pointer = fc.array(fc.oneof(key, fc.nat(2).map(String)), { maxLength: 4 });
    fc.assert(
      fc.property(object, object, pointer, (git, live, steps) => {
        const same = { ...live, apiVersion: git['apiVersion'] ?? '', kind: git['kind'] ?? '' };
        const before = judge(git, same).fields.map(({ path }) => path);
        const rule = { jsonPointers: [`/spec/${steps.join('/')}`] };
        for (const { path } of judge(git, same, { ignore: [rule] }).fields)
          expect(before.some((other) => isSameField(path, other))).toBe(true);
        const other = turned(git) as JsonObject;
        const cut = { jsonPointers: ['/spec/containers/0', rule.jsonPointers[0] ?? ''] };
        expect(lines(judge(git, other, { ignore: [cut] }))).toEqual([]);
      }),
      HUGE,
    );
  });
});

/** Paths of all maps. */
function mapPaths(value: Json, path: Path): readonly Path[] {
  if (Array.isArray(value))
    return (value as readonly Json[]).flatMap((item, i) => mapPaths(item, [...path, i]));
  if (!isJsonObject(value)) return [];
  return [path, ...Object.entries(value).flatMap(([name, member]) => mapPaths(member, [...path, name]))];
}

/** The tree that owns a path: with keys for the items of `containers`, and whole lists otherwise. */
function fieldSet(root: JsonObject, path: Path): JsonObject {
  let set: JsonObject = {};
  for (let at = path.length - 1; at >= 0; at--) {
    const step = path[at] ?? '';
    const item = partAt(root, path.slice(0, at + 1));
    const isKeyed = path[at - 1] === 'containers' && isJsonObject(item);
    if (typeof step === 'string') set = { [`f:${step}`]: set };
    else set = isKeyed ? { [`k:${JSON.stringify({ name: item['name'] })}`]: { '.': {}, ...set } } : {};
  }
  return set;
}

describe('secret values', () => {
  const marker = fc.integer({ min: 1000, max: 9999 }).map((n) => `geheim-${n}`);
  const hidden = fc.oneof(
    marker,
    fc.array(marker, { maxLength: 2 }),
    fc.dictionary(key, marker, { maxKeys: 2 }),
  );
  const values = fc.oneof(
    fc.dictionary(key, hidden, { maxKeys: 4 }),
    hidden,
    fc.array(fc.record({ name: marker, containers: containers(marker) }), { maxLength: 2 }),
  );
  const secret = fc.record({ data: values, stringData: values }, { requiredKeys: [] });

  it('are in no output, whatever shape they have', () => {
    fc.assert(
      fc.property(secret, secret, fc.constantFrom('Secret', 'ConfigMap'), (git, live, other) => {
        const metadata = { name: 'web' };
        const copy = JSON.stringify({ apiVersion: 'v1', kind: 'Secret', ...git });
        const annotations = { 'kubectl.kubernetes.io/last-applied-configuration': copy };
        const managedFields = [managedBy('kubectl-edit', { 'f:data': {} })];
        const found = judge(
          { apiVersion: 'v1', kind: 'Secret', metadata, ...git },
          { apiVersion: 'v1', kind: other, metadata: { ...metadata, annotations, managedFields }, ...live },
          { ignore: [{ jsonPointers: ['/data/list/0'] }] },
        );
        const all = [filesDrift([found], [])];
        const shown = driftText(all, { explain: true, style: PLAIN }) + JSON.stringify(driftJson(all));
        expect(shown).not.toMatch(/geheim-|Z2VoZWlt|dlaGVpb|nZWhlaW0/);
      }),
      { numRuns: 500 },
    );
  });

  it('are no private keys of other objects either', () => {
    const pem = '-----BEGIN RSA PRIVATE KEY-----\ngeheim\n-----END RSA PRIVATE KEY-----';
    const config = (value: string) => ({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'web' },
      data: { 'tls.key': value, other: btoa(value) },
    });
    const found = judge(config(pem), config(`${pem}2`));
    expect(found.fields.map(({ desired, live }) => [desired, live])).toEqual([
      ['(secret)', '(secret)'],
      ['(secret)', '(secret)'],
    ]);
  });
});

describe('names that say secret', () => {
  it('hide the literal value, in a variable and in a ConfigMap', () => {
    const pod = (env: Json): JsonObject => ({
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: {
        name: 'web',
        managedFields: [managedBy('kubectl-edit', { 'f:spec': { 'f:containers': {} } })],
      },
      spec: { containers: [{ name: 'web', env }] },
    });
    const variable = (value: string) => ({ name: 'DB_PASSWORD', value });
    const changed = judge(pod([variable('geheim')]), pod([variable('geheim2')]));
    expect(changed.fields).toMatchObject([{ desired: '(secret)', live: '(secret)' }]);
    const added = judge(
      pod([{ name: 'A', value: 'b' }]),
      pod([{ name: 'A', value: 'c' }, variable('geheim')]),
    );
    expect(JSON.stringify(added)).not.toContain('geheim');
    expect(added.fields[0]).toMatchObject({ desired: 'b', live: 'c' });
  });
});

describe('parsers of rules', () => {
  const part = fc.constantFrom(
    ...'. .a .["b"] [0] [] ? | , ( ) select( test("(a*)*$") startswith("a") == != and or not "x" 1 true .. [^ a{9} * + \\ / ~0 ~ in'.split(
      ' ',
    ),
  );
  const text = fc.oneof(
    fc.string({ maxLength: 60 }),
    fc.array(part, { maxLength: 40 }).map((all) => all.join('')),
  );

  it('never throw, and what they accept can be used', () => {
    fc.assert(
      fc.property(text, tree, (written, value) => {
        const jq = parseJq(written);
        if (jq.node) {
          for (const path of jqPaths(jq.node, value)) expect(partAt(value, path)).toBeDefined();
        } else expect(jq.problem).toMatch(/\S/);
        const regex = compileRegex(written);
        expect(typeof (regex.test?.('aaaaaaaaaaaaaaaaaaaaaaaaab') ?? regex.problem)).toMatch(
          /boolean|string/,
        );
        const steps = parsePointer(written);
        const path = steps && pointerPath(value, steps);
        if (path) expect(partAt(value, path)).toBeDefined();
        parseSelector(written)?.({ a: 'b' });
      }),
      { numRuns: 3000 },
    );
  });

  it('agree with JavaScript about expressions that both know', () => {
    const atom = fc.constantFrom('a', 'b', '.', '[ab]', '[^a]', '(?:ab|b)', String.raw`\w`);
    const sign = fc.constantFrom('', '', '*', '+', '?', '{2}', '{1,2}', '{0,}');
    const pattern = fc.array(fc.tuple(atom, sign), { maxLength: 5 }).map((all) => all.flat().join(''));
    fc.assert(
      fc.property(pattern, fc.stringMatching(/^[abc]{0,8}$/), fc.boolean(), (inner, subject, isWhole) => {
        const written = isWhole ? `^(?:${inner})$` : inner;
        expect(compileRegex(written).test?.(subject)).toBe(new RegExp(written).test(subject));
      }),
      { numRuns: 2000 },
    );
  });

  it('take a time that grows with the size alone', () => {
    const wide = { list: Array.from({ length: 2000 }, (_, i) => ({ name: `n${i}`, env: [{ name: 'a' }] })) };
    const { node } = parseJq(
      `${'(.list[], .list[]) | '.slice(0, -3)}${' | (., .)'.repeat(60)} | select(.env[] | select(.name | test("^(a*)*$")))`,
    );
    expect(node && jqPaths(node, wide)).toHaveLength(2000);
  });
});
