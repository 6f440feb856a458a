import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findController } from '../../../src/drift/controller/find-controller.ts';
import { lagOf, revisionToCompare, type BranchFacts } from '../../../src/drift/controller/lag-of.ts';
import type { JsonObject } from '../../../src/model/json.ts';

const FOLDER = join(import.meta.dirname, '..', '..', '..', 'fixtures', 'controllers');

/** What was recorded: live objects, and what Git said of the commits of the branch at that time. */
interface Recorded {
  readonly branch: string;
  readonly path: string;
  readonly head: string;
  readonly commits: Readonly<Record<string, { readonly behind: number; readonly current: boolean }>>;
  readonly applications?: readonly JsonObject[];
  readonly kustomizations?: readonly JsonObject[];
  readonly repositories?: readonly JsonObject[];
}

function read(name: string) {
  const recorded = JSON.parse(readFileSync(join(FOLDER, `${name}.json`), 'utf8')) as Recorded;
  const { branch, path, head, commits, applications = [], kustomizations = [], repositories = [] } = recorded;
  const isRepository = (url: string) =>
    url === 'https://git.example.com/shop.git' || url.endsWith('/none.git');
  const answer = findController(
    { branch, path, isRepository },
    { applications, kustomizations, repositories },
  );
  if (answer.kind !== 'one') throw new Error(`${name}: ${answer.kind}`);
  const facts: BranchFacts = {
    head,
    isCurrent: (commit) => commits[commit]?.current,
    commitsSince: (commit) => commits[commit]?.behind,
  };
  const { state } = answer.found;
  const revision = revisionToCompare(state, facts);
  return {
    state,
    lag: lagOf(state, facts),
    behind: revision === null ? null : commits[revision]?.behind,
    notes: answer.notes,
  };
}

/** The class of the lag, how many commits behind the cluster is compared, and what the reason begins with. */
const EXPECTED: Readonly<Record<string, readonly [string | null, number | null, string | null]>> = {
  'argo-applied': [null, 0, null],
  'argo-other-unit': [null, 0, null],
  'argo-two-sources': [null, 0, null],
  'argo-edited': [null, 0, null],
  'argo-key-added': [null, 0, null],
  'argo-left-over': [null, 0, null],
  'argo-not-seen': ['not-seen', 1, 'it has not looked'],
  'argo-manual': ['not-applied', 1, 'it waits for a manual sync'],
  'argo-applying': ['applying', 1, 'it is applying'],
  'argo-retrying': ['failed', 1, 'Deployment web: Deployment.apps "web" is invalid'],
  'argo-sync-failed': ['failed', 1, 'Deployment web: Deployment.apps "web" is invalid'],
  'argo-folder-gone': ['unknown', 1, 'Failed to load target state'],
  'flux-applied': [null, 0, null],
  'flux-pruned': [null, 0, null],
  'flux-other-unit': [null, 1, null],
  'flux-not-fetched': ['not-seen', 1, 'it has not looked'],
  'flux-unreachable': ['not-seen', 1, 'GitOperationFailed: '],
  'flux-suspended': ['suspended', 1, 'suspended'],
  'flux-waiting': ['not-applied', null, 'DependencyNotReady: '],
  'flux-folder-gone': ['not-applied', 1, 'ArtifactFailed: kustomization path not found'],
  'flux-build-failed': ['failed', 1, 'BuildFailed: '],
  'flux-apply-failed': ['failed', 1, 'ReconciliationFailed: Deployment/apply-failed/web '],
  'flux-unhealthy': ['failed', 0, 'HealthCheckFailed: health check failed'],
  'flux-applying': ['applying', 1, 'it is applying'],
};

describe('objects of real controllers', () => {
  it('are all looked at', () => {
    const names = readdirSync(FOLDER).filter((name) => name.endsWith('.json'));
    expect(names.map((name) => name.slice(0, -'.json'.length))).toEqual(Object.keys(EXPECTED).toSorted());
  });

  it.each(Object.entries(EXPECTED))('%s', (name, [kind, behind, reason]) => {
    const found = read(name);
    expect([found.lag?.class ?? null, found.behind, found.notes]).toEqual([kind, behind, []]);
    expect(found.lag?.reason?.slice(0, reason?.length) ?? null).toBe(reason);
  });
});

describe('the inventory of', () => {
  const objects = (name: string) =>
    read(name).state.inventory?.map(({ kind, name: own }) => `${kind}/${own}`);
  it('Flux', () => {
    expect(objects('flux-pruned')).toEqual(['ClusterRole/system:shop', 'ConfigMap/settings']);
    expect(objects('flux-waiting')).toBeUndefined();
  });

  it('Argo CD has what is to be pruned', () => {
    expect(objects('argo-left-over')).toEqual(['ConfigMap/more', 'ConfigMap/settings']);
  });
});

it('Argo CD sees a changed value and what is left over, and no added key', () => {
  expect([...(read('argo-edited').state.verdicts ?? [])]).toEqual([['/ConfigMap/edited/settings', false]]);
  expect([...(read('argo-key-added').state.verdicts ?? [])]).toEqual([
    ['/ConfigMap/key-added/settings', true],
  ]);
});
