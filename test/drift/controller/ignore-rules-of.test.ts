import { expect, it } from 'vitest';
import { ignoreRulesOf } from '../../../src/drift/controller/ignore-rules-of.ts';
import { identityOf } from '../../../src/model/resource.ts';
import type { Json, JsonObject } from '../../../src/model/json.ts';
import { application, kustomization } from './objects.ts';

const object = (apiVersion: string, kind: string): JsonObject => ({
  apiVersion,
  kind,
  metadata: { name: 'web', namespace: 'shop' },
  spec: { replicas: 2 },
});
const LIVE = [object('apps/v1', 'Deployment'), object('v1', 'Deployment'), object('apps/v1', 'StatefulSet')];

/** For each rule its name, the objects that it is for, and the paths in one of them. */
function read(owner: JsonObject) {
  const { rules, problems } = ignoreRulesOf(owner);
  const shown = rules.map(({ name, selects, paths, managers }) => [
    name,
    LIVE.filter((live) => selects(identityOf(live), live)).map(
      (live) => `${identityOf(live).group}/${identityOf(live).kind}`,
    ),
    LIVE.slice(0, 1).flatMap((live) => paths(live).map((path) => path.join('.'))),
    ...managers,
  ]);
  return { shown, problems };
}

const argo = (...ignoreDifferences: Json[]) => read(application({ ignoreDifferences }));
const flux = (...ignore: Json[]) => read(kustomization({ ignore }));
const POINTERS = { jsonPointers: ['/spec/replicas'] };

it('of an Application', () => {
  expect(
    argo(
      { group: 'apps', kind: 'Deployment', ...POINTERS },
      { group: '*', kind: '*', jqPathExpressions: ['.spec.replicas'], managedFieldsManagers: ['hpa'] },
    ),
  ).toEqual({
    shown: [
      ['Application argocd/shop ignoreDifferences[0]', ['apps/Deployment'], ['spec.replicas']],
      [
        'Application argocd/shop ignoreDifferences[1]',
        ['apps/Deployment', '/Deployment', 'apps/StatefulSet'],
        ['spec.replicas'],
        'hpa',
      ],
    ],
    problems: [],
  });
});

it('of an Application without a group are for the core group', () => {
  expect(argo({ kind: 'Deployment', ...POINTERS }).shown[0]?.[1]).toEqual(['/Deployment']);
});

it('of a Kustomization', () => {
  expect(
    flux({ paths: ['/spec/replicas'] }, { paths: ['/spec/replicas'], target: { kind: 'Stateful.*' } }),
  ).toEqual({
    shown: [
      [
        'Kustomization flux-system/shop ignore[0]',
        ['apps/Deployment', '/Deployment', 'apps/StatefulSet'],
        ['spec.replicas'],
      ],
      ['Kustomization flux-system/shop ignore[1]', ['apps/StatefulSet'], ['spec.replicas']],
    ],
    problems: [],
  });
});

it('that are understood in part are used in part, and that is said', () => {
  const { shown, problems } = argo({ kind: 'Deployment', ...POINTERS, jqPathExpressions: ['.spec | keys'] });
  expect(shown).toEqual([
    ['Application argocd/shop ignoreDifferences[0]', ['/Deployment'], ['spec.replicas']],
  ]);
  expect(problems).toEqual([
    expect.stringMatching(/^Application argocd\/shop ignoreDifferences\[0\]: This expression/),
  ]);
});

it.each<[string, Json]>([
  ['a target that is no regular expression', { paths: ['/spec'], target: { name: '(' } }],
  ['a target that is no selector', { paths: ['/spec'], target: { labelSelector: '=,=' } }],
  ['a target that is a text', { paths: ['/spec'], target: 'web' }],
  ['a target with a number', { paths: ['/spec'], target: { name: 7 } }],
  ['a path that is a number', { paths: ['/spec', 7] }],
  ['paths that are a text', { paths: '/spec' }],
  ['no shape', 'ignore everything'],
  ['nothing', null],
])('with %s are left out, and that is said', (_, rule) => {
  const { shown, problems } = flux({ paths: ['/spec/replicas'] }, rule);
  expect(shown).toHaveLength(1);
  expect(problems).toEqual([expect.stringMatching(/^Kustomization flux-system\/shop ignore\[1\]: ./)]);
});

it.each<[Json]>([
  [7],
  [{ kind: 7 }],
  [{ kind: 'x', jsonPointers: '/x' }],
  [{ kind: 'x', jsonPointers: [null] }],
])('of the shape %j are left out, and that is said', (rule) => {
  expect(argo(rule)).toEqual({ shown: [], problems: [expect.stringContaining('ignoreDifferences[0]: ')] });
});

it('may be anything else than a list', () => {
  expect(ignoreRulesOf(application({ ignoreDifferences: 'all' }))).toEqual({ rules: [], problems: [] });
});
