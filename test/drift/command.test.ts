import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { moorline, moorlineHere } from '../tools/cli.ts';
import { tempFolder, type Tree } from '../tools/temp-folder.ts';
import type { DriftData } from './drift-data.ts';

const config = (name: string, value: string, more = '') =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: ${name}\n${more}data: { level: ${value} }\n`;

const FILES = { 'git.yaml': config('web', 'info'), 'live.yaml': config('web', 'debug') };
const ARGS = ['drift', '--desired', 'git.yaml', '--live', 'live.yaml'];

async function drift(files: Tree, args: readonly string[] = []) {
  const root = tempFolder({ ...FILES, ...files });
  const run = await moorlineHere([...ARGS, ...args, '--output', 'json'], root);
  const { data, diagnostics, exitCode, ok } = JSON.parse(run.stdout) as DriftData;
  const states = (data as DriftData['data'] | null)?.workspaces[0]?.resources.map(
    ({ id, state }) => `${state} ${id.name}`,
  );
  return {
    code: run.code,
    exitCode,
    ok,
    states,
    data,
    codes: diagnostics.map(({ code }) => code),
    diagnostics,
  };
}

describe('moorline drift', () => {
  it('shows what differs and ends with 2, through the built program', async () => {
    const { stdout, stderr, code } = await moorline(ARGS, { cwd: tempFolder(FILES) });
    expect([stdout, stderr, code]).toEqual([
      '  ~ ConfigMap web  changed in cluster\n      data.level  Git info, cluster debug\n',
      '1 drifted\n',
      2,
    ]);
  });

  it('describes the same as JSON', async () => {
    const { data, ok, exitCode } = await drift({});
    expect([ok, exitCode]).toEqual([false, 2]);
    const id = { group: '', version: 'v1', kind: 'ConfigMap', namespace: '', name: 'web' };
    const field = { path: '.data.level', kind: 'modified', desired: 'info', live: 'debug' };
    const why = { cause: 'unknown', blame: [], rule: 'declared-value', severity: 'medium' };
    const notes = { unseen: null, source: null, firstSeen: null };
    const place = { reason: null, unit: null, manifest: null };
    expect(data.workspaces).toEqual([
      {
        workspace: null,
        branch: null,
        cluster: null,
        mode: null,
        revision: null,
        controller: null,
        lag: null,
        units: [],
        summary: { synced: 0, drifted: 1, missing: 0, orphan: 0, terminating: 0, skipped: 0, unchecked: 0 },
        resources: [
          {
            id,
            state: 'drifted',
            ...place,
            fields: [{ ...field, ...why, ...notes }],
            tolerated: [],
            warnings: [],
          },
        ],
        unusedRules: [],
        history: null,
      },
    ]);
  });

  it('says who changed a field, and with --explain what is tolerated and which rules did nothing', async () => {
    const owner = `  managedFields:\n    - { manager: kubectl-edit, operation: Update, time: "2026-01-02T03:04:05Z", fieldsV1: { "f:data": { "f:level": {} } } }\n`;
    const files = {
      ...FILES,
      'moorline.yaml': 'drift:\n  ignore:\n    - { kind: Secret, jsonPointers: [/data] }\n',
      'live.yaml': config('web', 'debug', `  uid: "7"\n${owner}`),
    };
    const { stdout, stderr } = await moorlineHere([...ARGS, '--explain'], tempFolder(files));
    expect(stdout.split('\n')).toEqual([
      '  ~ ConfigMap web  changed in cluster',
      '      data.level  Git info, cluster debug   by kubectl-edit 2026-01-02T03:04:05Z',
      '      metadata.uid  tolerated: server-metadata',
      '      metadata.managedFields  tolerated: server-metadata',
      '  drift.ignore[0] matched nothing',
      '',
    ]);
    expect(stderr).toBe('1 drifted\n');
    const { codes, diagnostics } = await drift({ 'moorline.yaml': files['moorline.yaml'] });
    expect(codes).toEqual(['IGNORE_RULE_UNUSED']);
    expect(diagnostics[0]?.range).toMatchObject({ filename: 'moorline.yaml', start: { line: 3 } });
  });

  it('reads lists of kubectl and of the API, folders, JSON, and null', async () => {
    const item = { metadata: { name: 'web', namespace: 'shop' }, data: { level: 'info' } };
    const list = { apiVersion: 'v1', kind: 'ConfigMapList', metadata: {}, items: [item] };
    const whole = {
      apiVersion: 'v1',
      kind: 'List',
      items: [{ apiVersion: 'v1', kind: 'ConfigMap', ...item }],
    };
    expect((await drift({ 'live.yaml': JSON.stringify(list) })).states).toEqual(['synced web']);
    expect((await drift({ 'live.yaml': JSON.stringify(whole) })).states).toEqual(['synced web']);
    expect((await drift({ 'live.yaml': 'null\n' })).states).toEqual(['missing web']);
    expect((await drift({ 'live.yaml': '{apiVersion: v1, kind: List, items: []}' })).states).toEqual([
      'missing web',
    ]);
    const folder = { 'git/shop/a.yml': config('a', 'x'), 'git/b.json': JSON.stringify(whole.items[0]) };
    const { states } = await drift({ ...folder, 'git/hydrator.metadata': '{' }, ['--desired', 'git/']);
    expect(states).toEqual(['missing a', 'drifted web']);
  });

  it.each([
    [[], 2],
    [['--fail-on', 'lag'], 2],
    [['--fail-on', 'orphan'], 0],
    [['--fail-on', 'none'], 0],
  ])('with %j ends with %i', async (args, code) => {
    expect(await drift({}, args)).toMatchObject({ code, exitCode: code, ok: code === 0 });
  });

  it('is never in sync when it could not check everything', async () => {
    const two = `${config('web', 'info')}---\n${config('api', 'info')}`;
    const spaces = ['dev', 'prod'].map((space) => config('api', 'info', `  namespace: ${space}\n`));
    const live = [config('web', 'info'), ...spaces].join('---\n');
    const found = await drift({ 'git.yaml': two, 'live.yaml': live });
    expect(found).toMatchObject({
      code: 7,
      ok: false,
      codes: ['RESOURCE_UNCHECKED'],
      states: ['unchecked api', 'synced web'],
    });
    const worse = await drift({ 'git.yaml': two, 'live.yaml': live.replace('info', 'debug') });
    expect(worse).toMatchObject({ code: 2, states: ['unchecked api', 'drifted web'] });
  });

  it('takes rules and managers from the configuration that is named', async () => {
    const rule = 'drift: { ignore: [{ paths: [/data/level] }] }\n';
    expect(await drift({ 'ci/rules.yaml': rule })).toMatchObject({ code: 2 });
    expect(await drift({ 'ci/rules.yaml': rule }, ['--config', 'ci/rules.yaml'])).toMatchObject({ code: 0 });
    expect(await drift({}, ['--config', 'ci/rules.yaml'])).toMatchObject({
      code: 3,
      codes: ['PATH_MISSING'],
    });
  });

  it.each<[string, Tree, [code: string, line: string]]>([
    [
      'a rule that is none',
      { 'moorline.yaml': 'drift:\n  ignore:\n    - { jsonPointers: [spec] }\n' },
      ['IGNORE_RULE_INVALID', '3'],
    ],
    ['an unknown key', { 'moorline.yaml': 'drift:\n  ignores: []\n' }, ['FIELD_UNKNOWN', '2']],
    ['broken YAML', { 'live.yaml': 'a: [\n' }, ['YAML_SYNTAX', '2']],
    ['no object', { 'live.yaml': 'kind: Secret\n' }, ['MANIFEST_INVALID', '1']],
    ['an item that is none', { 'live.yaml': '{kind: List, items: [{}]}' }, ['MANIFEST_INVALID', '1']],
    [
      'the same object twice',
      { 'git.yaml': `${config('a', 'x')}---\n${config('a', 'y')}` },
      ['RESOURCE_DUPLICATE', '7'],
    ],
    ['an empty file', { 'git.yaml': '# nothing\n' }, ['PATH_MISSING', '']],
  ])('refuses %s', async (_, files, [code, line]) => {
    const found = await drift(files);
    expect(found).toMatchObject({ code: 3, codes: [code], ok: false, data: null });
    const [{ range } = { range: null }] = found.diagnostics;
    expect((range as { start?: { line: number } } | null)?.start?.line.toString() ?? '').toBe(line);
  });

  it('shows no secret value where a dump cannot be read', async () => {
    const broken = 'apiVersion: v1\nkind: Secret\nmetadata: { name: a }\ndata:\n  a: geheim\n  a: geheim2\n';
    const root = tempFolder({ ...FILES, 'live.yaml': broken });
    const { stdout, stderr, code } = await moorlineHere(ARGS, root);
    expect(code).toBe(3);
    expect(stdout + stderr).not.toContain('geheim');
  });

  it.each([
    [['drift', '--desired', 'git.yaml'], 'compares files only'],
    [['drift', '--live', 'live.yaml'], 'Give --desired'],
    [[...ARGS, '--workspace', 'dev'], 'Leave the selection out'],
    [[...ARGS, '--output', 'csv'], '--output of drift is one of'],
    [[...ARGS, '--fail-on', 'all'], 'Allowed choices are'],
  ])('ends %j as a usage error', async (args, says) => {
    const { stderr, code } = await moorlineHere(args, tempFolder(FILES));
    expect(code).toBe(4);
    expect(stderr).toContain(says);
  });

  it('says where a file is that does not exist', async () => {
    const root = tempFolder(FILES);
    writeFileSync(join(root, 'latin1.yaml'), Buffer.from([0x61, 0x3a, 0x20, 0xe4]));
    const missing = await drift({}, ['--live', 'nowhere.yaml']);
    expect(missing).toMatchObject({ code: 3, codes: ['PATH_MISSING'] });
    const { stderr } = await moorlineHere([...ARGS.slice(0, 3), '--live', 'latin1.yaml'], root);
    expect(stderr).toContain('FILE_NOT_UTF8');
  });

  it('warns of keys that YAML 1.1 takes for booleans', async () => {
    const git = 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: web }\ndata:\n  on: a\n  "yes": b\n';
    const live = 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: web }\ndata: { "true": a, "yes": b }\n';
    const { data } = await drift({ 'git.yaml': git, 'live.yaml': live });
    expect(data.workspaces[0]?.resources[0]).toMatchObject({
      state: 'synced',
      warnings: [{ code: 'yaml11-boolean-key', path: '.data.true' }],
    });
  });
});
