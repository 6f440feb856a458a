import { describe, expect, it } from 'vitest';
import { lagOf } from '../../../src/drift/controller/lag-of.ts';
import { seesDrift } from '../../../src/drift/controller/sees-drift.ts';
import type { ControllerState } from '../../../src/drift/controller/controller-state.ts';
import type { Blame, DriftedResource, DriftField } from '../../../src/drift/verdict.ts';
import type { ResourceId } from '../../../src/model/resource.ts';
import { FACTS, NEW, OLD, ready, stateOfApplication, stateOfKustomization } from './objects.ts';

const SETTINGS = { group: '', version: 'v1', kind: 'ConfigMap', namespace: 'shop', name: 'settings' };
const WEB = { group: 'apps', version: 'v1', kind: 'Deployment', namespace: 'shop', name: 'web' };

function field(kind: DriftField['kind'], rule: string, blame: Partial<Blame> = {}): DriftField {
  const who = { manager: 'kubectl-edit', operation: 'Update', subresource: null, time: null, ...blame };
  return {
    path: '.x',
    kind,
    desired: null,
    live: null,
    cause: 'human',
    severity: 'low',
    blame: [who],
    rule,
  };
}

const DECLARED = field('modified', 'declared-value');
const BY_HAND = field('extra', 'written-by-hand');

/** Whether the first of the differences of an object is seen. */
function sees(state: ControllerState, id: ResourceId, fields: readonly [DriftField, ...DriftField[]]) {
  const rest = { reason: undefined, tolerated: [], warnings: [] };
  const resource: DriftedResource = { id, state: 'drifted', fields, ...rest };
  return seesDrift({ state, lag: lagOf(state, FACTS) }, resource, fields[0]);
}

describe('Argo CD', () => {
  const state = stateOfApplication();
  const waiting = stateOfApplication(
    {},
    { sync: { status: 'OutOfSync', revision: NEW }, history: [{ revision: OLD }] },
  );
  const stuck = stateOfApplication(
    {},
    { sync: { status: 'OutOfSync', revision: OLD }, history: [{ revision: OLD }] },
  );
  it.each<[string, boolean | undefined, boolean | undefined]>([
    ['says that the object is Synced', sees(state, SETTINGS, [DECLARED]), false],
    ['says that the object is OutOfSync', sees(state, WEB, [DECLARED]), true],
    ['says OutOfSync, and an added field is all that differs', sees(state, WEB, [BY_HAND]), true],
    [
      'says OutOfSync, and more differs than the added field',
      sees(state, WEB, [BY_HAND, DECLARED]),
      undefined,
    ],
    [
      'says OutOfSync, and a declared field is among what differs',
      sees(state, WEB, [DECLARED, BY_HAND]),
      true,
    ],
    ['says nothing of the object', sees(state, { ...WEB, name: 'none' }, [DECLARED]), undefined],
    [
      'says no status of the object',
      sees(state, { ...SETTINGS, kind: 'Secret', name: 'none' }, [DECLARED]),
      undefined,
    ],
    ['compares with a commit that waits', sees(waiting, WEB, [DECLARED]), undefined],
    ['compares with the commit that is applied, and is behind', sees(stuck, WEB, [DECLARED]), true],
  ])('%s', (_, seen, expected) => {
    expect(seen).toBe(expected);
  });
});

describe('Flux', () => {
  const state = stateOfKustomization();
  const orphan = field('orphan', 'whole-object');
  it.each<[string, boolean | undefined, boolean | undefined]>([
    ['puts back what Git declares', sees(state, SETTINGS, [DECLARED]), true],
    ['makes what is missing', sees(state, SETTINGS, [field('missing', 'whole-object')]), true],
    ['drops what Git gave up', sees(state, SETTINGS, [field('extra', 'left-behind')]), true],
    ['takes away what kubectl added', sees(state, SETTINGS, [BY_HAND]), true],
    [
      'takes away what an old client added',
      sees(state, SETTINGS, [field('extra', 'written-by-hand', { manager: 'before-first-apply' })]),
      true,
    ],
    [
      'leaves what another program added',
      sees(state, SETTINGS, [field('extra', 'written-by-hand', { manager: 'k9s' })]),
      false,
    ],
    [
      'leaves what went through a subresource',
      sees(state, SETTINGS, [field('extra', 'written-by-hand', { subresource: 'scale' })]),
      false,
    ],
    ['prunes what is in its inventory', sees(state, SETTINGS, [orphan]), true],
    ['leaves what is not in its inventory', sees(state, WEB, [orphan]), false],
    ['prunes nothing when told so', sees(stateOfKustomization({ prune: false }), SETTINGS, [orphan]), false],
    [
      'says nothing of what is being deleted',
      sees(state, SETTINGS, [field('terminating', 'whole-object')]),
      undefined,
    ],
    [
      'does nothing while suspended',
      sees(stateOfKustomization({ suspend: true }), SETTINGS, [DECLARED]),
      undefined,
    ],
    [
      'is not known to do anything while it fails',
      sees(stateOfKustomization({}, { conditions: [ready('False', 'BuildFailed', '')] }), SETTINGS, [
        DECLARED,
      ]),
      undefined,
    ],
  ])('%s', (_, seen, expected) => {
    expect(seen).toBe(expected);
  });
});

it('says when a difference is put back', () => {
  expect(stateOfKustomization().revertNote).toBe('Flux puts back what it sees within 10m');
  expect(stateOfKustomization({ interval: 'soon\n' }).revertNote).toBeUndefined();
  expect(stateOfKustomization({ suspend: true }).revertNote).toBeUndefined();
  expect(stateOfApplication().revertNote).toMatch(/with the next sync$/);
  const healing = (more: object) =>
    stateOfApplication({ syncPolicy: { automated: { selfHeal: true, ...more } } });
  expect(healing({}).revertNote).toMatch(/when it next looks$/);
  expect(healing({ enabled: false }).revertNote).toMatch(/with the next sync$/);
});
