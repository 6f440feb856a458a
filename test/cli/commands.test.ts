import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { moorline } from '../tools/cli.ts';
import { readTree } from '../tools/read-tree.ts';
import { tempFolder } from '../tools/temp-folder.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const SAMPLE = join(ROOT, 'templates', 'sample');

const SHOP = {
  'apps/shop/project.yaml': 'name: shop\n',
  'apps/shop/base/app.yaml':
    'apps:\n  web:\n    workload:\n      kind: Service\n      replicas: 2\n      containers:\n        web:\n          image: ghcr.io/acme/web:1.4.2\n',
  'apps/shop/dev/stack.yaml': 'name: dev\nimages:\n  ghcr.io/acme/web: 1.5.0\n',
  'apps/shop/dev/app.yaml': 'apps:\n  web:\n    workload:\n      replicas: 3\n',
  'workspaces/dev.yaml': 'modules:\n  service:\n    configs:\n      default:\n        replicas: 1\n',
};

/** The shop with an image that names no version. */
const UNTAGGED = {
  ...SHOP,
  'apps/shop/dev/stack.yaml': 'name: dev\n',
  'apps/shop/dev/app.yaml':
    'apps:\n  web:\n    workload:\n      containers:\n        web:\n          image: ghcr.io/acme/web\n',
};

interface Envelope {
  readonly schemaVersion: string;
  readonly command: string | null;
  readonly ok: boolean;
  readonly exitCode: number;
  readonly diagnostics: readonly { readonly code: string }[];
  readonly data: Readonly<Record<string, unknown>> | null;
}

async function json(args: readonly string[]): Promise<Envelope & { readonly code: number | null }> {
  const { stdout, code } = await moorline([...args, '--output', 'json']);
  return { ...(JSON.parse(stdout) as Envelope), code };
}

describe('moorline render', () => {
  it('prints one YAML stream on stdout and nothing else', async () => {
    const root = tempFolder(SHOP);
    const { stdout, stderr, code } = await moorline(['-C', root, 'render']);
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout.split('---\n').map((text) => /^kind: (.*)$/m.exec(text)?.[1])).toEqual([
      'Namespace',
      'Deployment',
    ]);
  });

  it('takes options before and after its name', async () => {
    const root = tempFolder(SHOP);
    const before = await moorline(['-C', root, '--workspace', 'dev', 'render']);
    expect(await moorline(['render', '--workspace', 'd*', '-C', root])).toEqual(before);
  });

  it('describes what it wrote as JSON', async () => {
    const root = tempFolder(SHOP);
    const { data, code, schemaVersion, command } = await json(['-C', root, 'render', '--out', 'out']);
    expect([code, schemaVersion, command]).toEqual([0, '1.0', 'render']);
    expect(data).toEqual({
      units: [
        {
          project: 'shop',
          stack: 'dev',
          workspace: 'dev',
          resources: [
            {
              group: '',
              version: 'v1',
              kind: 'Namespace',
              namespace: '',
              name: 'shop',
              file: 'rendered/dev/shop/dev/namespace_shop.yaml',
            },
            {
              group: 'apps',
              version: 'v1',
              kind: 'Deployment',
              namespace: 'shop',
              name: 'shop-dev-web',
              file: 'rendered/dev/shop/dev/deployment_shop-dev-web.yaml',
            },
          ],
          files: [
            'rendered/dev/shop/dev/namespace_shop.yaml',
            'rendered/dev/shop/dev/deployment_shop-dev-web.yaml',
          ],
          digest: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
          requiredSecrets: [],
        },
      ],
    });
  });

  it('exits 6 and writes nothing when a file of its own was edited', async () => {
    const root = tempFolder(SHOP);
    await moorline(['-C', root, 'render', '--out', 'out']);
    writeFileSync(join(root, 'out/rendered/dev/shop/dev/namespace_shop.yaml'), 'edited: true\n');
    const before = readTree(join(root, 'out'));
    const { code, diagnostics } = await json(['-C', root, 'render', '--out', 'out']);
    expect([code, diagnostics.map((found) => found.code)]).toEqual([6, ['OUTPUT_CONFLICT']]);
    expect(readTree(join(root, 'out'))).toEqual(before);
  });

  it('removes files of a stack that is gone, and with a selection only those of the selection', async () => {
    const root = tempFolder({
      ...SHOP,
      'apps/blog/project.yaml': 'name: blog\n',
      'apps/blog/dev/stack.yaml': 'name: dev\n',
      'apps/blog/dev/app.yaml': SHOP['apps/shop/base/app.yaml'],
    });
    await moorline(['-C', root, 'render', '--out', 'out']);
    writeFileSync(join(root, 'apps/blog/dev/app.yaml'), 'apps: {}\n');
    writeFileSync(join(root, 'apps/shop/dev/app.yaml'), 'apps: { web: null }\n');
    const deployments = () =>
      Object.keys(readTree(join(root, 'out'))).filter((path) => path.includes('deployment'));
    await moorline(['-C', root, 'render', '--out', 'out', '--project', 'shop']);
    expect(deployments()).toEqual(['rendered/dev/blog/dev/deployment_blog-dev-web.yaml']);
    await moorline(['-C', root, 'render', '--out', 'out']);
    expect(deployments()).toEqual([]);
  });

  it('ends quietly when the reader of a pipe has seen enough', async () => {
    const child = spawn(process.execPath, [join(ROOT, 'dist/bin.js'), '-C', SAMPLE, 'render']);
    let stderr = '';
    child.stderr.on('data', (text: Buffer) => (stderr += text.toString()));
    child.stdout.once('data', () => child.stdout.destroy());
    const code = await new Promise((done) => child.on('close', done));
    expect([code, stderr]).toEqual([0, '']);
  });
});

