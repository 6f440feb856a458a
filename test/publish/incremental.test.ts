import fc from 'fast-check';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { moorlineHere } from '../tools/cli.ts';
import { runGit } from '../tools/git-repo.ts';
import { app, APPS, newWorld, type Files, type PublishWorld } from '../tools/publish-world.ts';

/** The repository of the histories: shared layers, files of users, two stacks in one workspace. */
const START: Readonly<Record<string, string>> = {
  ...APPS,
  'lib/base/app.yaml': app('agent'),
  'apps/docs/dev/stack.yaml': 'name: dev\nextends: [../../../lib/base]\n',
  'apps/shop/preview/stack.yaml': 'name: preview\nworkspace: dev\nnamespace: preview\n',
  'apps/tools/project.yaml': 'name: tools\n',
  'apps/tools/all/stack.yaml': 'name: all\nworkspace: [dev, prod]\n',
  'apps/tools/all/app.yaml': manifests('manifests'),
  'apps/tools/all/manifests/settings.yaml': configMap('tools', 'settings', 'a'),
};

function manifests(path: string): string {
  return `apps:\n  files:\n    accessories:\n      k8s_manifest:\n        paths: [${path}]\n`;
}

function configMap(namespace: string, name: string, value: string): string {
  return `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: ${name}\n  namespace: ${namespace}\ndata:\n  key: ${value}\n`;
}

function deployment(namespace: string, name: string, label: string): string {
  return `apiVersion: apps/v1
kind: Deployment
metadata: { name: ${name}, namespace: ${namespace} }
spec:
  selector: { matchLabels: { app: ${label} } }
  template:
    metadata: { labels: { app: ${label} } }
    spec: { containers: [{ name: a, image: "b:1" }] }
`;
}

/** Changes of a source, each small enough that many of them follow one another. */
const STEPS: Readonly<Record<string, Files>> = {
  readme: { 'README.md': 'words\n' },
  image: { 'apps/shop/base/app.yaml': app('web', [], '2.0.0') },
  'image back': { 'apps/shop/base/app.yaml': START['apps/shop/base/app.yaml'] ?? '' },
  'own layer': { 'apps/shop/prod/app.yaml': app('web', [], '3.0.0') },
  'own layer gone': { 'apps/shop/prod/app.yaml': null },
  'stack image': { 'apps/cart/prod/stack.yaml': 'name: prod\nimages: { ghcr.io/acme/cart: "9.1.0" }\n' },
  'stack plain': { 'apps/cart/prod/stack.yaml': 'name: prod\n' },
  'other namespace': { 'apps/cart/prod/stack.yaml': 'name: prod\nnamespace: shop\n' },
  'shared layer': { 'lib/base/app.yaml': app('agent', [], '5.0.0') },
  'shared layer back': { 'lib/base/app.yaml': app('agent') },
  'no shared layer': { 'apps/docs/dev/stack.yaml': 'name: dev\n' },
  'shared layer again': { 'apps/docs/dev/stack.yaml': START['apps/docs/dev/stack.yaml'] ?? '' },
  workspace: { 'workspaces/prod.yaml': 'defaults:\n  replicas: 4\n' },
  'workspace back': { 'workspaces/prod.yaml': START['workspaces/prod.yaml'] ?? '' },
  patcher: {
    'workspaces/dev.yaml':
      'modules:\n  service:\n    configs:\n      default: { replicas: 1 }\n      few: { replicas: 2, projectSelector: [cart] }\n',
  },
  'new project': {
    'apps/new/project.yaml': 'name: new\n',
    'apps/new/dev/stack.yaml': 'name: dev\ndependsOn: [shop/dev]\n',
    'apps/new/dev/app.yaml': app('fresh'),
  },
  'same name twice': { 'apps/new/project.yaml': 'name: shop\n' },
  'project gone': {
    'apps/new/project.yaml': null,
    'apps/new/dev/stack.yaml': null,
    'apps/new/dev/app.yaml': null,
  },
  'new stack': { 'apps/cart/canary/stack.yaml': 'name: canary\nworkspace: prod\n' },
  'stack gone': { 'apps/cart/canary/stack.yaml': null },
  'stack renamed': { 'apps/docs/dev/stack.yaml': 'name: main\nworkspace: dev\n' },
  'file of a user': { 'apps/tools/all/manifests/settings.yaml': configMap('tools', 'settings', 'b') },
  'file in another namespace': { 'apps/tools/all/manifests/more.yaml': configMap('shop', 'more', 'x') },
  'identity of another': {
    'apps/tools/all/manifests/more.yaml': deployment('cart', 'cart-prod-cart', 'own'),
  },
  'selector of nobody': { 'apps/tools/all/manifests/more.yaml': deployment('cart', 'other', 'mine') },
  'more gone': { 'apps/tools/all/manifests/more.yaml': null },
  'outside file': { 'apps/tools/all/app.yaml': manifests('../../../lib/extra.yaml') },
  'outside file content': { 'lib/extra.yaml': configMap('tools', 'extra', 'y') },
  'outside file back': { 'apps/tools/all/app.yaml': START['apps/tools/all/app.yaml'] ?? '' },
  'namespace labels': {
    'apps/shop/preview/stack.yaml': 'name: preview\nworkspace: dev\nnamespace: shop\nlabels: { a: b }\n',
  },
  'broken file': { 'apps/shop/base/app.yaml': 'apps: [\n' },
  'depends on nobody': { 'apps/cart/dev/stack.yaml': 'name: dev\ndependsOn: [gone/dev]\n' },
  'depends on new': { 'apps/cart/dev/stack.yaml': 'name: dev\ndependsOn: [new/dev]\n' },
  'depends on none': { 'apps/cart/dev/stack.yaml': 'name: dev\n' },
  'other paths': {
    'moorline.yaml':
      '{ publish: { sourceURL: "https://git.example.com/a.git", path: "x/{project}/{stack}" } }\n',
  },
  'paths back': { 'moorline.yaml': START['moorline.yaml'] ?? '' },
};

