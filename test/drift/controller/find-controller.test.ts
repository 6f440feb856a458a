import { describe, expect, it } from 'vitest';
import type { ControllerObjects } from '../../../src/drift/controller/controller-objects.ts';
import {
  controllerName,
  findController,
  type ControllerAnswer,
} from '../../../src/drift/controller/find-controller.ts';
import type { JsonObject } from '../../../src/model/json.ts';
import { application, BRANCH, kustomization, NEW, repository, URL } from './objects.ts';

const NONE: ControllerObjects = { applications: [], kustomizations: [], repositories: [] };

function find(objects: Partial<ControllerObjects>, path = 'shop/prod', server?: string): ControllerAnswer {
  const isRepository = (url: string) => url === URL;
  const place = server === undefined ? {} : { server };
  return findController({ branch: BRANCH, path, isRepository, ...place }, { ...NONE, ...objects });
}

/** The name of the one object that was found, or the kind of the answer with what it says. */
function answer(...asked: Parameters<typeof find>): string {
  const found = find(...asked);
  if (found.kind === 'several') return `several: ${found.names.join(', ')}`;
  const notes = found.notes.map((note) => ` (${note})`).join('');
  return (found.kind === 'one' ? controllerName(found.found.state.controller) : 'none') + notes;
}

const source = (more: JsonObject) => ({
  source: { repoURL: URL, targetRevision: BRANCH, path: 'shop/prod', ...more },
});
const named = (name: string, object: JsonObject): JsonObject => ({
  ...object,
  metadata: { name, namespace: 'argocd' },
});

describe('an Application', () => {
  it.each<[string, JsonObject, string]>([
    ['names the branch', {}, 'Application argocd/shop'],
    [
      'names the branch in full',
      source({ targetRevision: `refs/heads/${BRANCH}` }),
      'Application argocd/shop',
    ],
    ['spells the folder otherwise', source({ path: './shop/prod/' }), 'Application argocd/shop'],
    [
      'applies everything',
      { ...source({ path: '.', directory: { recurse: true } }) },
      'Application argocd/shop',
    ],
    [
      'applies a folder above and nothing in it',
      source({ path: 'shop' }),
      'none (Application argocd/shop applies a folder above this one, and no folders in it (directory.recurse))',
    ],
    ['applies a folder whose name only begins alike', source({ path: 'shop/pro' }), 'none'],
    ['applies another folder', source({ path: 'shop/dev' }), 'none'],
    ['follows another branch', source({ targetRevision: 'rendered/dev' }), 'none'],
    ['has another repository', source({ repoURL: 'https://git.example.com/other.git' }), 'none'],
    ['has a chart', source({ chart: 'shop' }), 'none'],
    [
      'is pinned to a commit',
      source({ targetRevision: NEW }),
      `none (Application argocd/shop has this folder, and is at ${NEW} instead of following the branch)`,
    ],
    [
      'is pinned to a tag',
      source({ targetRevision: 'v1.2.0' }),
      'none (Application argocd/shop has this folder, and is at v1.2.0 instead of following the branch)',
    ],
    [
      'follows the default branch',
      source({ targetRevision: 'HEAD' }),
      'none (Application argocd/shop has this folder, and is at HEAD instead of following the branch)',
    ],
    ['follows the default branch with the root', source({ targetRevision: 'HEAD', path: '.' }), 'none'],
    [
      'applies to another cluster',
      { destination: { server: 'https://10.0.0.1:6443' } },
      'none (Application argocd/shop applies this folder to another cluster)',
    ],
    ['names its cluster', { destination: { name: 'in-cluster' } }, 'Application argocd/shop'],
    [
      'leaves files out',
      source({ directory: { recurse: true, exclude: 'x*' }, kustomize: { namePrefix: 'a-' } }),
      'Application argocd/shop (Application argocd/shop has directory.exclude, kustomize, so the cluster may get something else than the branch holds)',
    ],
    [
      'has several sources',
      { sources: [{ repoURL: URL, targetRevision: BRANCH, ref: 'values' }, source({}).source] },
      'Application argocd/shop',
    ],
    ['only lends its files', { sources: [{ repoURL: URL, targetRevision: BRANCH, ref: 'values' }] }, 'none'],
    [
      'has a source hydrator',
      {
        source: null,
        sourceHydrator: {
          drySource: { repoURL: URL, targetRevision: 'main', path: 'apps' },
          syncSource: { targetBranch: BRANCH, path: 'shop/prod' },
        },
      },
      'Application argocd/shop',
    ],
    [
      'has a source hydrator into another repository',
      {
        sourceHydrator: {
          drySource: { repoURL: 'https://git.example.com/dry.git' },
          syncSource: { repoURL: URL, targetBranch: BRANCH, path: 'shop/prod' },
        },
      },
      'Application argocd/shop',
    ],
  ])('%s', (_, spec, expected) => {
    expect(answer({ applications: [application(spec)] })).toBe(expected);
  });

  it('names this cluster by its URL', () => {
    const applications = [application({ destination: { server: 'https://10.0.0.1:6443/' } })];
    expect(answer({ applications }, 'shop/prod', 'https://10.0.0.1:6443')).toBe('Application argocd/shop');
  });
});