describe('moorline check', () => {
  it('prints diagnostics on stdout and a closing line on stderr', async () => {
    const root = tempFolder({ ...SHOP, 'apps/shop/dev/stack.yaml': 'name: dev\nnamspace: x\n' });
    const { stdout, stderr, code } = await moorline(['-C', root, 'check']);
    expect(code).toBe(3);
    expect(stdout).toContain('error[FIELD_UNKNOWN]: unknown field\n --> apps/shop/dev/stack.yaml:2:1\n');
    expect(stdout).toContain('Did you mean "namespace"?');
    expect(stderr).toBe('1 error in 5 files and 0 units\n');
  });

  it('prints workflow commands for GitHub', async () => {
    const root = tempFolder({ ...SHOP, 'apps/shop/dev/stack.yaml': 'name: dev\nnamspace: x\n' });
    const { stdout } = await moorline(['-C', root, 'check', '--output', 'github']);
    expect(stdout).toMatch(
      /^::error file=apps\/shop\/dev\/stack\.yaml,line=2,col=1,title=FIELD_UNKNOWN%3A unknown field,endColumn=9::/,
    );
  });

  it('shows what lint finds, which stops no render', async () => {
    const root = tempFolder(UNTAGGED);
    const { stdout, stderr, code } = await moorline(['-C', root, 'check']);
    expect([code, stderr]).toEqual([0, '1 warning in 5 files and 1 units\n']);
    expect(stdout).toContain('warning[LINT_IMAGE_TAG]: image can change under its name\n');
    expect(stdout).toContain('--> apps/shop/dev/app.yaml:6:18\n');
    const github = await moorline(['-C', root, 'check', '--output', 'github']);
    expect(github.stdout).toMatch(
      /^::warning file=apps\/shop\/dev\/app\.yaml,line=6,col=18,title=LINT_IMAGE_TAG%3A image can change /,
    );
    for (const command of ['render', 'list'])
      expect(await moorline(['-C', root, command])).toMatchObject({ code: 0, stderr: '' });
  });

  it('exits 3 for a rule that moorline.yaml makes an error, and counts what annotations exempt', async () => {
    const strict = { ...UNTAGGED, 'moorline.yaml': 'lint: {LINT_IMAGE_TAG: error}\n' };
    const refused = await json(['-C', tempFolder(strict), 'check']);
    expect([refused.code, refused.ok, refused.data]).toEqual([
      3,
      false,
      { files: 6, units: 1, lint: { suppressed: 0 } },
    ]);
    expect(refused.diagnostics.map(({ code }) => code)).toEqual(['LINT_IMAGE_TAG']);
    expect((await json(['-C', tempFolder(strict), 'render'])).code).toBe(0);
    const exempt = tempFolder({
      ...strict,
      'apps/shop/base/app.yaml': SHOP['apps/shop/base/app.yaml'].replace(
        '  web:\n',
        "  web:\n    annotations: {moorline.dev/lint-ignore: 'LINT_IMAGE_TAG'}\n",
      ),
    });
    const { stderr, code } = await moorline(['-C', exempt, 'check']);
    expect([code, stderr]).toEqual([
      0,
      'no errors, no warnings in 6 files and 1 units; annotations exempt objects from 1 more\n',
    ]);
  });

  it('colours only when asked to or on a terminal', async () => {
    const root = tempFolder({ ...SHOP, 'workspaces/dev.yaml': 'modul: {}\n' });
    const coloured = (args: readonly string[], env = {}) =>
      moorline(['-C', root, 'check', ...args], { env }).then(({ stdout }) => stdout.includes('\u001b['));
    expect(await coloured([])).toBe(false);
    expect(await coloured(['--color', 'always'])).toBe(true);
    expect(await coloured([], { FORCE_COLOR: '1', NO_COLOR: '1' })).toBe(false);
  });
});

