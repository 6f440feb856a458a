import { expect, it } from 'vitest';
import { isTracked } from '../../../src/drift/controller/is-tracked.ts';
import type { JsonObject } from '../../../src/model/json.ts';
import { application, stateOf, stateOfApplication, stateOfKustomization } from './objects.ts';

function config(metadata: JsonObject, kind = 'ConfigMap'): JsonObject {
  return { apiVersion: 'v1', kind, metadata: { name: 'left', namespace: 'shop', ...metadata } };
}

const tracked = (id: string, more: JsonObject = {}) => ({
  annotations: { 'argocd.argoproj.io/tracking-id': id, ...more },
});
const FLUX = {
  'kustomize.toolkit.fluxcd.io/name': 'shop',
  'kustomize.toolkit.fluxcd.io/namespace': 'flux-system',
};

it.each<[string, JsonObject, boolean]>([
  ['its tracking id', tracked('shop:/ConfigMap:shop/left'), true],
  ['a copied tracking id', tracked('shop:/ConfigMap:shop/other'), false],
  ['the tracking id of another kind', tracked('shop:/Secret:shop/left'), false],
  ['the tracking id of another Application', tracked('web:/ConfigMap:shop/left'), false],
  ['the tracking id of a namesake elsewhere', tracked('team_shop:/ConfigMap:shop/left'), false],
  ['a label that charts set too', { labels: { 'app.kubernetes.io/instance': 'shop' } }, false],
  ['an owner', { ...tracked('shop:/ConfigMap:shop/left'), ownerReferences: [{ name: 'x' }] }, false],
  [
    'the wish to be kept',
    tracked('shop:/ConfigMap:shop/left', { 'argocd.argoproj.io/compare-options': 'X, IgnoreExtraneous' }),
    false,
  ],
])('Argo CD tracks an object with %s: %s', (_, metadata, expected) => {
  expect(isTracked(stateOfApplication(), config(metadata))).toBe(expected);
});

it('Argo CD names Applications in other namespaces by them', () => {
  const of = (status: JsonObject) => {
    const object = { ...application({}, status), metadata: { name: 'shop', namespace: 'team' } };
    const ids = ['shop:/ConfigMap:shop/left', 'team_shop:/ConfigMap:shop/left'];
    return ids.map((id) => isTracked(stateOf(object), config(tracked(id))));
  };
  expect(of({})).toEqual([false, true]);
  expect(of({ controllerNamespace: 'team' })).toEqual([true, false]);
  expect(of({ controllerNamespace: null })).toEqual([true, true]);
});

it('Argo CD tracks names with colons, in no namespace', () => {
  const id = 'shop:rbac.authorization.k8s.io/ClusterRole:shop/system:shop';
  const role = {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'ClusterRole',
    metadata: { name: 'system:shop', ...tracked(id) },
  };
  expect(isTracked(stateOfApplication(), role)).toBe(true);
});

it.each<[string, JsonObject, boolean]>([
  ['ConfigMap', { labels: FLUX }, true],
  ['ConfigMap', { labels: { 'kustomize.toolkit.fluxcd.io/name': 'shop' } }, false],
  ['ConfigMap', { labels: { ...FLUX, 'kustomize.toolkit.fluxcd.io/namespace': 'team' } }, false],
  ['ConfigMap', { labels: FLUX, annotations: { 'kustomize.toolkit.fluxcd.io/prune': 'Disabled' } }, false],
  ['ConfigMap', { labels: { ...FLUX, 'kustomize.toolkit.fluxcd.io/prune': 'disabled' } }, false],
  ['ConfigMap', { labels: FLUX, ownerReferences: [{ name: 'x' }] }, false],
  ['Endpoints', { labels: FLUX }, false],
  ['ConfigMap', tracked('shop:/ConfigMap:shop/left'), false],
])('Flux tracks a %s with %j: %s', (kind, metadata, expected) => {
  expect(isTracked(stateOfKustomization(), config(metadata, kind))).toBe(expected);
});