describe('a Kustomization', () => {
  it.each<[string, JsonObject, JsonObject, string]>([
    ['has a source at the branch', {}, {}, 'Kustomization flux-system/shop'],
    [
      'has a source that names the branch in full',
      {},
      { ref: { name: `refs/heads/${BRANCH}`, tag: 'v1' } },
      'Kustomization flux-system/shop',
    ],
    ['has a source without a branch', {}, { ref: null }, 'none'],
    ['has no path', { path: '' }, {}, 'Kustomization flux-system/shop'],
    ['applies a folder above', { path: './shop' }, {}, 'Kustomization flux-system/shop'],
    ['applies another folder', { path: './shop/dev' }, {}, 'none'],
    ['has another kind of source', { sourceRef: { kind: 'OCIRepository', name: 'shop' } }, {}, 'none'],
    [
      'has its source elsewhere',
      { sourceRef: { kind: 'GitRepository', name: 'shop', namespace: 'x' } },
      {},
      'none',
    ],
    [
      'has a source with a namespace',
      { sourceRef: { kind: 'GitRepository', name: 'shop', namespace: 'flux-system' } },
      {},
      'Kustomization flux-system/shop',
    ],
    ['has another repository', {}, { url: 'https://git.example.com/other.git' }, 'none'],
    [
      'is pinned to a commit',
      {},
      { ref: { branch: BRANCH, commit: NEW } },
      `none (Kustomization flux-system/shop has this folder, and is at ${NEW} instead of following the branch)`,
    ],
    [
      'is pinned to a tag',
      {},
      { ref: { branch: BRANCH, tag: 'v1' } },
      'none (Kustomization flux-system/shop has this folder, and is at refs/tags/v1 instead of following the branch)',
    ],
    [
      'applies to another cluster',
      { kubeConfig: { secretRef: { name: 'other' } } },
      {},
      'none (Kustomization flux-system/shop applies this folder to another cluster)',
    ],
    [
      'changes objects',
      { patches: [{ patch: 'x' }], images: [], targetNamespace: 'x' },
      { ignore: '*.txt' },
      'Kustomization flux-system/shop (Kustomization flux-system/shop has spec.patches, spec.targetNamespace, spec.ignore of its GitRepository, so the cluster may get something else than the branch holds)',
    ],
  ])('%s', (_, ...[spec, git, expected]) => {
    const objects = { kustomizations: [kustomization(spec)], repositories: [repository(NEW, git)] };
    expect(answer(objects)).toBe(expected);
  });
});

describe('of several', () => {
  const above = named('all', application(source({ path: 'shop', directory: { recurse: true } })));

  it('the nearest folder counts, whoever applies it', () => {
    const repositories = [repository(NEW)];
    expect(answer({ applications: [above], kustomizations: [kustomization()], repositories })).toBe(
      'Kustomization flux-system/shop',
    );
    expect(answer({ applications: [above] })).toBe('Application argocd/all');
  });

  it('equally near ones nobody is chosen', () => {
    const applications = [application(), named('twin', application())];
    expect(answer({ applications })).toBe('several: Application argocd/shop, Application argocd/twin');
  });

  it('one that applies the folder twice is one', () => {
    const twice = application({ sources: [source({}).source, source({}).source] });
    expect(answer({ applications: [twice] })).toBe('Application argocd/shop');
  });

  it('the one in this cluster counts', () => {
    const other = named('other', application({ destination: { server: 'https://10.0.0.1' } }));
    expect(answer({ applications: [other, application()] })).toBe('Application argocd/shop');
  });
});
