import { expect, it } from 'vitest';
import type { Diagnostic } from '../../../src/diagnostics/diagnostic.ts';
import type { Unit } from '../../../src/model/unit.ts';
import { controllersOf } from '../../../src/pipeline/drift/controllers-of.ts';
import { application, BRANCH, NEW, SAME, URL } from './objects.ts';

it('a unit whose Application is pinned is compared with the head, and that is said', async () => {
  const pinned = application({ source: { repoURL: URL, targetRevision: NEW, path: 'shop/prod' } });
  const look = { target: { url: URL } } as Parameters<typeof controllersOf>[0];
  const branch = { branch: BRANCH, head: SAME } as Parameters<typeof controllersOf>[2];
  const objects = { applications: [pinned], kustomizations: [], repositories: [] };
  const unit = { path: 'shop/prod', project: { name: 'shop' }, stack: { name: 'prod' } } as Unit;
  const told: Diagnostic[] = [];
  const state = await controllersOf(look, { objects, server: 'https://cluster.example' }, branch).stateOf(
    unit,
    (found) => told.push(found),
  );
  expect([state.controller, state.revision]).toEqual([null, SAME]);
  expect(told).toMatchObject([{ code: 'CONTROLLER_DEPARTS', severity: 'warning' }]);
  expect(told[0]?.detail).toBe(
    `Application argocd/shop has this folder, and is at ${NEW} instead of following the branch (shop/prod).`,
  );
});