const settings = (text: string): string => `apiVersion: moorline.dev/v1
kind: Module
name: settings
role: accessory
summary: Settings of an app.
resources:
  - object:
      apiVersion: v1
      kind: ConfigMap
      metadata: { name: "\${unitName}-settings", namespace: "\${namespace}" }
      data: { text: ${text} }
`;

const USES_SETTINGS = ['accessories:', '  settings: {}'];

/** A repository with modules of its own, some of which no app uses. */
const MODULE_START: Files = {
  ...START,
  'moorline.yaml': `${START['moorline.yaml'] ?? ''}modules: { paths: ["modules/*", apps/shop/module] }\n`,
  'modules/settings/module.yaml': settings('one'),
  'apps/shop/module/module.yaml': settings('two').replace('name: settings', 'name: other'),
  'apps/docs/dev/app.yaml': app('docs', USES_SETTINGS),
};

const MODULE_STEPS: Readonly<Record<string, Files>> = {
  'module changed': { 'modules/settings/module.yaml': settings('three') },
  readme: { 'README.md': 'words\n', 'modules/settings/README.md': 'words\n' },
  'used by another': { 'apps/shop/base/app.yaml': app('web', USES_SETTINGS) },
  'module broken': { 'modules/settings/module.yaml': settings('"${nothing}"') },
  'image meanwhile': { 'apps/cart/base/app.yaml': app('cart', [], '7.0.0') },
  'module mended': { 'modules/settings/module.yaml': settings('four') },
  'unused module broken': { 'apps/shop/module/module.yaml': 'name: [\n' },
  'unused module mended': { 'apps/shop/module/module.yaml': settings('two').replace('settings', 'other') },
  'module added': { 'modules/more/module.yaml': settings('five').replace('name: settings', 'name: more') },
  'name taken': { 'modules/again/module.yaml': settings('six') },
  'name free': { 'modules/again/module.yaml': null },
  'module gone': { 'modules/settings/module.yaml': null },
  'module back': { 'modules/settings/module.yaml': settings('one') },
  'image at last': { 'apps/cart/base/app.yaml': app('cart', [], '8.0.0') },
};

