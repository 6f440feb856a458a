import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { moorline } from '../tools/cli.ts';
import { readTree } from '../tools/read-tree.ts';
import { tempFolder, type Tree } from '../tools/temp-folder.ts';

const APP =
  'apps:\n  web:\n    workload:\n      kind: Service\n      containers:\n        web: { image: "web:1" }\n';
const REPOSITORY: Tree = {
  'moorline.yaml': '',
  'workspaces/dev.yaml': '# small\ndefaults: { replicas: 1 }\n',
  'workspaces/prod.yaml': '',
  'teams/shop/project.yaml': '# the shop\nname: shop # short\nlabels: { team: storefront }\n',
  'teams/shop/base/app.yaml': APP,
  'teams/shop/dev/stack.yaml': '# first\nname: "dev"\nimages:\n  web: "2"\n',
  'teams/shop/dev/app.yaml': 'apps: {}\n',
};

async function added(args: readonly string[], files: Tree = REPOSITORY) {
  const cwd = tempFolder(files);
  const before = readTree(cwd);
  const run = await moorline(['new', ...args], { cwd });
  const after = readTree(cwd);
  for (const [path, text] of Object.entries(before)) expect(after[path]).toBe(text);
  const fresh = Object.fromEntries(
    Object.entries(after).filter(([path]) => !(path in before) && !path.endsWith('/')),
  );
  return { cwd, run, fresh };
}

async function checks(cwd: string): Promise<void> {
  expect(await moorline(['check'], { cwd })).toMatchObject({ code: 0, stdout: '' });
}

