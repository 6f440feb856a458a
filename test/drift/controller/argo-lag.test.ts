import { describe, expect, it } from 'vitest';
import { lagOf, revisionsToAsk, revisionToCompare } from '../../../src/drift/controller/lag-of.ts';
import type { JsonObject } from '../../../src/model/json.ts';
import {
  application,
  FACTS,
  LOST,
  NEW,
  OLD,
  operation,
  SAME,
  stateOf,
  stateOfApplication,
} from './objects.ts';

const MANUAL = { syncPolicy: {} };
const deployed = (revision: string) => ({ history: [{ revision: LOST }, { revision }] });
const compared = (status: string, revision: string) => ({ sync: { status, revision } });
const BEHIND = {
  ...compared('OutOfSync', NEW),
  ...deployed(OLD),
  operationState: operation('Succeeded', OLD),
};

describe('an Application lags behind', () => {
  it.each<[string, JsonObject, JsonObject, string, string]>([
    [
      'not seen: the compared commit lacks the change',
      {},
      { ...compared('Synced', OLD), ...deployed(OLD), operationState: operation('Succeeded', OLD) },
      'not-seen',
      'it has not looked at the newest commit yet',
    ],
    ['seen, not applied, manual', MANUAL, BEHIND, 'not-applied', 'it waits for a manual sync'],
    [
      'automated is switched off by a field of its own',
      { syncPolicy: { automated: { enabled: false, prune: true } } },
      BEHIND,
      'not-applied',
      'it waits for a manual sync',
    ],
    ['seen, not applied, automated', {}, BEHIND, 'not-applied', 'it has not applied the newest commit yet'],
    [
      'applying',
      {},
      { ...BEHIND, operationState: operation('Running', NEW) },
      'applying',
      'it is applying the newest commit',
    ],
    [
      'being stopped',
      {},
      { ...BEHIND, operationState: operation('Terminating', NEW) },
      'applying',
      'it is applying the newest commit',
    ],
    [
      'applying at its very start',
      {},
      { ...BEHIND, operationState: { phase: 'Running', startedAt: '2026-01-02T08:59:00Z' } },
      'applying',
      'it is applying the newest commit',
    ],
    [
      'still applying an older commit is not applying the newest',
      {},
      { ...BEHIND, operationState: operation('Running', OLD) },
      'not-applied',
      'it has not applied the newest commit yet',
    ],
    [
      'apply failed',
      {},
      {
        ...BEHIND,
        operationState: operation('Failed', NEW, { message: 'one or more objects failed to apply' }),
      },
      'failed',
      'one or more objects failed to apply',
    ],
    [
      'apply failed, with the object',
      {},
      {
        ...BEHIND,
        operationState: operation('Error', NEW, {
          message: 'failed',
          syncResult: {
            revision: NEW,
            resources: [
              { kind: 'ConfigMap', name: 'settings', status: 'Synced', message: 'unchanged' },
              { kind: 'Deployment', name: 'web', status: 'SyncFailed', message: 'is\ninvalid' },
            ],
          },
        }),
      },
      'failed',
      'Deployment web: is invalid: failed',
    ],
    [
      'apply failed without a word',
      {},
      { ...BEHIND, operationState: operation('Error', NEW) },
      'failed',
      'the sync ended as Error',
    ],
    [
      'apply failed, and the next try is to come',
      {},
      {
        ...BEHIND,
        operationState: operation('Running', NEW, {
          finishedAt: '2026-01-02T09:00:00Z',
          message: 'invalid. Retrying attempt #1',
        }),
      },
      'failed',
      'invalid. Retrying attempt #1',
    ],
    [
      'the failure is about an older commit',
      {},
      { ...BEHIND, operationState: operation('Failed', OLD) },
      'not-applied',
      'it has not applied the newest commit yet',
    ],
    [
      'cannot compare: condition',
      {},
      { ...BEHIND, conditions: [{ type: 'ComparisonError', message: 'repository not\u202e accessible' }] },
      'unknown',
      'repository not accessible',
    ],
    [
      'cannot compare: status',
      {},
      { ...BEHIND, ...compared('Unknown', OLD) },
      'unknown',
      'it has not compared yet',
    ],
    [
      'nothing is known yet',
      {},
      { sync: {}, history: [], operationState: {} },
      'unknown',
      'it has not compared yet',
    ],
    [
      'at a commit that nobody has',
      {},
      { ...BEHIND, ...deployed(LOST) },
      'unknown',
      'it is at ddddddd, which the remote does not have',
    ],
  ])('%s', (_, ...[spec, status, kind, reason]) => {
    const lag = lagOf(stateOfApplication(spec, status), FACTS);
    expect(lag).toMatchObject({ class: kind, reason, head: SAME });
  });

  it('because it is told to do nothing', () => {
    const object = application({}, BEHIND);
    const annotations = { 'argocd.argoproj.io/skip-reconcile': 'true' };
    const paused = { ...object, metadata: { name: 'shop', namespace: 'argocd', annotations } };
    expect(lagOf(stateOf(paused), FACTS)).toMatchObject({ class: 'suspended', commits: 2, applied: OLD });
  });
});

