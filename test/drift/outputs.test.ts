import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { moorline, moorlineHere } from '../tools/cli.ts';
import { tempFolder } from '../tools/temp-folder.ts';

const config = (level: string) =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: web }\ndata: { level: ${level} }\n`;
const DRIFT = ['drift', '--desired', 'git.yaml', '--live', 'live.yaml'];

const folder = (live = 'debug') => tempFolder({ 'git.yaml': config('info'), 'live.yaml': config(live) });

describe('the outputs of moorline drift', () => {
  it.each([
    ['html', /^<!doctype html>[^]*<code>info<\/code>[^]*<code>debug<\/code>[^]*<\/html>\n$/],
    ['sarif', /"version": "2\.1\.0"[^]*"ruleId": "declared-value"/],
    ['github', /^::warning title=drift%3A ConfigMap web::data\.level: Git info, cluster debug\n$/],
    ['prometheus', /^# HELP moorline_drift_objects [^]*"drifted"\} 1\n(?![^]*timestamp)/],
  ])('--output %s, through the built program', async (form, wanted) => {
    const { stdout, code } = await moorline([...DRIFT, '--output', form], { cwd: folder() });
    expect(stdout).toMatch(wanted);
    expect(code).toBe(2);
  });

  it('shows diagnostics after the annotations of GitHub', async () => {
    const root = folder();
    writeFileSync(join(root, 'h.jsonl'), 'nonsense\n');
    const { stdout } = await moorlineHere([...DRIFT, '--output', 'github', '--history', 'h.jsonl'], root);
    expect(stdout.split('\n').map((line) => line.split(',')[0])).toEqual([
      '::warning title=drift%3A ConfigMap web::data.level: Git info',
      '::warning file=h.jsonl',
      '',
    ]);
  });
});

describe('moorline drift --history', () => {
  const run = (root: string, more: readonly string[] = []) =>
    moorlineHere([...DRIFT, '--history', 'drift.jsonl', ...more], root);
  const history = (root: string) => readFileSync(join(root, 'drift.jsonl'), 'utf8');

  it('notes drift once, shows since when it is there, and when it is healed', async () => {
    const root = folder();
    const first = await moorline([...DRIFT, '--history', 'drift.jsonl'], { cwd: root });
    const time = /first seen (\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ)$/m.exec(first.stdout)?.[1] ?? '';
    expect([first.code, time]).toEqual([2, expect.stringMatching(/^\d{4}-/)]);
    const once = history(root);
    expect(
      once
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line) as unknown),
    ).toMatchObject([
      { version: 1, event: 'seen', time, workspace: null, id: { name: 'web' }, path: '.data.level' },
    ]);
    const again = await run(root, ['--output', 'json']);
    expect(JSON.parse(again.stdout)).toMatchObject({
      data: { workspaces: [{ resources: [{ fields: [{ firstSeen: time }] }], history: { healed: [] } }] },
    });
    expect(history(root)).toBe(once);
    writeFileSync(join(root, 'live.yaml'), config('info'));
    const healed = await run(root, ['--explain']);
    expect(healed.stdout).toBe(
      `1 in sync\n  = ConfigMap web  data.level  healed, first seen ${time}\n` +
        healed.stdout.slice(healed.stdout.indexOf('  mean time')),
    );
    expect(healed.stdout).toMatch(/mean time to revert: unknown \d+ (?:s|min) .*\(1 time\)\n$/);
    expect(history(root).startsWith(once)).toBe(true);
    expect((await run(root)).stdout).toBe('1 in sync\n');
  });

  it('keeps lines that it cannot read, and names them', async () => {
    const root = folder();
    const broken = '{"version":1,"event":"seen"}\n\u0001no JSON';
    writeFileSync(join(root, 'drift.jsonl'), broken);
    const { stderr, code } = await run(root);
    expect(code).toBe(2);
    expect(stderr).toContain('HISTORY_LINE_INVALID');
    expect(stderr).toContain('drift.jsonl:1:1');
    expect(stderr).toContain('drift.jsonl:2:1');
    expect(history(root).startsWith(`${broken}\n{"version":1,"event":"seen"`)).toBe(true);
  });

  it('is made when nothing drifts, so that a job finds it', async () => {
    const root = folder('info');
    expect(await run(root)).toMatchObject({ code: 0, stdout: '1 in sync\n' });
    expect(history(root)).toBe('');
  });

  it('touches no link and no folder, and shows what it found all the same', async () => {
    const root = folder();
    symlinkSync('git.yaml', join(root, 'drift.jsonl'));
    const link = await run(root);
    expect(link.stderr).toContain('FILE_SYMLINK');
    expect(link.stdout).toContain('data.level');
    expect(readFileSync(join(root, 'git.yaml'), 'utf8')).toBe(config('info'));
    const other = await moorlineHere([...DRIFT, '--history', 'no/such/folder.jsonl'], root);
    expect(other.stderr).toContain('OUTPUT_UNWRITABLE');
    expect(other.stdout).toContain('data.level');
    expect(existsSync(join(root, 'no'))).toBe(false);
    mkdirSync(join(root, 'folder'));
    const folderIs = await moorlineHere([...DRIFT, '--history', 'folder'], root);
    expect(folderIs.stderr).toContain('FILE_UNREADABLE');
  });

  it('notes nothing when the input cannot be read', async () => {
    const root = folder();
    writeFileSync(join(root, 'live.yaml'), 'a: [\n');
    expect((await run(root)).code).toBe(3);
    expect(existsSync(join(root, 'drift.jsonl'))).toBe(false);
  });
});
