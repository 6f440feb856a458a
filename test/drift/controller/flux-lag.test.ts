import { describe, expect, it } from 'vitest';
import { lagOf, revisionToCompare } from '../../../src/drift/controller/lag-of.ts';
import type { JsonObject } from '../../../src/model/json.ts';
import {
  BRANCH,
  FACTS,
  LOST,
  NEW,
  OLD,
  ready,
  reconciling,
  repository,
  SAME,
  stateOfKustomization,
} from './objects.ts';

const text = (commit: string) => `${BRANCH}@sha1:${commit}`;
const revisions = (applied: string, attempted = applied) => ({
  lastAppliedRevision: text(applied),
  lastAttemptedRevision: text(attempted),
});
const DONE = ready('True', 'ReconciliationSucceeded', 'Applied');
const failed = (reason: string, message: string) => ({
  conditions: [reconciling('ProgressingWithRetry'), ready('False', reason, message)],
});
const RUNNING = { conditions: [reconciling('Progressing'), ready('Unknown', 'Progressing', 'in progress')] };

describe('a Kustomization lags behind', () => {
  it.each<[string, JsonObject, JsonObject, JsonObject, string, string]>([
    ['suspended', { suspend: true }, revisions(OLD), repository(NEW), 'suspended', 'suspended'],
    [
      'its source is suspended',
      {},
      revisions(OLD),
      repository(OLD, { suspend: true }),
      'suspended',
      'its GitRepository is suspended',
    ],
    [
      'not fetched',
      {},
      revisions(OLD),
      repository(OLD),
      'not-seen',
      'it has not looked at the newest commit yet',
    ],
    [
      'cannot fetch',
      {},
      revisions(OLD),
      repository(OLD, {}, [ready('False', 'GitOperationFailed', 'authentication required')]),
      'not-seen',
      'GitOperationFailed: authentication required',
    ],
    [
      'fetched, not attempted',
      {},
      revisions(OLD),
      repository(NEW),
      'not-applied',
      'it has not applied the newest commit yet',
    ],
    [
      'fetched, waiting for another one',
      {},
      { ...revisions(OLD), ...failed('DependencyNotReady', "dependency 'flux-system/db' is not ready") },
      repository(NEW),
      'not-applied',
      "DependencyNotReady: dependency 'flux-system/db' is not ready",
    ],
    [
      'its settings were changed since',
      {},
      { observedGeneration: 1 },
      repository(NEW),
      'not-applied',
      'it has not acted upon its changed settings yet',
    ],
    [
      'attempted, failed, and waiting for the next try',
      {},
      { ...revisions(OLD, NEW), ...failed('BuildFailed', 'kustomize build\nfailed') },
      repository(NEW),
      'failed',
      'BuildFailed: kustomize build failed',
    ],
    [
      'failed with changed settings',
      {},
      { ...revisions(NEW), observedGeneration: 1, ...failed('ReconciliationFailed', 'invalid') },
      repository(NEW),
      'failed',
      'ReconciliationFailed: invalid',
    ],
    [
      'running',
      {},
      { ...revisions(OLD, NEW), ...RUNNING },
      repository(NEW),
      'applying',
      'it is applying the newest commit',
    ],
    [
      'running with an older commit',
      {},
      { ...revisions(LOST, OLD), lastAppliedRevision: '', ...RUNNING },
      repository(NEW),
      'not-applied',
      'it has not applied the newest commit yet',
    ],
    [
      'at a commit that nobody has',
      {},
      revisions(LOST),
      repository(NEW),
      'unknown',
      'it is at ddddddd, which the remote does not have',
    ],
  ])('%s', (_, ...[spec, status, source, kind, reason]) => {
    const lag = lagOf(stateOfKustomization(spec, status, source), FACTS);
    expect(lag).toMatchObject({ class: kind, reason, head: SAME });
  });

  it.each<[string, JsonObject, JsonObject, string]>([
    ['running', { ...revisions(OLD, NEW), ...RUNNING }, repository(NEW), '2026-01-02T08:59:00Z'],
    [
      'failed',
      { ...revisions(OLD, NEW), ...failed('BuildFailed', '') },
      repository(NEW),
      '2026-01-02T09:00:00Z',
    ],
    ['fetched', { ...revisions(OLD), conditions: [DONE] }, repository(NEW), '2026-01-02T08:58:00Z'],
  ])('since it was %s', (_, ...[status, source, since]) => {
    expect(lagOf(stateOfKustomization({}, status, source), FACTS)?.since).toBe(since);
  });
});

describe('a Kustomization has applied', () => {
  it.each<[string, JsonObject, JsonObject]>([
    ['everything', {}, {}],
    ['everything, and is suspended now', { suspend: true }, { observedGeneration: 1 }],
    ['everything, and its pods are not healthy', {}, failed('HealthCheckFailed', 'timeout')],
    ['everything, and applies it again', {}, RUNNING],
    ['everything, told in an older form', {}, { lastAppliedRevision: `${BRANCH}/${NEW}` }],
    ['everything, told without the branch', {}, { lastAppliedRevision: `sha1:${NEW}` }],
  ])('%s', (_, spec, status) => {
    const state = stateOfKustomization(spec, status, repository(SAME));
    expect([lagOf(state, FACTS), revisionToCompare(state, FACTS)]).toEqual([null, NEW]);
  });
});

describe('the cluster is compared with', () => {
  it.each<[string, JsonObject, string | null]>([
    ['the applied commit', revisions(OLD), OLD],
    [
      'the applied one when an apply failed',
      { ...revisions(OLD, NEW), ...failed('ReconciliationFailed', '') },
      OLD,
    ],
    [
      'the attempted one when only pods are not healthy',
      { ...revisions(OLD, NEW), ...failed('HealthCheckFailed', '') },
      NEW,
    ],
    [
      'the attempted one when only pruning failed',
      { ...revisions(OLD, NEW), ...failed('PruneFailed', '') },
      NEW,
    ],
    ['the head when nobody has the commit', revisions(LOST), SAME],
    ['nothing when nothing was applied', { lastAppliedRevision: '', lastAttemptedRevision: '' }, null],
  ])('%s', (_, status, revision) => {
    expect(revisionToCompare(stateOfKustomization({}, status), FACTS)).toBe(revision);
  });
});

it('an inventory names objects', () => {
  const ids = [
    '_system__x_rbac.authorization.k8s.io_ClusterRole',
    'default_podinfo__Service',
    '__x_y',
    'nothing',
    7,
  ];
  const entries = ids.map((id) => ({ id, v: 'v1' }));
  const { inventory } = stateOfKustomization({}, { inventory: { entries } });
  expect(inventory).toEqual([
    {
      group: 'rbac.authorization.k8s.io',
      version: 'v1',
      kind: 'ClusterRole',
      namespace: '',
      name: 'system:x',
    },
    { group: '', version: 'v1', kind: 'Service', namespace: 'default', name: 'podinfo' },
  ]);
  expect(stateOfKustomization({}, { inventory: { entries: 'all' } }).inventory).toBeUndefined();
});
