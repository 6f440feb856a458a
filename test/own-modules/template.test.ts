import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseYaml } from '../../src/compile/source/parse-yaml.ts';
import type { Diagnostic } from '../../src/diagnostics/diagnostic.ts';
import { positionOf } from '../../src/diagnostics/span.ts';
import { settle } from '../../src/model/draft.ts';
import type { Json } from '../../src/model/json.ts';
import { expand } from '../../src/own-modules/expand.ts';
import { BOOLEAN, NUMBER, TEXT, type Field } from '../../src/own-modules/field-type.ts';
import { readTemplate } from '../../src/own-modules/read-template.ts';
import { moduleScope } from '../../src/own-modules/scope.ts';
import { moduleValues } from '../../src/own-modules/values.ts';
import { contextOf } from '../modules/run-module.ts';

const field = (type: Field['type'], optional = false): Field => ({ type, optional });
const FIELDS = new Map([
  ['size', field(TEXT)],
  ['replicas', field(NUMBER)],
  ['isOn', field(BOOLEAN)],
  ['note', field(TEXT, true)],
  ['labels', field({ kind: 'entries', value: TEXT })],
  ['ports', field({ kind: 'list', item: NUMBER })],
  ['auth', field({ kind: 'fields', fields: new Map([['user', field(TEXT, true)]]) }, true)],
]);
const INPUT = { size: '1Gi', replicas: 3, isOn: false, labels: { team: 'shop' }, ports: [80, 443] };
const scope = moduleScope(FIELDS, new Map([['image', field(TEXT)]]));
const values = moduleValues(INPUT, { image: 'redis:7' }, contextOf());

/** A YAML value, filled in; undefined when nothing is left of it. */
function filled(yaml: string): Json | undefined {
  const found: Diagnostic[] = [];
  const { value: node, diagnostics } = parseYaml({ path: 'module.yaml', text: `value: ${yaml}\n` });
  const template = node && readTemplate(node, { scope, found });
  expect([...diagnostics, ...found].map(({ detail }) => detail)).toEqual([]);
  const object = template && settle(expand(template, values, { left: 1e6 }));
  return (object as Readonly<Record<string, Json>>)['value'];
}

/** Where problems of a YAML value are: the text they point at, and what they say. */
function problems(yaml: string): readonly string[] {
  const found: Diagnostic[] = [];
  const { value: node } = parseYaml({ path: 'module.yaml', text: `value: ${yaml}\n` });
  if (node) readTemplate(node, { scope, found });
  return found.map(({ span, detail }) => {
    expect(positionOf(span!.source, span!.start).line).toBe(1);
    return `${span!.source.text.slice(span!.start, span!.end)}: ${detail}`;
  });
}

describe('an expression that is the whole value', () => {
  it.each([
    ['${input.replicas}', 3],
    ['"${input.replicas}"', 3],
    ['"${input.isOn}"', false],
    ['${input.size}', '1Gi'],
    ['${input.labels}', { team: 'shop' }],
    ['${input.labels.team}', 'shop'],
    ['${input.ports}', [80, 443]],
    ['${platform.image}', 'redis:7'],
    ['${selector}', { 'app.kubernetes.io/name': 'web', 'app.kubernetes.io/part-of': 'shop' }],
  ])('%s keeps the type of the value', (yaml, expected) => {
    expect(filled(yaml)).toEqual(expected);
  });
});

describe('an expression inside of a text', () => {
  it.each([
    ['${unitName}-redis', 'shop-dev-web-redis'],
    ['"n=${input.replicas},${input.isOn}"', 'n=3,false'],
    ['${project}/${stack}/${workspace}/${app}/${key}/${namespace}', 'shop/dev/dev/web/workload/shop'],
    ['"$${input.size}"', '${input.size}'],
    ['"$${${input.size}}"', '${1Gi}'],
    ['"$ $$ $(A) $x {}"', '$ $$ $(A) $x {}'],
    ['""', ''],
  ])('%s is text', (yaml, expected) => {
    expect(filled(yaml)).toEqual(expected);
  });
});

describe('a value that is missing', () => {
  it.each([
    ['${input.note}', undefined],
    ['"a ${input.note} b"', undefined],
    ['{ a: 1, b: "${input.note}" }', { a: 1 }],
    ['{ a: { b: "${input.auth.user}" } }', { a: {} }],
    ['[1, "${input.note}", "${input.labels.none}", 2]', [1, 2]],
  ])('takes its place away in %s', (yaml, expected) => {
    expect(filled(yaml)).toEqual(expected);
  });

  it.each(['constructor', 'toString', 'hasOwnProperty', 'valueOf'])('is no member of %s', (name) => {
    expect(filled(`"\${input.labels.${name}}"`)).toBeUndefined();
    expect(problems(`"\${${name}}"`)).toHaveLength(1);
    expect(problems(`"\${input.${name}}"`)).toHaveLength(1);
    expect(problems(`"\${input.size.${name}}"`)).toHaveLength(1);
  });
});

describe('a mistake', () => {
  it.each([
    ['"a ${inptu.size}"', '${inptu.size}: There is nothing called "inptu". Did you mean "input"?'],
    ['"${input.size}${input.sise}"', '${input.sise}: "input" has no field "sise". Did you mean "size"?'],
    ['"$${input.sise} ${input.sise}"', '${input.sise}: "input" has no field "sise". Did you mean "size"?'],
    ['"x ${input.ports}"', '${input.ports}: "input.ports" is a list, which cannot stand inside a text.'],
    ['"${input.ports.0}"', '${input.ports.0}: "input.ports.0" is not a path'],
    ['"${}"', '${}: "" is not a path'],
    ['"${ input.size }"', '${ input.size }: " input.size " is not a path'],
    ['"a ${input.size"', '${input.size: The expression is not closed.'],
    ['{ a: }', ''],
  ])('in %s is shown where it stands', (yaml, expected) => {
    const [first, ...others] = problems(yaml);
    expect(first).toContain(expected);
    expect(others).toEqual([]);
  });
});

describe('a template without expressions', () => {
  const scalar = fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constantFrom('$', '$$', '{}', '$('));
  const key = fc.string({ minLength: 1 }).filter((text) => text !== '__proto__');
  const { value } = fc.letrec<{ value: Json }>((tie) => ({
    value: fc.oneof(
      { depthSize: 'small' },
      scalar,
      fc.array(tie('value'), { maxLength: 4 }),
      fc.dictionary(key, tie('value'), { maxKeys: 4, noNullPrototype: true }),
    ),
  }));

  it('expands to itself', () => {
    fc.assert(
      fc.property(value, (json) => {
        const text = JSON.stringify(json);
        fc.pre(!text.includes('${'));
        expect(filled(text)).toEqual(json);
      }),
      { numRuns: 500 },
    );
  });

  it('expands to itself also when every ${ is escaped', () => {
    fc.assert(
      fc.property(value, fc.constantFrom('${', '${a}', '${input.size}'), (json, mark) => {
        const text = JSON.stringify({ text: mark, json });
        fc.pre(!JSON.stringify(json).includes('${'));
        expect(filled(text.replaceAll('${', '$$${'))).toEqual({ text: mark, json });
      }),
      { numRuns: 100 },
    );
  });
});
