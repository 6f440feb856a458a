import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { isExplained } from '../../src/import/compare-spec.ts';
import type { SecretBackend } from '../../src/model/secret-backend.ts';
import { EVERYTHING } from '../../src/model/selection.ts';
import { MODULES } from '../../src/modules/index.ts';
import { importKusion } from '../../src/pipeline/import-kusion/import-kusion.ts';
import { kubernetesTarget } from '../../src/targets/kubernetes/index.ts';
import { compileTree, diagnosticLines, renderedFiles } from '../tools/compile-tree.ts';
import { memoryTree } from '../tools/memory-tree.ts';
import { tempFolder } from '../tools/temp-folder.ts';

const CASES = join(import.meta.dirname, '..', '..', 'fixtures', 'kusion');
const cases = readdirSync(CASES).filter((name) => /^[0-9]/.test(name));
const read = (name: string, file: string) => readFileSync(join(CASES, name, file), 'utf8');

interface KusionCase {
  readonly project: { readonly name: string };
  readonly stack: { readonly name: string };
  readonly apps: Readonly<Record<string, object>>;
}

/** A repository as Kusion has it, with one of the two forms of the input as what KCL printed. */
function kusionRepository(name: string, input: string): Record<string, string> {
  const { project, stack, apps } = parse(read(name, input)) as KusionCase;
  const dir = `example/${project.name}`;
  return {
    [`${dir}/project.yaml`]: `# the project\n${stringify(project)}`,
    [`${dir}/base/base.k`]: 'import kam.v1.app_configuration as ac\n',
    [`${dir}/${stack.name}/stack.yaml`]: `# the stack\n${stringify(stack)}`,
    [`${dir}/${stack.name}/main.k`]: 'import kam.v1.app_configuration as ac\n',
    [`${dir}/${stack.name}/kcl-output.yaml`]: stringify(apps),
    [`${dir}/${stack.name}/workspace.yaml`]: read(name, 'workspace.yaml'),
    [`${dir}/${stack.name}/spec.yaml`]: read(name, 'expected.yaml'),
  };
}

const importCase = (files: Record<string, string>, backend: SecretBackend) =>
  importKusion({
    source: memoryTree(files),
    label: '',
    out: tempFolder(),
    modules: MODULES,
    target: kubernetesTarget,
    workspace: undefined,
    backend,
    spec: undefined,
    selection: EVERYTHING,
    dryRun: true,
  });

/** Cases that differ on purpose, with the reasons that have to be given. */
const REASONS: Readonly<Record<string, readonly string[]>> = {
  '03-konfig-simple-service': ['5', '6'],
  '09-mysql-local-custom-user': ['15'],
};

/** Cases that need a decision before they render: a flavor of the database. */
const UNDECIDED = ['10-konfig-wordpress-cloud-rds-aws', '11-konfig-wordpress-cloud-rds-alicloud'];

describe.each(cases)('import of the Kusion case %s', (name) => {
  it.each(['input.yaml', 'evaluated.yaml'])('renders what its Spec has, from %s', async (input) => {
    const { stacks, diagnostics, files } = await importCase(kusionRepository(name, input), 'plaintext');
    const errors = diagnosticLines(diagnostics).filter((line) => !line.startsWith('info'));
    expect(files.length).toBeGreaterThan(3);
    if (UNDECIDED.includes(name)) {
      expect(errors.join()).toMatch(/^error CLOUD_FLAVOR_MISSING example\/\S+\/app\.yaml:[0-9:]+$/);
      return;
    }
    expect(errors).toEqual([]);
    const [{ objects } = { objects: [] }] = stacks;
    const { resources } = parse(read(name, 'expected.yaml')) as { resources: readonly { id: string }[] };
    expect(objects.map(({ id }) => id).toSorted()).toEqual(resources.map(({ id }) => id).toSorted());
    expect(objects.filter((object) => !isExplained(object))).toEqual([]);
    const reasons = objects.flatMap(({ fields }) => fields.map(({ reason }) => reason?.id));
    expect([...new Set(reasons)].toSorted()).toEqual(REASONS[name] ?? []);
  });

  it('leaves out only what changes nothing', async () => {
    if (UNDECIDED.includes(name)) return;
    const source = kusionRepository(name, 'evaluated.yaml');
    const { files } = await importCase(source, 'plaintext');
    const short = Object.fromEntries(files.map(({ path, content }) => [path, String(content)]));
    const { apps } = parse(read(name, 'evaluated.yaml')) as KusionCase;
    const app = Object.keys(short).find((path) => path.endsWith('/app.yaml')) ?? '';
    expect(short[app]).not.toContain('_type');
    const long = await compileTree({ ...short, [app]: stringify({ apps }) });
    expect(renderedFiles(await compileTree(short))).toEqual(renderedFiles(long));
  });
});

it('explains every missing Secret where secrets are kept elsewhere', async () => {
  const { stacks, diagnostics } = await importCase(
    kusionRepository('07-konfig-wordpress-local-db', 'evaluated.yaml'),
    'reference',
  );
  const missing = stacks.flatMap(({ objects }) => objects.filter(({ verdict }) => verdict === 'missing'));
  expect(missing.map(({ id, fields }) => [id, fields[0]?.reason?.id])).toEqual([
    ['v1:Secret:wordpress-local-db:wordpress-mysql-db-local-secret', '14'],
    ['v1:Secret:wordpress-local-db:wordpress-mysql-mysql', '14'],
  ]);
  expect(diagnostics.filter(({ severity }) => severity !== 'info')).toEqual([]);
});
