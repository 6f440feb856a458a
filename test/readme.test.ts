import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { EXIT } from '../src/cli/exit-code.ts';
import { MODULES } from '../src/modules/index.ts';
import { compileTree, diagnosticLines } from './tools/compile-tree.ts';
import { COMMANDS } from '../src/cli/commands/index.ts';
import { moorline } from './tools/cli.ts';
import { tempFolder } from './tools/temp-folder.ts';

const ROOT = join(import.meta.dirname, '..');
const readme = readFileSync(join(ROOT, 'README.md'), 'utf8');
const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
  scripts: Readonly<Record<string, string>>;
};

/** The one line of the code block behind a marker. */
function commandAfter(marker: string): string {
  const found = new RegExp(`<!-- ${marker} -->\\n\`\`\`sh\\n([^\\n]+)\\n\`\`\``).exec(readme);
  return found?.[1] ?? '';
}

/** First column of the table under a heading. */
function column(heading: string): readonly string[] {
  const section = readme.split(`\n## ${heading}\n`)[1]?.split('\n## ')[0] ?? '';
  return [...section.matchAll(/^\| ([^|\\]+?)(?: \||\\)/gm)].slice(2).map((row) => row[1] ?? '');
}

describe('README', () => {
  it('has two commands of scripts that exist', () => {
    expect([commandAfter('demo-command'), commandAfter('test-command')]).toEqual([
      'npm ci && npm run demo',
      'npm ci && npm test',
    ]);
    expect(Object.keys(scripts)).toEqual(expect.arrayContaining(['demo', 'test']));
  });

  it('shows the whole way of the sample with its first command', () => {
    const shown = execFileSync(process.execPath, ['.github/scripts/demo.mjs'], {
      cwd: ROOT,
      encoding: 'utf8',
    });
    for (const workspace of ['dev', 'staging', 'prod']) {
      for (const state of ['pushed', 'verified', 'already'])
        expect(shown).toMatch(new RegExp(`^${state} +rendered/${workspace}\\b`, 'm'));
    }
    expect(shown).toContain('kind: Deployment');
    expect(shown).toMatch(/^Source-Commit: [0-9a-f]{40}$/m);
  });

  it('lists every module', () => {
    const listed = column('Applications').flatMap((cell) =>
      [...cell.matchAll(/\[(\w+)\]/g)].map((link) => link[1] ?? ''),
    );
    expect(listed.toSorted()).toEqual(MODULES.map(({ name }) => name));
  });

  it('shows an app and a workspace that render', async () => {
    const section = readme.split('\n## Applications\n')[1]?.split('\n## ')[0] ?? '';
    const [app = '', workspace = ''] = [...section.matchAll(/```yaml\n(.*?)```/gs)].map((block) => block[1]);
    const { diagnostics, tree } = await compileTree({
      'shop/project.yaml': 'name: shop\n',
      'shop/prod/stack.yaml': 'name: prod\n',
      'shop/prod/app.yaml': app,
      'workspaces/prod.yaml': workspace,
    });
    expect(diagnosticLines(diagnostics)).toEqual([]);
    const kinds = tree.units.flatMap(({ files }) => files.map(({ id }) => id?.kind));
    expect(kinds).toEqual(
      expect.arrayContaining(['Deployment', 'Cluster', 'ExternalSecret', 'NetworkPolicy']),
    );
  });

  it('imports a Kusion repository with its command', async () => {
    const command = commandAfter('import-command');
    expect(command).toMatch(/^moorline import kusion \S+ --out \S+$/);
    const kusion = (file: string) =>
      readFileSync(join(ROOT, 'fixtures/kusion/01-konfig-quickstart', file), 'utf8');
    const { apps } = parse(kusion('evaluated.yaml')) as { apps: object };
    const cwd = tempFolder({
      'kusion-repository/quickstart/project.yaml': 'name: quickstart\n',
      'kusion-repository/quickstart/default/stack.yaml': 'name: default\n',
      'kusion-repository/quickstart/default/workspace.yaml': kusion('workspace.yaml'),
      'kusion-repository/quickstart/default/kcl-output.yaml': stringify(apps),
      'kusion-repository/quickstart/default/spec.yaml': kusion('expected.yaml'),
    });
    const { code, stdout } = await moorline(command.split(' ').slice(1), { cwd });
    expect(code).toBe(0);
    expect(stdout).toContain('quickstart/default in default: 3 equal\n');
  });

  it('lists every command and no other', () => {
    const listed = column('Commands').map((cell) => /`([a-z]+)/.exec(cell)?.[1]);
    expect([...new Set(listed)].sort()).toEqual(COMMANDS.map(({ name }) => name).sort());
  });

  it('lists every exit code', () => {
    const listed = column('Exit codes').flatMap((cell) => cell.split(',').map(Number));
    expect(listed).toEqual([...Object.values(EXIT), 143]);
  });
});
