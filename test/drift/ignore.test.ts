import { describe, expect, it } from 'vitest';
import type { ArgoRule, FluxRule } from '../../src/drift/ignore/ignore-rule.ts';
import { jqPaths } from '../../src/drift/ignore/jq-paths.ts';
import { parseJq } from '../../src/drift/ignore/jq-syntax.ts';
import { parsePointer, pointerPath } from '../../src/drift/ignore/json-pointer.ts';
import { parseSelector } from '../../src/drift/ignore/label-selector.ts';
import { compileRegex } from '../../src/drift/linear-regex.ts';
import type { JsonObject } from '../../src/model/json.ts';
import { judge, lines, managedBy, tolerance } from './judge.ts';

const pod = {
  replicas: 2,
  'a/b': { '~c': 1 },
  containers: [
    { name: 'web', image: 'web:1', env: [{ name: 'A', value: 'x' }] },
    { name: 'istio-proxy', image: 'istio:1' },
  ],
};

function named(expression: string): readonly string[] {
  const { node, problem } = parseJq(expression);
  if (!node) throw new Error(problem);
  return jqPaths(node, pod).map((path) => path.join('/'));
}

describe('jq', () => {
  it.each([
    ['.replicas', ['replicas']],
    ['.["a/b"]."~c"', ['a/b/~c']],
    ['.containers[0].image', ['containers/0/image']],
    ['.containers[-1].image', ['containers/1/image']],
    ['.containers[].image', ['containers/0/image', 'containers/1/image']],
    ['.containers | .[1]', ['containers/1']],
    ['.replicas, .containers[0]', ['replicas', 'containers/0']],
    ['.nowhere.deep', []],
    ['.replicas.deep?', []],
    ['.containers[9]', []],
    ['.containers[] | select(.name == "web") | .env', ['containers/0/env']],
    ['.containers[] | select(.name != "web")', ['containers/1']],
    ['.containers[] | select(.name | startswith("istio-")).image', ['containers/1/image']],
    ['.containers[] | select(.name | endswith("b"))', ['containers/0']],
    ['.containers[] | select(.image | test("^istio:[0-9]+$"))', ['containers/1']],
    ['.containers[] | select(.env)', ['containers/0']],
    ['.containers[] | select(.env | not)', ['containers/1']],
    ['.containers[] | select(.name == "web" and .image == "web:1" or .name == "none")', ['containers/0']],
    ['.containers[] | select(.env[].name == "A")', ['containers/0']],
    ['(.replicas, .replicas) | .', ['replicas']],
    ['.', ['']],
  ])('%s', (expression, paths) => {
    expect(named(expression)).toEqual(paths);
  });

  it.each([
    ['', 'it is empty'],
    ['.a |', 'it ends too early'],
    ['..', '.. is not supported'],
    ['.a[1:2]', '":2]" is not part of what is supported'],
    ['del(.a)', 'del is not supported'],
    ['"text"', 'it gives a value and no field'],
    ['.a == 1', 'it gives a value and no field'],
    ['.a as $x | .b', '"$x | .b" is not part of what is supported'],
    ['select(.a', 'a ")" is missing'],
    ['.a)', ') is not understood here'],
    ['.a[.b]', '[.b…] is not supported; use [n], ["name"] or []'],
    ['.a | test(.b)', 'test() takes a text in double quotes'],
    [
      'select(.a | test("(?=x)"))',
      'the expression of test() is not valid: groups with "(?" other than "(?:" are not supported',
    ],
    ['.a.', 'a "." has no field behind it'],
  ])('refuses %s', (expression, problem) => {
    expect(parseJq(expression).problem).toBe(problem);
  });
});

describe('regular expressions', () => {
  it.each([
    ['web', 'a web b', true],
    ['^web$', 'a web', false],
    ['^(?:a|b)+c?$', 'abbac', true],
    ['^[a-c_]{2,3}$', 'abc', true],
    ['^[a-c_]{2,3}$', 'abca', false],
    ['^a{2,}$', 'aaaa', true],
    ['^a{0}b$', 'b', true],
    ['^[^0-9]+$', 'a1', false],
    [String.raw`^\d+\.\d+$`, '1.25', true],
    [String.raw`^\w+\s\S+$`, 'ab c-d', true],
    ['^[]x]+$', ']x', true],
    ['^.$', '😀', true],
    ['a*?b', 'aab', true],
    ['', 'x', true],
    ['a|', '', true],
  ])('%s on %s is %s, as in JavaScript', (pattern, text, wanted) => {
    expect(compileRegex(pattern).test?.(text)).toBe(wanted);
  });

  it.each([
    '(',
    ')',
    'a**',
    '*',
    '[a',
    '[b-a]',
    'a{2,1}',
    'a{',
    String.raw`\b`,
    '(?i)a',
    '[[:alpha:]]',
    '^*',
  ])('refuses %s', (pattern) => {
    expect(compileRegex(pattern).problem).toMatch(/\w/);
  });

  it('takes linear time and little room, whatever it is given', () => {
    const evil = compileRegex('^(?:(?:a*)*)*$');
    expect(evil.test?.(`${'a'.repeat(20_000)}b`)).toBe(false);
    expect(compileRegex('(?:(?:(?:){1000}){1000}){1000}').problem).toBe('it is too large');
    expect(compileRegex('(?:a{1000}){1000}').problem).toBe('it is too large');
    expect(compileRegex('('.repeat(400)).problem).toBe('groups are nested too deeply');
  });
});