describe('an Application that has only deletions left', () => {
  const left = {
    version: 'v1',
    kind: 'ConfigMap',
    namespace: 'shop',
    name: 'x',
    status: 'OutOfSync',
    requiresPruning: true,
  };
  const of = (automated: JsonObject | null, ...more: JsonObject[]) =>
    lagOf(stateOfApplication({ syncPolicy: { automated } }, { ...BEHIND, resources: [left, ...more] }), FACTS)
      ?.class;

  it('is behind unless it is not to delete and has nothing else to do', () => {
    expect(of({ prune: false })).toBeUndefined();
    expect(of({ prune: true })).toBe('not-applied');
    expect(of(null)).toBe('not-applied');
    expect(of({}, { kind: 'ConfigMap', name: 'y', status: 'OutOfSync' })).toBe('not-applied');
    expect(of({}, { kind: 'ConfigMap', name: 'y', status: 'Unknown' })).toBe('not-applied');
  });
});

describe('an Application has applied', () => {
  it.each<[string, JsonObject, string]>([
    ['everything', {}, NEW],
    ['a commit whose successors touch other units', compared('Synced', SAME), SAME],
    ['nothing, as the commit changed nothing here', { ...compared('Synced', SAME), ...deployed(OLD) }, SAME],
    ['the newest commit, and somebody changed the cluster since', compared('OutOfSync', SAME), NEW],
    ['the newest commit, and cannot compare now', { ...compared('Unknown', ''), ...deployed(NEW) }, NEW],
    [
      'something long ago, of which only the operation is left',
      { ...compared('OutOfSync', NEW), history: [] },
      NEW,
    ],
  ])('%s', (_, status, revision) => {
    const state = stateOfApplication({}, status);
    expect([lagOf(state, FACTS), revisionToCompare(state, FACTS)]).toEqual([null, revision]);
  });

  it.each([
    ['a part', { sync: { revision: NEW, resources: [{ kind: 'ConfigMap', name: 'settings' }] } }],
    ['a trial', { sync: { revision: NEW, dryRun: true } }],
  ])('only %s, which is not the commit', (_, asked) => {
    const operationState = operation('Succeeded', NEW, { operation: asked });
    const state = stateOfApplication({}, { ...compared('OutOfSync', NEW), history: [], operationState });
    expect([state.applied, revisionToCompare(state, FACTS)]).toEqual([undefined, null]);
  });
});

it('one of several sources has its own commits', () => {
  const sources = [
    { repoURL: 'https://charts.example.com', chart: 'web', targetRevision: '1.0.0' },
    { repoURL: 'x', targetRevision: 'rendered/prod', path: 'shop/prod' },
  ];
  const state = stateOfApplication(
    { sources },
    {
      sync: { status: 'OutOfSync', revisions: ['1.0.0', NEW] },
      history: [{ revisions: ['1.0.0', OLD] }],
      operationState: { phase: 'Failed', syncResult: { revisions: ['1.0.0', NEW] }, message: 'no' },
    },
  );
  expect(revisionsToAsk(state)).toEqual([OLD, NEW]);
  expect(lagOf(state, FACTS)).toEqual({
    class: 'failed',
    applied: OLD,
    head: SAME,
    commits: 2,
    since: null,
    reason: 'no',
  });
});

it('a lag has a time where one is known', () => {
  const since = (status: JsonObject) => lagOf(stateOfApplication({}, status), FACTS)?.since;
  expect(since({ ...BEHIND, operationState: operation('Running', NEW) })).toBe('2026-01-02T08:59:00Z');
  expect(since({ ...BEHIND, operationState: operation('Failed', NEW) })).toBe('2026-01-02T09:00:00Z');
  expect(since({ ...compared('Synced', OLD) })).toBe('2026-01-02T10:00:00Z');
  expect(since({ ...compared('Synced', OLD), reconciledAt: 'yesterday\u001b[31m' })).toBeNull();
  expect(since(BEHIND)).toBeNull();
});

it('a message is one short line without credentials', () => {
  const message = `cannot fetch https://user:hunter2@git.example.com/x:\n${'very '.repeat(5000)}long`;
  const status = { ...BEHIND, conditions: [{ type: 'ComparisonError', message }] };
  const reason = lagOf(stateOfApplication({}, status), FACTS)?.reason ?? '';
  expect(reason).toMatch(/^cannot fetch https:\/\/git\.example\.com\/x: very .*…$/);
  expect(reason.length).toBeLessThanOrEqual(301);
});
