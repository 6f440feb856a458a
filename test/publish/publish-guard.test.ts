import { describe, expect, it } from 'vitest';
import {
  app,
  APPS,
  newWorld,
  publishedWorld,
  publishWorld,
  type Files,
  type PublishWorld,
} from '../tools/publish-world.ts';

const [DEV, PROD] = ['rendered/dev', 'rendered/prod'];

/** Proves that a publish stops at the guard with a reason, and goes on when it is told to. */
async function expectGuarded(
  world: PublishWorld,
  branch: string,
  reason: string,
): Promise<readonly string[]> {
  const before = world.refs();
  const run = await world.publish();
  const found = run.branches.find((each) => each.branch === branch);
  expect({ code: run.code, codes: run.codes, state: found?.state }).toEqual({
    code: 5,
    codes: ['PRUNE_GUARD'],
    state: 'blocked',
  });
  expect(run.diagnostics[0]?.detail).toContain(reason);
  expect(world.refs()).toEqual(before);
  const lifted = await world.publish('--allow-prune');
  const pushed = lifted.branches.find((each) => each.branch === branch);
  expect({ code: lifted.code, state: pushed?.state }).toEqual({ code: 0, state: 'pushed' });
  expect(pushed?.deleted).toEqual(found?.deleted);
  return (pushed?.deleted ?? []).map(({ kind, name }) => `${kind}/${name}`).toSorted();
}

/** A repository with small projects in one workspace. */
function projects(...names: readonly string[]): Files {
  return Object.fromEntries([
    ['workspaces/dev.yaml', '{}\n'],
    ...names.flatMap((name) => [
      [`apps/${name}/project.yaml`, `name: ${name}\n`],
      [`apps/${name}/dev/stack.yaml`, 'name: dev\n'],
      [`apps/${name}/dev/app.yaml`, app(name)],
    ]),
  ]) as Files;
}

/** The application docs with manifests beside it. */
const withManifests = (text: string): Files => ({
  'apps/docs/dev/app.yaml': app('docs', [
    'accessories:',
    '  extra:',
    '    module: k8s_manifest',
    '    paths: [extra.yaml]',
  ]),
  'apps/docs/dev/extra.yaml': text,
});
const CONFIG = 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: kept\n  namespace: docs\n';

const PRECIOUS = [
  [
    'PersistentVolumeClaim/files',
    'apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata:\n  name: files\n  namespace: docs\nspec:\n  accessModes: [ReadWriteOnce]\n  resources:\n    requests:\n      storage: 1Gi\n',
  ],
  [
    'PersistentVolume/disk',
    'apiVersion: v1\nkind: PersistentVolume\nmetadata:\n  name: disk\nspec:\n  accessModes: [ReadWriteOnce]\n  capacity:\n    storage: 1Gi\n  hostPath:\n    path: /data\n',
  ],
  [
    'CustomResourceDefinition/pages.docs.acme.dev',
    'apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata:\n  name: pages.docs.acme.dev\nspec:\n  group: docs.acme.dev\n  names:\n    kind: Page\n    plural: pages\n  scope: Namespaced\n  versions:\n    - name: v1\n      served: true\n      storage: true\n      schema:\n        openAPIV3Schema:\n          type: object\n',
  ],
] as const;