describe('JSON pointers', () => {
  it('name members and items', () => {
    const of = (text: string) => pointerPath(pod, parsePointer(text) ?? ['?'])?.join(' ');
    expect([of('/a~1b/~0c'), of('/containers/1/name'), of('/containers/01'), of('/containers/-')]).toEqual([
      'a/b ~c',
      'containers 1 name',
      undefined,
      undefined,
    ]);
    expect([of('/constructor'), of('/replicas/x')]).toEqual([undefined, undefined]);
  });

  it.each(['spec', '/a~2', '/a~'])('refuse %s', (text) => {
    expect(parsePointer(text)).toBeUndefined();
  });
});

describe('selectors', () => {
  it.each([
    ['app=web', true],
    ['app==web, tier!=back', true],
    ['app in (api, web)', true],
    ['app notin (web)', false],
    ['app', true],
    ['!app', false],
    ['!team,app', true],
    ['', true],
  ])('%s', (text, wanted) => {
    expect(parseSelector(text)?.({ app: 'web' })).toBe(wanted);
  });

  it.each(['app in web', '=x', 'a=b=c', 'a in (b', 'a b'])('refuse %s', (text) => {
    expect(parseSelector(text)).toBeUndefined();
  });
});

const git: JsonObject = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'web', namespace: 'shop', labels: { app: 'web' } },
  spec: { replicas: 2, template: { spec: { containers: [{ name: 'web', image: 'web:1' }] } } },
};
const cluster: JsonObject = {
  ...git,
  metadata: {
    name: 'web',
    namespace: 'shop',
    labels: { app: 'web' },
    managedFields: [managedBy('keda', { 'f:spec': { 'f:replicas': {} } })],
  },
  spec: { replicas: 5, template: { spec: { containers: [{ name: 'web', image: 'web:2' }] } } },
};
const image = 'modified .spec.template.spec.containers[name="web"].image declared-value';
const replicas = 'modified .spec.replicas declared-value';

describe('rules', () => {
  const under = (...ignore: (ArgoRule | FluxRule)[]) => judge(git, cluster, { ignore });

  it.each<[string, ArgoRule | FluxRule]>([
    ['pointer', { group: 'apps', kind: 'Deployment', jsonPointers: ['/spec/replicas'] }],
    ['globs', { group: '*', kind: 'Dep*', namespace: 'shop', name: 'web', jsonPointers: ['/spec/replicas'] }],
    ['jq', { kind: 'Deployment', jqPathExpressions: ['.spec.replicas'] }],
    ['manager', { kind: 'Deployment', managedFieldsManagers: ['keda'] }],
    ['flux', { paths: ['/spec/replicas'] }],
    [
      'flux target',
      { paths: ['/spec/replicas'], target: { kind: 'Deploy.*', name: 'w.b', labelSelector: 'app in (web)' } },
    ],
  ])('of the form %s take a field away and say so', (_, rule) => {
    const found = under(rule);
    expect(lines(found)).toEqual([image]);
    expect(tolerance(found, '.spec.replicas')).toBe('ignore[0]');
  });

  it.each<[string, ArgoRule | FluxRule]>([
    ['another kind', { kind: 'StatefulSet', jsonPointers: ['/spec/replicas'] }],
    ['the core group', { group: '', kind: 'Deployment', jsonPointers: ['/spec/replicas'] }],
    ['another name', { kind: 'Deployment', name: 'we', jsonPointers: ['/spec/replicas'] }],
    ['a part of the name', { paths: ['/spec/replicas'], target: { name: 'we' } }],
    ['other labels', { paths: ['/spec/replicas'], target: { labelSelector: 'app=api' } }],
    ['a field that is not there', { jsonPointers: ['/spec/replica'] }],
    ['another manager', { managedFieldsManagers: ['vpa'] }],
  ])('for %s change nothing', (_, rule) => {
    expect(lines(under(rule))).toEqual([replicas, image]);
  });

  it('take all away together and name the one that did it', () => {
    const found = under(
      { jsonPointers: ['/metadata/labels/app'] },
      { jqPathExpressions: ['.spec.template.spec.containers[] | select(.name == "web") | .image'] },
      { paths: ['/spec/replicas'] },
    );
    expect(found.state).toBe('synced');
    expect(tolerance(found, '.spec.template.spec.containers[name="web"].image')).toBe('ignore[1]');
    expect(tolerance(found, '.spec.replicas')).toBe('ignore[2]');
  });

  it('never add a difference by cutting the key of an item', () => {
    const found = under({ jsonPointers: ['/spec/template/spec/containers/0/name'] });
    expect(lines(found)).toContain(replicas);
    for (const line of lines(found)) expect(line).toMatch(/replicas|containers/);
  });
});
