import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { MODULES } from '../src/modules/index.ts';
import { TARGETS } from '../src/targets/index.ts';
import { compileTree, diagnosticLines } from './tools/compile-tree.ts';
import { expectGolden } from './tools/golden.ts';

const ROOT = join(import.meta.dirname, '..', 'src');

function folders(path: string): readonly string[] {
  return existsSync(path)
    ? readdirSync(path, { withFileTypes: true })
        .filter((entry) => entry.isDirectory())
        .map(({ name }) => name)
    : [];
}

/** The example as a repository: project shop, stack dev, workspace dev; files beside app.yaml belong to the stack. */
function repositoryOf(folder: string): Record<string, string> {
  const files: Record<string, string> = {
    'apps/shop/project.yaml': 'name: shop\n',
    'apps/shop/dev/stack.yaml': 'name: dev\n',
    'workspaces/dev.yaml': '',
  };
  for (const path of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    if (/^expected\.|^README/.test(path) || !/\.[a-z]+$/.test(path)) continue;
    const target = path === 'workspace.yaml' ? 'workspaces/dev.yaml' : `apps/shop/dev/${path}`;
    files[target] = readFileSync(join(folder, path), 'utf8');
  }
  return files;
}

describe.each(MODULES.map(({ name }) => name))('module %s', (name) => {
  const folder = join(ROOT, 'modules', name);
  const examples = folders(join(folder, 'examples'));

  it('has a README, a good and a failing example', () => {
    expect(existsSync(join(folder, 'README.md'))).toBe(true);
    const has = (file: string) =>
      examples.some((example) => existsSync(join(folder, 'examples', example, file)));
    expect([has('expected.yaml'), has('expected.txt')]).toEqual([true, true]);
  });

  it.each(examples)('example %s', async (example) => {
    const at = join(folder, 'examples', example);
    const compilation = await compileTree(repositoryOf(at));
    const problems = diagnosticLines(compilation.diagnostics).map((line) =>
      line.replace('apps/shop/dev/', '').replace('workspaces/dev.yaml', 'workspace.yaml'),
    );
    if (!compilation.ok || existsSync(join(at, 'expected.txt'))) {
      expectGolden(join(at, 'expected.txt'), problems.map((line) => `${line}\n`).join(''));
      return;
    }
    expect(problems.filter((line) => !line.startsWith('info'))).toEqual([]);
    const texts = compilation.tree.units.flatMap(({ files }) => files.map(({ text }) => text));
    expectGolden(join(at, 'expected.yaml'), texts.join('---\n'));
  });

  it('describes every field', () => {
    const module = MODULES.find((each) => each.name === name);
    const undescribed = [module?.schema, module?.platform].flatMap((schema) =>
      Object.entries(schema?.shape ?? {}).flatMap(([key, field]) =>
        isDescribed(field as z.ZodType) ? [] : [key],
      ),
    );
    expect(undescribed).toEqual([]);
  });
});

it.each(TARGETS.map(({ name }) => name))('target %s has a README', (name) => {
  expect(existsSync(join(ROOT, 'targets', name, 'README.md'))).toBe(true);
});

function isDescribed(schema: z.ZodType): boolean {
  if (schema.description !== undefined) return true;
  return 'innerType' in schema.def && isDescribed(schema.def.innerType as z.ZodType);
}
