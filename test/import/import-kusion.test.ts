import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { moorline, moorlineHere } from '../tools/cli.ts';
import { readTree } from '../tools/read-tree.ts';
import { tempFolder, type Tree } from '../tools/temp-folder.ts';

const CASES = join(import.meta.dirname, '..', '..', 'fixtures', 'kusion');
const read = (name: string, file: string) => readFileSync(join(CASES, name, file), 'utf8');
const appsOf = (name: string) => stringify((parse(read(name, 'evaluated.yaml')) as { apps: object }).apps);
const DEV = '05-konfig-multi-stack-dev';
const PROD = '06-konfig-multi-stack-prod';
const { project } = parse(read(DEV, 'evaluated.yaml')) as { project: { name: string } };
const [dev = '', prod = ''] = [DEV, PROD].map(
  (name) => (parse(read(name, 'evaluated.yaml')) as { stack: { name: string } }).stack.name,
);
const DIR = 'example/service-multi-stack';

/** As KusionStack/konfig has it, with the YAML that KCL makes and a backend. */
const KONFIG: Tree = {
  [`${DIR}/project.yaml`]: `# The project basic info\nname: ${project.name}\ngenerator:\n  type: AppConfiguration\n`,
  [`${DIR}/base/base.k`]: 'import kam\n',
  [`${DIR}/dev/stack.yaml`]: `# The stack basic info\nname: ${dev}\n`,
  [`${DIR}/dev/main.k`]: 'import kam\n',
  [`${DIR}/dev/kcl.mod`]: '[package]\n',
  [`${DIR}/dev/dev.evaluated.yaml`]: appsOf(DEV),
  [`${DIR}/dev/spec.yaml`]: read(DEV, 'expected.yaml'),
  [`${DIR}/prod/stack.yaml`]: `name: ${prod}\nowner: platform # unknown\n`,
  [`${DIR}/prod/main.k`]: 'import kam\n',
  [`${DIR}/prod/kcl-output.yaml`]: appsOf(PROD),
  'example/nginx/project.yaml': 'name: nginx\n',
  'example/nginx/dev/stack.yaml': 'name: dev\n',
  'example/nginx/dev/main.k': 'import kam\n',
  'backend/workspaces/.metadata.yml': 'current: dev\navailableWorkspaces: [default, dev, prod]\n',
  'backend/workspaces/default.yaml': '',
  'backend/workspaces/dev.yaml': read(DEV, 'workspace.yaml'),
  'backend/workspaces/prod.yaml': `${read(PROD, 'workspace.yaml')}context:\n  KUBECONFIG_PATH: /home/ci/kubeconfig\n  AWS_SECRET_ACCESS_KEY: wJalrXUtnFEMI\n`,
};

interface Answer {
  readonly exitCode: number;
  readonly diagnostics: readonly {
    readonly code: string;
    readonly detail: string;
    readonly range: { readonly filename: string } | null;
  }[];
  readonly data: {
    readonly files: readonly { readonly path: string; readonly action: string }[];
    readonly stacks: readonly {
      readonly stack: string;
      readonly workspace: string;
      readonly objects: readonly { readonly verdict: string }[];
    }[];
  };
}

async function imported(cwd: string, ...args: readonly string[]): Promise<Answer> {
  const { stdout } = await moorlineHere(
    ['import', 'kusion', 'kusion', '--out', 'new', ...args, '--output', 'json'],
    cwd,
  );
  return JSON.parse(stdout) as Answer;
}

const under = (dir: string, tree: Tree): Tree =>
  Object.fromEntries(Object.entries(tree).map(([path, content]) => [`${dir}/${path}`, content]));