describe('moorline new', () => {
  it('project: beside the others, with a stack for each workspace', async () => {
    const { cwd, run, fresh } = await added(['project', 'blog']);
    expect(run).toMatchObject({ code: 0, stderr: '6 files written, 0 kept\n' });
    expect(Object.keys(fresh)).toEqual(
      ['base/app', 'dev/app', 'dev/stack', 'prod/app', 'prod/stack', 'project'].map(
        (name) => `teams/blog/${name}.yaml`,
      ),
    );
    expect(fresh['teams/blog/project.yaml']).toMatch(/^name: blog$/m);
    expect(fresh['teams/blog/dev/stack.yaml']).toMatch(
      /^# yaml-language-server: \$schema=\.\.\/\.\.\/\.\.\/\.moorline\/schemas\/stack\.schema\.json\n/,
    );
    await checks(cwd);
  });

  it('project: only for the workspaces asked for', async () => {
    const { fresh } = await added(['project', 'blog', '--workspace', 'prod']);
    expect(Object.keys(fresh).filter((path) => path.endsWith('stack.yaml'))).toEqual([
      'teams/blog/prod/stack.yaml',
    ]);
  });

  it('project: a copy, with its name alone changed', async () => {
    const { cwd, fresh } = await added(['project', 'store', '--from', 'shop']);
    const copied = Object.entries(REPOSITORY).flatMap(([path, text]) =>
      path.startsWith('teams/shop/') ? [[path.replace('shop', 'store'), text] as const] : [],
    );
    expect(fresh).toEqual({
      ...Object.fromEntries(copied),
      'teams/store/project.yaml': '# the shop\nname: store # short\nlabels: { team: storefront }\n',
    });
    await checks(cwd);
  });

  it('stack: on top of the base layer, for the workspace with its name', async () => {
    const { cwd, fresh } = await added(['stack', 'prod']);
    expect(fresh['teams/shop/prod/stack.yaml']).toMatch(/\nname: prod\n$/);
    expect(fresh['teams/shop/prod/app.yaml']).toMatch(/\napps: {}\n$/);
    await checks(cwd);
  });

  it('stack: with an app of its own when there is no base layer', async () => {
    const files = Object.entries(REPOSITORY).filter(([path]) => path !== 'teams/shop/base/app.yaml');
    const alone = { ...Object.fromEntries(files), 'teams/shop/dev/app.yaml': APP };
    const { cwd, fresh } = await added(['stack', 'prod', '--project', 'shop'], alone);
    expect(fresh['teams/shop/prod/app.yaml']).toContain('kind: Service');
    await checks(cwd);
  });

  it('stack: a copy beside another one of its workspace gets a namespace', async () => {
    const { cwd, fresh } = await added(['stack', 'canary', '--from', 'dev', '--workspace', 'dev']);
    expect(fresh).toEqual({
      'teams/shop/canary/app.yaml': 'apps: {}\n',
      'teams/shop/canary/stack.yaml':
        '# first\nname: "canary"\nimages:\n  web: "2"\nworkspace: dev\nnamespace: shop-canary\n',
    });
    await checks(cwd);
  });

  it('workspace: from the template, or a copy', async () => {
    const { cwd, fresh } = await added(['workspace', 'staging']);
    expect(fresh['workspaces/staging.yaml']).toMatch(
      /^# yaml-language-server: \$schema=\.\.\/\.moorline\/schemas\/workspace\.schema\.json\n/,
    );
    await checks(cwd);
    const copy = await added(['workspace', 'staging', '--from', 'dev', '--output', 'json']);
    expect(copy.fresh).toEqual({ 'workspaces/staging.yaml': REPOSITORY['workspaces/dev.yaml'] });
    expect(JSON.parse(copy.run.stdout)).toMatchObject({
      command: 'new',
      ok: true,
      data: { files: [{ path: 'workspaces/staging.yaml', action: 'create' }] },
    });
  });

  it('refuses what would not work, and says what would', async () => {
    const cwd = tempFolder(REPOSITORY);
    const before = readTree(cwd);
    const wrong: readonly [readonly string[], string][] = [
      [['project', 'Shop'], 'cannot be the name of a project'],
      [['project', '1shop'], 'first a letter'],
      [['project', 'shop'], 'There is a project "shop" already.'],
      [['project', 'store', '--from', 'stor'], 'There is no project "stor" to copy. There are: shop.'],
      [['project', 'store', '--workspace', 'qa'], 'There is no workspace "qa". There are: dev, prod.'],
      [['project', 'store', '--from', 'shop', '--workspace', 'dev'], 'leave out --workspace'],
      [['project', 'store', '--stack', 'dev'], '--stack has no meaning here.'],
      [['stack', 'dev'], 'The project "shop" has a stack "dev" already.'],
      [['stack', 'base'], 'A stack cannot be called "base"'],
      [['stack', 'qa'], 'There is no workspace "qa". Name one with --workspace; there are: dev, prod.'],
      [['stack', 'qa', '--project', 'sho'], 'There is no project "sho". There are: shop.'],
      [['stack', 'prod', '--from', 'qa'], 'The project "shop" has no stack "qa" to copy. It has: dev.'],
      [['stack', 'qa', '--workspace', 'dev', '--workspace', 'prod'], '--workspace may be given once here.'],
      [['workspace', 'dev'], 'There is a workspace "dev" already.'],
      [['workspace', 'qa', '--from', 'live'], 'There is no workspace "live" to copy. There are: dev, prod.'],
      [['workspace', '../qa'], 'cannot be the name of a workspace'],
    ];
    const runs = await Promise.all(wrong.map(([args]) => moorline(['new', ...args], { cwd })));
    for (const [i, run] of runs.entries()) {
      expect(run).toMatchObject({ code: 4, stdout: '' });
      expect(run.stderr).toContain(wrong[i]?.[1]);
    }
    expect(readTree(cwd)).toEqual(before);
  });

  it('never overwrites, and then writes nothing at all', async () => {
    const { run, fresh } = await added(['stack', 'prod'], {
      ...REPOSITORY,
      'teams/shop/prod/app.yaml': '# mine\n',
    });
    expect(run.code).toBe(4);
    expect(run.stderr).toContain('teams/shop/prod/app.yaml is there already, and nothing is overwritten.');
    expect(fresh).toEqual({});
  });

  it('does not copy links', async () => {
    const { run, fresh } = await added(['project', 'store', '--from', 'shop'], {
      ...REPOSITORY,
      'teams/shop/dev/secret': { link: '/etc/hostname' },
    });
    expect(run.code).toBe(4);
    expect(run.stderr).toContain('teams/shop/dev/secret is a link or special file');
    expect(fresh).toEqual({});
  });

  it('puts nothing where the configuration would not find it', async () => {
    const config = 'projects: ["teams/shop/project.yaml"]\nworkspaces: ["workspaces/{dev,prod}.yaml"]\n';
    for (const args of [
      ['project', 'blog'],
      ['workspace', 'qa'],
    ]) {
      const { run, fresh } = await added(args, { ...REPOSITORY, 'moorline.yaml': config });
      expect(run.code).toBe(4);
      expect(run.stderr).toContain('would not be found');
      expect(fresh).toEqual({});
    }
  });

  it('asks which project when there are several, and works beside broken ones', async () => {
    const cwd = tempFolder({ ...REPOSITORY, 'teams/blog/project.yaml': 'name: blog\n' });
    const unsure = await moorline(['new', 'stack', 'prod'], { cwd });
    expect(unsure.stderr).toContain('Say which project gets the stack: --project with one of blog, shop.');
    writeFileSync(join(cwd, 'teams/shop/project.yaml'), 'name: [shop]\n');
    expect(await moorline(['new', 'stack', 'prod', '--project', 'blog'], { cwd })).toMatchObject({ code: 0 });
  });
});