describe('moorline explain', () => {
  it('names the file and line behind a value and everything it won over', async () => {
    const root = tempFolder(SHOP);
    const { stdout } = await moorline(['-C', root, 'explain', 'Deployment/shop-dev-web', '.spec.replicas']);
    expect(stdout).toBe(
      [
        '.spec.replicas = 3',
        '    apps/shop/dev/app.yaml:4:17',
        '      modules.service.configs.default  workspaces/dev.yaml:5:19  1',
        '      apps/shop/base/app.yaml  apps/shop/base/app.yaml:5:17  2',
        '    > apps/shop/dev/app.yaml  apps/shop/dev/app.yaml:4:17  3',
        '',
      ].join('\n'),
    );
  });

  it('points at stack.yaml for an image it sets', async () => {
    const root = tempFolder(SHOP);
    const field = 'spec.template.spec.containers[name="web"].image';
    const { stdout } = await moorline(['-C', root, 'explain', 'shop/Deployment.apps/shop-dev-web', field]);
    expect(stdout).toContain('= "ghcr.io/acme/web:1.5.0"\n    apps/shop/dev/stack.yaml:3:21\n');
  });

  it('explains a code', async () => {
    const { stdout, code } = await moorline(['explain', 'field_unknown']);
    expect([code, stdout.split('\n')[0]]).toEqual([0, 'error[FIELD_UNKNOWN]: unknown field']);
  });

  it('explains a lint rule', async () => {
    const { stdout, code } = await moorline(['explain', 'lint_cpu_request']);
    expect([code, stdout.split('\n')[0]]).toEqual([
      0,
      'warning[LINT_CPU_REQUEST]: container asks for no CPU',
    ]);
    expect(stdout).toContain(
      'lint: {LINT_CPU_REQUEST: off}. Without that it is off in workspaces whose profile',
    );
    expect(stdout).toContain('kube-linter unset-cpu-requirements;');
  });

  it.each([
    [['explain', 'Deployment/nowhere'], 'RESOURCE_UNKNOWN'],
    [['explain', 'Deployment/shop-dev-web', '.spec.nothing'], 'RESOURCE_UNKNOWN'],
    [['explain', 'NO_SUCH_CODE'], 'USAGE'],
    [['render', '--project', 'none'], 'SELECTION_EMPTY'],
    [['render', '--at', 'HEAD'], 'GIT_UNAVAILABLE'],
    [['render', '--timeout', 'soon'], 'USAGE'],
    [['list', 'nothing'], 'USAGE'],
    [['rendr'], 'USAGE'],
  ])('%j is a usage error: %s', async (args, code) => {
    const found = await json(['-C', tempFolder(SHOP), ...args]);
    expect([found.code, found.ok, found.diagnostics.map((each) => each.code)]).toEqual([4, false, [code]]);
  });
});

describe('moorline list', () => {
  it('lists units with their place on the branches', async () => {
    const { stdout } = await moorline(['-C', tempFolder(SHOP), 'list']);
    expect(stdout).toBe(
      'PROJECT  STACK  WORKSPACE  NAMESPACE  BRANCH        PATH\nshop     dev    dev        shop       rendered/dev  shop/dev\n',
    );
  });

  it('refuses a form of output it does not have', async () => {
    const { code, stderr } = await moorline(['-C', tempFolder(SHOP), 'list', '--output', 'github']);
    expect([code, stderr]).toEqual([4, expect.stringContaining('error[USAGE]')]);
  });

  it('gives everything as JSON', async () => {
    const { data } = await json(['-C', tempFolder(SHOP), 'list', 'modules']);
    expect(Object.keys(data ?? {}).sort()).toEqual(['modules', 'projects', 'stacks', 'units', 'workspaces']);
  });
});

it('prints version and help on stdout', async () => {
  const { stdout, code } = await moorline(['--version']);
  expect([code, stdout]).toEqual([0, expect.stringMatching(/^\d+\.\d+\.\d+\n$/)]);
  expect((await moorline(['render', '--help'])).stdout).toContain('--at <rev>');
});