/** Every step and many histories: minutes instead of seconds. */
const LONG = process.env['MOORLINE_LONG'] !== undefined;

interface Result {
  readonly code: number | null;
  readonly codes: readonly string[];
}

async function publish(world: PublishWorld, ...args: readonly string[]): Promise<Result> {
  const run = await moorlineHere(['publish', '--allow-prune', '--output', 'json', ...args], world.source.dir);
  const { diagnostics } = JSON.parse(run.stdout) as {
    diagnostics: readonly { severity: string; code: string }[];
  };
  const errors = diagnostics.filter(({ severity }) => severity === 'error').map(({ code }) => code);
  return { code: run.code, codes: [...new Set(errors)].sort() };
}

/** Two remotes of one source: one is published to by changes, the other in full each time. */
async function compareHistory(
  names: readonly string[],
  { start, steps } = { start: START as Files, steps: STEPS },
): Promise<number> {
  const world = newWorld(start);
  const full = join(world.source.dir, '..', `${world.source.dir.split('/').at(-1) ?? ''}-full.git`);
  runGit(world.source.dir, ['clone', '--quiet', '--bare', world.remote.dir, full]);
  world.source.git('remote', 'add', 'full', full);
  const trees = (dir: string): readonly string[] =>
    runGit(dir, [
      'for-each-ref',
      '--format=%(refname) %(objectname) %(tree)',
      'refs/heads/rendered',
      'refs/moorline',
    ]).split('\n');
  let compared = 0;
  for (const name of ['start', ...names]) {
    if (name !== 'start') world.push(steps[name]);
    world.source.git('push', '--quiet', 'full', 'main');
    const byChange = await publish(world);
    world.source.git('remote', 'rename', 'origin', 'inc');
    world.source.git('remote', 'rename', 'full', 'origin');
    const inFull = await publish(world, '--all');
    world.source.git('remote', 'rename', 'origin', 'full');
    world.source.git('remote', 'rename', 'inc', 'origin');
    expect([name, byChange]).toEqual([name, inFull]);
    expect([name, trees(world.remote.dir)]).toEqual([name, trees(full)]);
    compared += 1;
  }
  return compared;
}

describe('a publish of changes', () => {
  it('leaves what a full publish leaves, over every step in order', async () => {
    const names = Object.keys(STEPS).filter((_, i) => LONG || i % 2 === 0);
    expect(await compareHistory(names)).toBe(names.length + 1);
  }, 600_000);

  it('leaves what a full publish leaves when modules of the repository change', async () => {
    const names = Object.keys(MODULE_STEPS);
    const history = { start: MODULE_START, steps: MODULE_STEPS };
    expect(await compareHistory(names, history)).toBe(names.length + 1);
  }, 600_000);

  it('leaves what a full publish leaves, over random histories', async () => {
    const history = fc.array(fc.constantFrom(...Object.keys(STEPS)), { minLength: 8, maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(history, async (names) => {
        await compareHistory(names);
      }),
      { numRuns: LONG ? 20 : 1 },
    );
  }, 1_200_000);

  it('does not even read what did not change', async () => {
    const world = newWorld(START);
    expect((await publish(world)).code).toBe(0);
    const image = world.push(STEPS['image']);
    world.push(STEPS['readme']);
    // with these objects gone from both ends, whoever wants to read them fails
    for (const path of ['apps/cart/base/app.yaml', 'apps/tools/all/stack.yaml', 'apps/docs/project.yaml']) {
      const id = world.source.git('rev-parse', `HEAD:${path}`);
      for (const dir of [join(world.source.dir, '.git'), world.remote.dir])
        rmSync(join(dir, 'objects', id.slice(0, 2), id.slice(2)), { force: true });
    }
    expect(await publish(world, '--source', image)).toEqual({ code: 0, codes: [] });
    expect(await publish(world)).toEqual({ code: 0, codes: [] });
    expect((await publish(world, '--all')).code).not.toBe(0);
  });
});
