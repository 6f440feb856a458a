import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { workTreeReader } from '../src/adapters/files/work-tree-reader.ts';
import { initCommand } from '../src/cli/commands/init/index.ts';
import { MODULES } from '../src/modules/index.ts';
import { initRepository } from '../src/pipeline/scaffold/init-repository.ts';
import { editorSchemas } from '../src/pipeline/scaffold/schema-files.ts';
import { compileTree, diagnosticLines } from './tools/compile-tree.ts';
import { readTree } from './tools/read-tree.ts';
import { tempFolder } from './tools/temp-folder.ts';

const TEMPLATES = join(import.meta.dirname, '..', 'templates');
const INIT_TEMPLATES = readdirSync(join(TEMPLATES, 'init')).filter((name) => name !== 'common');
const ajv = new Ajv({ strict: true, allowUnionTypes: true });
const validators = new Map(
  Object.entries(editorSchemas(MODULES)).map(([name, schema]) => [name, ajv.compile(schema)] as const),
);

function scaffold(template: string, { project = 'shop', workspaces = ['dev', 'prod'] } = {}): string {
  const root = tempFolder();
  initRepository({
    root,
    template,
    project,
    workspaces,
    controller: 'flux',
    modules: MODULES,
    dryRun: false,
  });
  return root;
}

/** What an editor says about the files of intent, by path. */
function editorErrors(root: string): Readonly<Record<string, unknown>> {
  const files = Object.entries(readTree(root)).filter(([path]) => schemaOf(path) !== undefined);
  expect(files.length).toBeGreaterThan(3);
  return Object.fromEntries(
    files.flatMap(([path, text]) => {
      const validate = validators.get(schemaOf(path)!)!;
      return validate(parse(text)) ? [] : [[path, validate.errors]];
    }),
  );
}

function schemaOf(path: string): string | undefined {
  if (path.startsWith('workspaces/') && path.endsWith('.yaml')) return 'workspace';
  return /(?:^|\/)(moorline|project|stack|app)\.yaml$/.exec(path)?.[1];
}

describe.each(INIT_TEMPLATES)('the template %s', (template) => {
  it('compiles without a diagnostic', async () => {
    const { diagnostics, tree } = await compileTree(workTreeReader(scaffold(template)));
    expect(diagnosticLines(diagnostics)).toEqual([]);
    expect(tree.units.map(({ unit }) => unit.workspace.name)).toEqual(['dev', 'prod']);
    expect(tree.units.every(({ files }) => files.length > 1)).toBe(true);
  });

  it('takes names that YAML would read as something else than text', async () => {
    const root = scaffold(template, { project: 'true', workspaces: ['1', '0x1', 'no', 'null', '1e3'] });
    const { diagnostics, tree } = await compileTree(workTreeReader(root));
    expect(diagnosticLines(diagnostics)).toEqual([]);
    expect(tree.units).toHaveLength(5);
  });

  it('leaves no placeholder, and satisfies editors', () => {
    const root = scaffold(template);
    expect(editorErrors(root)).toEqual({});
    for (const [path, text] of Object.entries(readTree(root)))
      expect(`${path}\n${text}`).not.toMatch(/\{\{|__/);
  });

  it('names in each YAML file the schema an editor should use', () => {
    const tree = readTree(scaffold(template));
    for (const [path, text] of Object.entries(tree)) {
      if (!path.endsWith('.yaml')) continue;
      const named = /^# yaml-language-server: \$schema=(\S+)\n/.exec(text)?.[1] ?? 'none';
      const file = join(path, '..', named).replaceAll('\\', '/');
      expect(file).toBe(`.moorline/schemas/${schemaOf(path) ?? ''}.schema.json`);
      expect(tree).toHaveProperty([file]);
    }
  });
});

describe('the templates of init', () => {
  it('are the choices of the option', () => {
    const command = new Command();
    initCommand.configure(command);
    const option = command.options.find(({ long }) => long === '--template');
    expect(option?.argChoices?.toSorted()).toEqual(INIT_TEMPLATES.toSorted());
  });

  it('map every file of intent to its schema in the settings of the editor', () => {
    const tree = readTree(scaffold('service'));
    const settings = JSON.parse(tree['.vscode/settings.json'] ?? '') as {
      'yaml.schemas': Record<string, string>;
    };
    const mapped = Object.keys(settings['yaml.schemas']).map((path) => path.replace('./', ''));
    expect(mapped.toSorted()).toEqual(Object.keys(tree).filter((path) => path.endsWith('.schema.json')));
  });
});

describe('the sample repository', () => {
  const root = join(TEMPLATES, 'sample');

  it('compiles for all workspaces; all there is to say is which Secrets it needs', async () => {
    const { diagnostics, tree } = await compileTree(workTreeReader(root));
    expect(diagnostics.filter(({ code }) => code !== 'SECRET_REQUIRED')).toEqual([]);
    expect(new Set(tree.units.map(({ unit }) => unit.workspace.name))).toEqual(
      new Set(['dev', 'staging', 'prod']),
    );
  });

  it('satisfies editors', () => {
    expect(editorErrors(root)).toEqual({});
  });

  it('holds no secret value', () => {
    for (const text of Object.values(readTree(root)))
      expect(text).not.toMatch(/PRIVATE KEY|^\s*data:\s*\n\s+\w*(?:password|token)/im);
  });
});
