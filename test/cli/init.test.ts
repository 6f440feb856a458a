import { describe, expect, it } from 'vitest';
import { readTree } from '../tools/read-tree.ts';
import { moorline } from '../tools/cli.ts';
import { tempFolder } from '../tools/temp-folder.ts';

describe('moorline init', () => {
  it('makes a repository that passes check and render, and does nothing the second time', async () => {
    const cwd = tempFolder();
    const first = await moorline(['init', '--name', 'orders', '--workspaces', 'dev,staging,prod'], { cwd });
    expect(first).toMatchObject({ code: 0, stderr: '20 files written, 0 kept\n' });
    expect(first.stdout).toContain('  create  apps/orders/staging/stack.yaml\n');
    expect(first.stdout.split('\nNext:\n')[1]?.match(/^ {2}\S.*$/gm)).toHaveLength(3);

    expect(await moorline(['check'], { cwd })).toMatchObject({ code: 0, stdout: '' });
    const rendered = await moorline(['render'], { cwd });
    expect(rendered).toMatchObject({ code: 0, stderr: '' });
    expect(rendered.stdout.match(/^kind: Deployment$/gm)).toHaveLength(3);

    const before = readTree(cwd);
    const second = await moorline(['init', '--name', 'orders', '--workspaces', 'dev,staging,prod'], { cwd });
    expect(second).toMatchObject({ code: 0, stderr: 'nothing to do: all 20 files are there\n' });
    expect(second.stdout).not.toMatch(/create|update/);
    expect(readTree(cwd)).toEqual(before);
  });

  it('adds only what is missing', async () => {
    const cwd = tempFolder({ 'moorline.yaml': '# mine\n', 'workspaces/dev.yaml': '# mine too\n' });
    const run = await moorline(['init'], { cwd });
    expect(run.code).toBe(0);
    expect(run.stdout.match(/^ {2}keep .*$/gm)).toEqual([
      '  keep    moorline.yaml',
      '  keep    workspaces/dev.yaml',
    ]);
    expect(readTree(cwd)).toMatchObject({
      'moorline.yaml': '# mine\n',
      'workspaces/dev.yaml': '# mine too\n',
    });
  });

  it('writes nothing in a dry run, and answers in JSON', async () => {
    const cwd = tempFolder();
    const args = ['init', 'shop config', '--dry-run', '--template', 'job', '--controller', 'flux'];
    const text = await moorline(args, { cwd });
    expect(text).toMatchObject({
      code: 0,
      stderr: '17 files would be written, 0 kept; this was a dry run\n',
    });
    expect(text.stdout).toContain("moorline check -C 'shop config'");
    const json = await moorline([...args, '--output', 'json'], { cwd });
    expect(json).toMatchObject({ code: 0, stderr: '' });
    const { data } = JSON.parse(json.stdout) as { data: { files: { path: string; action: string }[] } };
    expect(data.files).toContainEqual({ path: 'apps/shop/dev/stack.yaml', action: 'create' });
    expect(readTree(cwd)).toEqual({});
  });

  it('refuses what could not become a name', async () => {
    const cwd = tempFolder();
    const wrong = [
      ['--name', 'Shop'],
      ['--name', '1shop'],
      ['--name', `a${'b'.repeat(63)}`],
      ['--workspaces', 'dev,,prod'],
      ['--workspaces', 'dev,dev'],
      ['--workspaces', '../../etc'],
      ['--workspaces', 'base'],
      ['--template', 'database'],
      ['--controller', 'jenkins'],
    ];
    const runs = await Promise.all(wrong.map((args) => moorline(['init', ...args], { cwd })));
    expect(runs.map(({ code }) => code)).toEqual(wrong.map(() => 4));
    for (const { stderr } of runs) expect(stderr).toMatch(/^error/);
    expect(readTree(cwd)).toEqual({});
  });

  it('does not write through a link', async () => {
    const outside = tempFolder();
    const cwd = tempFolder({ apps: { link: outside } });
    const run = await moorline(['init'], { cwd });
    expect(run.code).toBe(3);
    expect(run.stderr).toContain('apps cannot be written: it is a link.');
    expect(Object.keys(readTree(cwd))).toEqual(['apps']);
    expect(readTree(outside)).toEqual({});
  });
});
