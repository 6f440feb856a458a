import { describe, expect, it } from 'vitest';
import { judgeAll } from './judge.ts';

const config = (name: string, more = '') =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: ${name}\n${more}---\n`;

const states = (...args: Parameters<typeof judgeAll>) =>
  judgeAll(...args).map(({ id, state }) => `${state} ${id.namespace}/${id.name}`);

describe('pairs', () => {
  it('are of the same group, kind and name, whatever their version', () => {
    const of = (version: string, kind = 'Ingress') =>
      `apiVersion: ${version}\nkind: ${kind}\nmetadata: { name: web }\n---\n`;
    const two = config('a');
    expect(states(two + of('networking.k8s.io/v1'), two + of('networking.k8s.io/v1beta1'))).toEqual([
      'synced /a',
      'synced /web',
    ]);
    expect(states(two + of('networking.k8s.io/v1'), two + of('extensions/v1beta1'))).toEqual([
      'synced /a',
      'missing /web',
    ]);
  });

  it('have equal namespaces, or one side has none', () => {
    const inside = (name: string, space: string) => config(name, `  namespace: ${space}\n`);
    const git = inside('a', 'shop') + config('b') + inside('c', 'shop') + inside('d', 'shop');
    const cluster = inside('a', 'shop') + inside('b', 'shop') + config('c') + inside('d', 'other');
    expect(states(git, cluster)).toEqual([
      'synced shop/a',
      'synced shop/b',
      'synced shop/c',
      'missing shop/d',
    ]);
  });

  it('are not guessed when a name without namespace stands for several', () => {
    const cluster = config('a', '  namespace: dev\n') + config('a', '  namespace: prod\n') + config('b');
    const [first] = judgeAll(config('a') + config('b'), cluster);
    expect([first?.state, first?.reason]).toEqual([
      'unchecked',
      'It names no namespace, and there is one in each of dev, prod.',
    ]);
  });

  it('are made of two single documents in any case', () => {
    const [found] = judgeAll(config('a'), config('b', '  namespace: shop\n'));
    expect(found?.fields.map(({ path }) => path)).toEqual(['.metadata.name']);
  });

  it('come in the byte order of their identities', () => {
    expect(states(config('b') + config('a') + config('B'), config('a') + config('a2'))).toEqual([
      'missing /B',
      'synced /a',
      'missing /b',
    ]);
  });
});

describe('objects of one side', () => {
  const tracked = (id: string, more = '') =>
    config('left', `  namespace: shop\n${more}  annotations:\n    argocd.argoproj.io/tracking-id: ${id}\n`);

  it('are missing without a live one, and terminating on their way out', () => {
    expect(states(config('a'), 'null\n')).toEqual(['missing /a']);
    const leaving = config('a', '  deletionTimestamp: "2026-01-01T00:00:00Z"\n');
    const [found] = judgeAll(config('a'), leaving);
    expect(found?.fields).toMatchObject([{ path: '', kind: 'terminating' }]);
  });

  it('are orphans only when the application tracks them itself', () => {
    const git = config('a') + config('b');
    const of = (live: string, app = 'web') => states(git, config('a') + config('b') + live, { app });
    const all = ['synced /a', 'synced /b'];
    expect(of(tracked('web:/ConfigMap:shop/left'))).toEqual([...all, 'orphan shop/left']);
    expect(of(tracked('argocd_web:/ConfigMap:shop/left'), 'argocd/web')).toEqual([
      ...all,
      'orphan shop/left',
    ]);
    expect(of(tracked('web:/ConfigMap:shop/original'))).toEqual(all);
    expect(of(tracked('api:/ConfigMap:shop/left'))).toEqual(all);
    expect(of(config('left'))).toEqual(all);
    const owner = '  ownerReferences: [{ kind: Web, name: web, uid: "1" }]\n';
    expect(of(tracked('web:/ConfigMap:shop/left', owner))).toEqual(all);
  });

  it('are tracked by labels too, but not as copies', () => {
    const labelled = (kind: string) =>
      `apiVersion: v1\nkind: ${kind}\nmetadata:\n  name: left\n  labels: { app.kubernetes.io/instance: web }\n---\n`;
    const cluster = labelled('Service') + labelled('Endpoints');
    expect(judgeAll('null\n', cluster, { app: 'web' }).map(({ id }) => id.kind)).toEqual(['Service']);
    const flux = (namespace: string) =>
      config(
        'left',
        `  labels:\n    kustomize.toolkit.fluxcd.io/name: web\n    kustomize.toolkit.fluxcd.io/namespace: ${namespace}\n`,
      );
    expect(states('null\n', flux('flux-system'), { app: 'flux-system/web' })).toEqual(['orphan /left']);
    expect(states('null\n', flux('other'), { app: 'flux-system/web' })).toEqual([]);
  });

  it('are orphans when Git says outright that there is none', () => {
    expect(states('null\n', config('a'))).toEqual(['orphan /a']);
    expect(states('null\n', config('a') + config('b'))).toEqual([]);
  });
});

describe('objects that are skipped', () => {
  const annotated = (key: string, value: string) =>
    config('a', `  annotations:\n    ${key}: ${value}\n`) + config('b');

  it.each([
    ['argocd.argoproj.io/hook', 'PreSync', 'hook'],
    ['helm.sh/hook', 'pre-install', 'hook'],
    ['kustomize.toolkit.fluxcd.io/reconcile', 'disabled', 'reconcile-disabled'],
    ['kustomize.toolkit.fluxcd.io/ssa', 'Ignore', 'reconcile-disabled'],
  ])('%s: %s', (key, value, code) => {
    const [found] = judgeAll(annotated(key, value), config('b'));
    expect([found?.state, found?.fields, found?.warnings]).toEqual(['skipped', [], [{ code, path: '' }]]);
  });

  it('has no name of its own', () => {
    const nameless = 'apiVersion: batch/v1\nkind: Job\nmetadata: { generateName: run- }\n---\n';
    expect(judgeAll(nameless + config('a'), config('a')).map(({ warnings }) => warnings)).toEqual([
      [],
      [{ code: 'generate-name', path: '' }],
    ]);
  });

  it('is created when it only has to be there', () => {
    const mark = annotated('kustomize.toolkit.fluxcd.io/ssa', 'IfNotPresent');
    expect(states(mark, config('b'))).toEqual(['missing /a', 'synced /b']);
    expect(states(mark, config('a') + config('b'))).toEqual(['skipped /a', 'synced /b']);
  });
});