describe('the deletion guard', () => {
  it('stops a run that removes most units', async () => {
    const names = ['cart', 'docs', 'mail', 'pay', 'shop'];
    const world = newWorld(projects(...names));
    await world.publish();
    world.push(Object.fromEntries(names.slice(1).map((name) => [`apps/${name}`, null])));
    const deleted = await expectGuarded(
      world,
      DEV,
      '4 of 5 units would vanish: docs/dev, mail/dev, pay/dev, shop/dev.',
    );
    expect(deleted).toEqual(
      names
        .slice(1)
        .flatMap((name) => [`Deployment/${name}-dev-${name}`, `Namespace/${name}`])
        .toSorted(),
    );
    expect(world.ls(DEV).map((path) => path.split('/')[0])).not.toContain('shop');
  });

  it('lets half of the units go', async () => {
    const world = newWorld(projects('cart', 'docs', 'mail', 'shop'));
    await world.publish();
    world.push({ 'apps/mail': null, 'apps/shop': null });
    expect((await world.publish()).states).toEqual({ [DEV]: 'pushed' });
  });

  it.each(PRECIOUS)('stops a run that removes %s', async (name, manifest) => {
    const world = publishWorld(withManifests(`${CONFIG}---\n${manifest}`));
    expect((await world.publish()).code).toBe(0);
    world.push({ 'apps/docs/dev/extra.yaml': CONFIG });
    expect(await expectGuarded(world, DEV, `${name.split('/')[1] ?? ''} would be deleted.`)).toEqual([name]);
  });

  it('stops a run that removes the Namespace of a unit that stays', async () => {
    const world = await publishedWorld({ 'apps/docs/dev/stack.yaml': 'name: dev\nnamespace: handbook\n' });
    const deleted = await expectGuarded(
      world,
      DEV,
      'Namespace/docs would be deleted, though docs/dev stays.',
    );
    expect(deleted).toEqual(['Deployment/docs-dev-docs', 'Namespace/docs']);
  });

  it('lets a unit go with its Namespace', async () => {
    const world = await publishedWorld({ 'apps/docs': null });
    expect((await world.publish()).states[DEV]).toBe('pushed');
  });

  it('takes no move for a deletion', async () => {
    const world = await publishedWorld({ 'moorline.yaml': 'publish:\n  path: "units/{stack}/{project}"\n' });
    const run = await world.publish();
    expect({ code: run.code, states: run.states }).toEqual({
      code: 0,
      states: { [DEV]: 'pushed', [PROD]: 'pushed' },
    });
    expect(run.branches.flatMap(({ deleted }) => deleted)).toEqual([]);
    expect(run.branches[0]?.units.map(({ action }) => action)).toEqual(['changed', 'changed', 'changed']);
    expect(world.remote.git('ls-tree', '--name-only', DEV).split('\n')).toEqual([
      '.gitattributes',
      'hydrator.metadata',
      'units',
    ]);
  });

  it('takes no change of a version or a file for a deletion', async () => {
    const disruption = (version: string) =>
      `apiVersion: policy/${version}\nkind: PodDisruptionBudget\nmetadata:\n  name: docs\n  namespace: docs\nspec:\n  maxUnavailable: 1\n  selector:\n    matchLabels:\n      app: docs\n`;
    const world = publishWorld(withManifests(disruption('v1beta1')));
    await world.publish();
    world.push({ 'apps/docs/dev/extra.yaml': disruption('v1') });
    const run = await world.publish();
    expect({ code: run.code, deleted: run.branches.flatMap(({ deleted }) => deleted) }).toEqual({
      code: 0,
      deleted: [],
    });
  });

  it('is not lifted by --adopt', async () => {
    const world = publishWorld(withManifests(PRECIOUS[0][1]));
    await world.publish();
    world.push({ 'apps/docs/dev/extra.yaml': CONFIG });
    world.edit(DEV, { 'note.txt': 'x\n' });
    const run = await world.publish('--adopt');
    expect({ code: run.code, codes: run.codes }).toEqual({ code: 5, codes: ['PRUNE_GUARD'] });
  });
});

