import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { moorlineHere } from '../tools/cli.ts';
import { compileTree, diagnosticLines, renderedFiles } from '../tools/compile-tree.ts';
import { tempFolder } from '../tools/temp-folder.ts';

const APP = `apps:
  web:
    workload:
      kind: Service
      containers: { web: { image: "web:1" } }
    accessories:
      `;

const repository = (accessory: string) => ({
  'moorline.yaml': 'modules: { paths: ["modules/*"] }\n',
  'workspaces/dev.yaml': '',
  'apps/shop/project.yaml': 'name: shop\n',
  'apps/shop/dev/stack.yaml': 'name: dev\n',
  'apps/shop/dev/app.yaml': `${APP}${accessory}\n`,
});

it('the module of the README renders', async () => {
  const readme = readFileSync(join(import.meta.dirname, '..', '..', 'README.md'), 'utf8');
  const module = /<!-- module -->\n```yaml\n([^]*?)```/.exec(readme)?.[1] ?? '';
  const files = { ...repository('redis: { size: 2Gi }'), 'modules/redis/module.yaml': module };
  const compilation = await compileTree(files);
  expect(diagnosticLines(compilation.diagnostics)).toEqual([
    'info SECRET_REQUIRED apps/shop/dev/app.yaml:7:14',
  ]);
  const text = renderedFiles(compilation).get('rendered/dev/shop/dev/deployment_shop-dev-web-redis.yaml');
  expect(text).toContain('memory: 2Gi\n');
});

it('a scaffolded module renders at once, and refuses what does not fit', async () => {
  const cwd = tempFolder(repository('store: { size: 5Gi }'));
  const made = await moorlineHere(['new', 'module', 'store'], cwd);
  expect(made).toMatchObject({ code: 0, stderr: '1 file written, 0 kept\n' });
  expect(await moorlineHere(['check'], cwd)).toMatchObject({ code: 0, stdout: '' });
  expect((await moorlineHere(['render'], cwd)).stdout).toContain('storage: 5Gi\n');
  expect((await moorlineHere(['list', 'modules'], cwd)).stdout).toMatch(
    /^store +accessory +modules\/store\/module\.yaml /m,
  );
  expect((await moorlineHere(['new', 'module', 'store'], cwd)).code).toBe(4);
  expect((await moorlineHere(['new', 'module', 'network'], cwd)).code).toBe(4);
  const bad = tempFolder({
    ...repository('store: { size: big, sise: 1Gi }'),
    'modules/store/module.yaml': readFileSync(join(cwd, 'modules/store/module.yaml'), 'utf8'),
  });
  const refused = await moorlineHere(['check', '--output', 'json'], bad);
  expect(refused.code).toBe(3);
  expect(refused.stdout).toMatch(/"FIELD_UNKNOWN"[^]*"FIELD_INVALID"|"FIELD_INVALID"[^]*"FIELD_UNKNOWN"/);
});

it('a module has no place without a folder for modules', async () => {
  const cwd = tempFolder({ ...repository('{}'), 'moorline.yaml': '' });
  const refused = await moorlineHere(['new', 'module', 'store'], cwd);
  expect(refused.code).toBe(4);
  expect(refused.stderr).toContain('Add "modules/*" to it.');
});

it('the schemas of editors know the fields of own modules', async () => {
  const cwd = tempFolder(repository('store: {}'));
  await moorlineHere(['new', 'module', 'store'], cwd);
  const schema = await moorlineHere(['schema', 'app'], cwd);
  expect(schema).toMatchObject({ code: 0, stderr: '' });
  expect(schema.stdout).toContain('"const": "store"');
  expect((await moorlineHere(['schema', 'workspace'], cwd)).stdout).toContain('"storageClass"');
  const broken = tempFolder({ ...repository('store: {}'), 'modules/store/module.yaml': 'name: [\n' });
  const refused = await moorlineHere(['schema', 'app'], broken);
  expect(refused).toMatchObject({ code: 3, stdout: '' });
  expect(refused.stderr).toContain('modules/store/module.yaml:1:7');
});
