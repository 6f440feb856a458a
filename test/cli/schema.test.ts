import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { moorline } from '../tools/cli.ts';
import { readTree } from '../tools/read-tree.ts';
import { tempFolder } from '../tools/temp-folder.ts';

const NAMES = ['moorline', 'project', 'stack', 'workspace', 'app', 'module'];

describe('moorline schema', () => {
  it('prints one schema, or all of them by name', async () => {
    const all = await moorline(['schema']);
    expect(all).toMatchObject({ code: 0, stderr: '' });
    const schemas = JSON.parse(all.stdout) as Record<string, unknown>;
    expect(Object.keys(schemas)).toEqual(NAMES);
    const one = await moorline(['schema', 'stack']);
    expect(JSON.parse(one.stdout)).toEqual(schemas['stack']);
    expect(schemas['stack']).toMatchObject({
      $schema: 'http://json-schema.org/draft-07/schema#',
      title: 'stack.yaml',
      description: 'A Moorline stack.',
    });
    const json = await moorline(['schema', 'stack', '--output', 'json']);
    expect(JSON.parse(json.stdout)).toMatchObject({ ok: true, data: { stack: schemas['stack'] } });
  });

  it('writes what is missing or out of date', async () => {
    const cwd = tempFolder({ 'moorline.yaml': '', 'apps/shop/project.yaml': 'name: shop\n' });
    const write = (...args: string[]) =>
      moorline(['schema', '--write', '-C', join(cwd, 'apps/shop'), ...args]);
    expect((await write()).stdout).toBe(
      NAMES.toSorted()
        .map((name) => `  create  .moorline/schemas/${name}.schema.json\n`)
        .join(''),
    );
    const written = readTree(cwd);
    expect(written['.moorline/schemas/stack.schema.json']).toBe((await moorline(['schema', 'stack'])).stdout);
    expect((await write()).stderr).toBe('nothing to do: all 6 files are there\n');
    writeFileSync(join(cwd, '.moorline/schemas/app.schema.json'), '{}\n');
    expect((await write('stack')).stdout).toBe('  keep    .moorline/schemas/stack.schema.json\n');
    expect((await write()).stdout).toContain('  update  .moorline/schemas/app.schema.json\n');
    expect(readTree(cwd)).toEqual(written);
  });

  it('refuses a name it does not know', async () => {
    expect(await moorline(['schema', 'stacks'])).toMatchObject({ code: 4, stdout: '' });
  });
});