describe('moorline import kusion', () => {
  it('makes layers, workspaces and a repository that renders the same', async () => {
    const cwd = tempFolder(under('kusion', KONFIG));
    const { exitCode, diagnostics, data } = await imported(cwd);
    const told = diagnostics.filter(({ code }) => code !== 'FIELD_NO_EFFECT');
    expect([exitCode, told.map(({ code, range }) => `${code} ${range?.filename ?? ''}`)]).toEqual([
      3,
      [
        'KUSION_PART_UNUSED kusion/backend/workspaces/prod.yaml',
        'KCL_OUTPUT_MISSING kusion/example/nginx/dev/stack.yaml',
        `KUSION_PART_UNUSED kusion/${DIR}/prod/stack.yaml`,
      ],
    ]);
    expect(told.find(({ code }) => code === 'KCL_OUTPUT_MISSING')?.detail).toContain(
      "cd 'example/nginx/dev' && printf 'kcl_cli_configs:\\n  include_schema_type_path: true\\n' > kcl-types.yaml && kcl run . -Y kcl-types.yaml -o kcl-output.yaml",
    );
    expect(data.files.map(({ path }) => path)).toEqual([
      `${DIR}/base/app.yaml`,
      `${DIR}/dev/app.yaml`,
      `${DIR}/dev/stack.yaml`,
      `${DIR}/prod/app.yaml`,
      `${DIR}/prod/stack.yaml`,
      `${DIR}/project.yaml`,
      'moorline.yaml',
      'workspaces/default.yaml',
      'workspaces/dev.yaml',
      'workspaces/prod.yaml',
    ]);
    expect(
      data.stacks.map(({ stack, workspace, objects }) => [
        stack,
        workspace,
        objects.map(({ verdict }) => verdict),
      ]),
    ).toEqual([
      ['dev', 'dev', ['equal', 'equal', 'equal']],
      ['prod', 'prod', []],
    ]);
    const tree = readTree(join(cwd, 'new'));
    expect(tree[`${DIR}/project.yaml`]).toBe(KONFIG[`${DIR}/project.yaml`]);
    expect(tree[`${DIR}/prod/stack.yaml`]).toBe('name: prod\n# owner: platform # unknown\n');
    expect(tree[`${DIR}/base/app.yaml`]).toContain('kind: Service');
    expect(tree[`${DIR}/prod/app.yaml`]).not.toContain('kind: Service');
    expect(tree['workspaces/prod.yaml']).not.toContain('wJalrXUtnFEMI');
    expect(tree['workspaces/prod.yaml']).toMatch(/\n# Only Kusion reads this[^\n]*\ncontext:\n/);
    expect(tree['workspaces/dev.yaml']).toMatch(
      /# Secrets are not rendered[^\n]*\nsecretStore:\n {2}backend: reference\n$/,
    );
    expect(await moorlineHere(['check', '-C', join(cwd, 'new')])).toMatchObject({ code: 0 });
    expect(told.map(({ code }) => code)).toContain('KUSION_PART_UNUSED');
    // once more: everything is there
    const again = await imported(cwd);
    expect(new Set(again.data.files.map(({ action }) => action))).toEqual(new Set(['keep']));
    expect(readTree(join(cwd, 'new'))).toEqual(tree);
  });

  it('compares the stack of --spec, ends with 2 on a difference that nothing explains, and shows it', async () => {
    const files = Object.entries(KONFIG).filter(
      ([path]) => !path.includes('nginx') && !path.endsWith('spec.yaml'),
    );
    const cwd = tempFolder({
      ...under('kusion', Object.fromEntries(files)),
      'spec.yaml': read(PROD, 'expected.yaml').replace('replicas: ', 'replicas: 7'),
    });
    const right = ['--spec', join(CASES, PROD, 'expected.yaml'), '--stack', 'prod', '--dry-run'];
    expect(await imported(cwd, ...right)).toMatchObject({ exitCode: 0 });
    const { code, stdout, stderr } = await moorline(
      ['import', 'kusion', 'kusion', '--out', 'new', '--spec', 'spec.yaml', '--stack', 'prod', '--dry-run'],
      { cwd },
    );
    expect(code).toBe(2);
    expect(stdout).toMatch(/\n {12}\.spec\.replicas {2}Kusion 7[0-9]+, Moorline [0-9]+ {2}NOT EXPLAINED\n/);
    expect(stderr).toContain('error[KUSION_SPEC_DIFFERS]');
    expect(
      (await imported(cwd, '--spec', 'spec.yaml', '--stack', 'prod', '--dry-run')).diagnostics.map(
        (found) => found.code,
      ),
    ).toContain('KUSION_SPEC_DIFFERS');
    expect(stderr).toContain('this was a dry run');
    expect(Object.keys(readTree(cwd)).filter((path) => path.startsWith('new'))).toEqual([]);
    expect(
      (await imported(cwd, '--spec', 'spec.yaml', '--dry-run')).diagnostics.map((found) => found.code),
    ).toContain('USAGE');
    writeFileSync(join(cwd, 'spec.yaml'), '⣾ Generating Spec\nresources: [');
    const invalid = await imported(cwd, '--spec', 'spec.yaml', '--stack', 'prod', '--dry-run');
    expect(invalid.diagnostics.map((found) => found.code)).toContain('KUSION_SPEC_INVALID');
  });

  it('writes nothing when another file stands in the way', async () => {
    const cwd = tempFolder({
      ...under('kusion', KONFIG),
      'new/workspaces/dev.yaml': '# mine\n',
    });
    const before = readTree(cwd);
    const { exitCode, diagnostics, data } = await imported(cwd);
    expect(exitCode).toBe(3);
    expect(
      diagnostics.filter(({ code }) => code === 'IMPORT_CONFLICT').map(({ range }) => range?.filename),
    ).toEqual(['workspaces/dev.yaml']);
    expect(data.files).toEqual([]);
    expect(readTree(cwd)).toEqual(before);
    const [, ...alone] = Object.entries(under('kusion', KONFIG)).filter(([path]) => !path.includes('/prod/'));
    const stray = tempFolder({
      ...Object.fromEntries(alone),
      ...under('kusion', { [`${DIR}/project.yaml`]: 'name: a\n' }),
      [`new/${DIR}/base/app.yaml`]: 'apps: {}\n',
    });
    expect((await imported(stray)).diagnostics.map(({ range }) => range?.filename)).toContain(
      `${DIR}/base/app.yaml`,
    );
  });

  it('takes along what k8s_manifest reads, and asks when two files could be the output of KCL', async () => {
    const cwd = tempFolder(
      under('kusion', {
        'project.yaml': 'name: shop\n',
        'dev/stack.yaml': 'name: dev\nworkspace: old\n',
        'dev/kcl-output.yaml':
          'web:\n  _type: kam.v1.app_configuration.AppConfiguration\n  workload:\n    _type: service.Service\n    replicas: null\n    containers:\n      web:\n        _type: kam.v1.workload.container.Container\n        image: web:1\n        env:\n          VERSION: 1.10\n  accessories:\n    extra:\n      _type: k8s_manifest.K8sManifest\n      paths: [./quota.yaml]\n',
        'dev/quota.yaml': 'apiVersion: v1\nkind: ResourceQuota\nmetadata:\n  name: shop\n  namespace: shop\n',
        'prod/stack.yaml': 'name: prod\n',
        'prod/kcl-output.yaml': '{}\n',
        'prod/app.yaml': '{}\n',
      }),
    );
    const { diagnostics, data } = await imported(cwd, '--backend', 'sops');
    expect(diagnostics.map(({ code }) => code)).toEqual(['KCL_OUTPUT_AMBIGUOUS']);
    expect(data.stacks.map(({ stack, workspace }) => [stack, workspace])).toEqual([['dev', 'default']]);
    const tree = readTree(join(cwd, 'new'));
    expect(tree['dev/quota.yaml']).toContain('ResourceQuota');
    expect(tree['dev/stack.yaml']).toBe('name: dev\nworkspace: default\n');
    expect(tree['dev/app.yaml']).toContain('VERSION: "1.10"');
    expect(tree['dev/app.yaml']).toContain('extra:\n        module: k8s_manifest\n');
    expect(tree['dev/app.yaml']).not.toMatch(/_type|null/);
  });

  it('gives no stack the only workspace of another name in silence', async () => {
    const shop = (...stacks: readonly string[]): Tree => ({
      'shop/project.yaml': 'name: shop\n',
      'workspaces/prod.yaml': '',
      ...Object.fromEntries(
        stacks.flatMap((name) => [
          [`shop/${name}/stack.yaml`, `name: ${name}\n`],
          [`shop/${name}/app.yaml`, appsOf(DEV)],
        ]),
      ),
    });
    const outcome = async (tree: Tree, ...args: readonly string[]) => {
      const { diagnostics, data } = await imported(tempFolder(under('kusion', tree)), ...args);
      return [
        data.stacks.map(({ stack, workspace }) => `${stack} -> ${workspace}`),
        diagnostics
          .filter(({ code }) => /^(?:WORKSPACE|KCL)_/.test(code))
          .map(({ code, range }) => `${code} ${range?.filename ?? ''}`),
      ];
    };
    const dev = 'kusion/shop/dev/stack.yaml';
    expect(await outcome(shop('dev', 'prod'))).toEqual([['prod -> prod'], [`WORKSPACE_MISSING ${dev}`]]);
    expect(await outcome(shop('dev', 'staging'))).toEqual([
      [],
      [`WORKSPACE_MISSING ${dev}`, 'WORKSPACE_MISSING kusion/shop/staging/stack.yaml'],
    ]);
    expect(await outcome(shop('dev'))).toEqual([['dev -> prod'], [`WORKSPACE_GUESSED ${dev}`]]);
    const { diagnostics } = await imported(tempFolder(under('kusion', shop('dev'))));
    expect(
      diagnostics.filter(({ code }) => code === 'WORKSPACE_GUESSED').map(({ detail }) => detail),
    ).toEqual([
      'Nothing says which workspace shop/dev is for. It gets "prod", the only one there is. Name another with --workspace.',
    ]);
    expect(await outcome(shop('dev', 'prod'), '--workspace', 'prod')).toEqual([
      ['dev -> prod', 'prod -> prod'],
      [],
    ]);
    // the other stack is there, also when it cannot be read
    const unread = Object.entries(shop('dev', 'prod')).filter(([path]) => path !== 'shop/prod/app.yaml');
    expect(await outcome(Object.fromEntries(unread))).toEqual([
      [],
      [`WORKSPACE_MISSING ${dev}`, 'KCL_OUTPUT_MISSING kusion/shop/prod/stack.yaml'],
    ]);
  });

  it('shows no value of a Spec whose name says that it is a secret', async () => {
    const spec = read(PROD, 'expected.yaml');
    const { resources } = parse(spec) as {
      resources: { attributes: { kind: string; spec: { template: { spec: { containers: object[] } } } } }[];
    };
    const workload = resources.find(({ attributes }) => attributes.kind === 'Deployment');
    const [container] = workload?.attributes.spec.template.spec.containers ?? [];
    Object.assign(container ?? {}, {
      env: [
        { name: 'DB_PASSWORD', value: 'hunter2zzzz' },
        { name: 'REGION', value: 'eu-1' },
      ],
    });
    const files = Object.entries(KONFIG).filter(
      ([path]) => !path.includes('nginx') && !path.endsWith('spec.yaml'),
    );
    const cwd = tempFolder({
      ...under('kusion', Object.fromEntries(files)),
      'spec.yaml': stringify({ resources }),
    });
    const args = ['import', 'kusion', 'kusion', '--spec', 'spec.yaml', '--stack', 'prod', '--dry-run'];
    for (const output of ['text', 'json']) {
      const { code, stdout, stderr } = await moorlineHere([...args, '--output', output], cwd);
      expect([code, stdout]).toEqual([2, expect.stringContaining('(secret)')]);
      expect(stdout).toContain('REGION');
      expect(stdout + stderr).not.toContain('hunter2zzzz');
    }
  });

  it('refuses a folder that is not there and an unknown workspace', async () => {
    const cwd = tempFolder(under('kusion', KONFIG));
    expect(await moorlineHere(['import', 'kusion', 'nowhere'], cwd)).toMatchObject({ code: 4, stdout: '' });
    expect(await moorlineHere(['import', 'kusion', 'kusion', '--spec', 'nowhere.yaml'], cwd)).toMatchObject({
      code: 4,
    });
    expect(await imported(cwd, '--stack', 'dev')).toMatchObject({ exitCode: 4 });
    const { diagnostics } = await imported(cwd, '--workspace', 'staging');
    expect(diagnostics.map(({ code }) => code)).toContain('WORKSPACE_MISSING');
  });
});