describe('a workspace that falls out of the source', () => {
  const GONE: Files = {
    'workspaces/prod.yaml': null,
    'apps/cart/prod': null,
    'apps/shop/prod': null,
  };

  it('gets a render without units, under the guard, and its branch stays', async () => {
    const world = await publishedWorld(GONE);
    const tip = world.tip(PROD);
    await expectGuarded(world, PROD, '2 of 2 units would vanish');
    expect(world.ls(PROD)).toEqual(['hydrator.metadata']);
    expect(world.tip(`${PROD}^`)).toBe(tip);
    expect(JSON.parse(world.show(`${PROD}:hydrator.metadata`))).toMatchObject({ moorline: { units: [] } });
    expect((await world.publish('--all')).states).toEqual({ [DEV]: 'already', [PROD]: 'already' });
    world.push({ 'README.md': 'Read me\n' });
    expect((await world.publish()).states).toEqual({ [DEV]: 'noop', [PROD]: 'noop' });
  });

  it('does not block when its empty branch was cleared away', async () => {
    const world = await publishedWorld(GONE);
    await world.publish('--allow-prune');
    world.remote.git('update-ref', '-d', `refs/heads/${PROD}`);
    world.push({ 'apps/cart/base/app.yaml': app('cart', [], '1.5.0') });
    expect((await world.publish()).states).toEqual({ [DEV]: 'pushed' });
    expect(world.tip(PROD)).toBeUndefined();
  });

  it('comes back on top of its old branch', async () => {
    const world = await publishedWorld(GONE);
    await world.publish('--allow-prune');
    const tip = world.tip(PROD);
    world.push(Object.fromEntries(Object.entries(APPS).filter(([path]) => path.includes('prod'))));
    expect((await world.publish()).states).toEqual({ [DEV]: 'noop', [PROD]: 'pushed' });
    expect(world.tip(`${PROD}^`)).toBe(tip);
  });

  it('is left alone by a selection', async () => {
    const world = await publishedWorld(GONE);
    expect((await world.publish('--workspace', 'dev')).states).toEqual({ [DEV]: 'noop' });
  });
});

const WITHOUT_STACK = ['PROJECT_WITHOUT_STACK', 'PROJECT_WITHOUT_STACK', 'PROJECT_WITHOUT_STACK'];

describe('a source without any unit', () => {
  it('is an error, and no branch is emptied', async () => {
    const world = await publishedWorld({
      'apps/cart/dev': null,
      'apps/cart/prod': null,
      'apps/docs/dev': null,
      'apps/shop/dev': null,
      'apps/shop/prod': null,
    });
    const before = world.refs();
    const run = await world.publish('--allow-prune');
    expect({ code: run.code, codes: run.codes }).toEqual({
      code: 3,
      codes: ['SOURCE_EMPTY', ...WITHOUT_STACK],
    });
    expect(world.refs()).toEqual(before);
  });
});

describe('a selection', () => {
  it('that leaves out a part of a branch is a usage error', async () => {
    const world = await publishedWorld({ 'apps/cart/base/app.yaml': app('cart', [], '1.5.0') });
    const before = world.refs();
    const run = await world.publish('--project', 'cart');
    expect({ code: run.code, codes: run.codes }).toEqual({
      code: 4,
      codes: ['SELECTION_PARTIAL', 'SELECTION_PARTIAL'],
    });
    expect(run.diagnostics.map(({ detail }) => detail).join('\n')).toContain(`1 of the 3 units of ${DEV}`);
    expect(world.refs()).toEqual(before);
  });

  it('of a whole branch moves that branch and reads no other', async () => {
    const world = await publishedWorld({ 'apps/cart/base/app.yaml': app('cart', [], '1.5.0') });
    world.edit(PROD, { 'note.txt': 'x\n' });
    const before = world.refs();
    const run = await world.publish('--workspace', 'dev');
    expect({ code: run.code, states: run.states }).toEqual({ code: 0, states: { [DEV]: 'pushed' } });
    expect(world.refs()[`refs/heads/${PROD}`]).toBe(before[`refs/heads/${PROD}`]);
  });

  it('that matches nothing is a usage error', async () => {
    const world = publishWorld();
    const run = await world.publish('--workspace', 'staging');
    expect(run.code).toBe(4);
    expect(world.tip(DEV)).toBeUndefined();
  });
});
