import { describe, expect, it } from 'vitest';
import { filesDrift } from '../../src/drift/files-drift.ts';
import type { DriftedResource, WorkspaceDrift } from '../../src/drift/verdict.ts';
import { driftJsonLines } from '../../src/report/drift-json.ts';
import { driftJunit } from '../../src/report/drift-junit.ts';
import { driftMarkdown } from '../../src/report/drift-markdown.ts';
import { driftPrometheus } from '../../src/report/drift-prometheus.ts';
import { driftText, stateCounts } from '../../src/report/drift-text.ts';
import { PLAIN } from '../../src/report/style.ts';

const resource = (name: string, more: Partial<DriftedResource>): DriftedResource => ({
  id: { group: 'apps', version: 'v1', kind: 'Deployment', namespace: 'shop', name },
  state: 'synced',
  reason: undefined,
  fields: [],
  tolerated: [],
  warnings: [],
  ...more,
});

const whole = {
  path: '',
  desired: null,
  live: null,
  cause: 'unknown',
  blame: [],
  rule: 'whole-object',
  severity: 'medium',
} as const;
const blame = [
  { manager: 'kubectl-edit', operation: 'Update', subresource: null, time: '2026-01-02T03:04:05Z' },
  { manager: 'helm', operation: 'Update', subresource: 'scale', time: null },
];
const hostile = 'a|b `c` <d> & "e"\u001b[2J\n## x';

const RESOURCES = [
  resource('api', {}),
  resource('gone', { state: 'missing', fields: [{ ...whole, kind: 'missing' }] }),
  resource('left', { state: 'orphan', fields: [{ ...whole, kind: 'orphan' }] }),
  resource('paused', { state: 'skipped', warnings: [{ code: 'reconcile-disabled', path: '' }] }),
  resource('unclear', { state: 'unchecked', reason: 'Two of them.' }),
  resource('web', {
    state: 'drifted',
    fields: [
      { ...whole, path: '.spec.replicas', kind: 'modified', desired: 2, live: 5, cause: 'human', blame },
      { ...whole, path: `.metadata.labels.${hostile}`, kind: 'extra', live: hostile, cause: 'ours' },
      {
        ...whole,
        path: '.spec.paused',
        kind: 'missing',
        desired: { a: ['x'.repeat(80)] },
        blame: blame.slice(1),
      },
    ],
  }),
];
const of = (resources: readonly DriftedResource[], workspace: string | null = null): WorkspaceDrift => ({
  ...filesDrift(resources, ['ignore[1]']),
  workspace,
});

describe('drift for people', () => {
  it('lists what is not in sync', () => {
    const text = driftText([of(RESOURCES)], { explain: false, style: PLAIN });
    expect(text.split('\n').map((line) => line.trimEnd())).toEqual([
      '  - Deployment shop/gone     missing in cluster',
      '  + Deployment shop/left     not in Git',
      '  . Deployment shop/paused   not judged',
      '      ! its controller is told to leave it alone',
      '  ? Deployment shop/unclear  not checked: Two of them.',
      '  ~ Deployment shop/web      changed in cluster',
      `      spec.replicas${' '.repeat(35)}  Git 2, cluster 5   by kubectl-edit 2026-01-02T03:04:05Z, helm through scale`,
      String.raw`      metadata.labels.a|b \`c\` <d> & "e"\x1b[2J\x0a## x  not in Git, cluster a|b \`c\` <d> & "e"\x1b[2J\x0a## x (left from an earlier apply, or not applied yet)`.replaceAll(
        '\\`',
        '`',
      ),
      expect.stringMatching(
        /^ {6}spec\.paused {2,}Git \{"a":\["x+…, not in cluster {3}likely by helm through scale$/,
      ),
      '',
    ]);
    expect(stateCounts([of(RESOURCES)])).toBe(
      '1 drifted, 1 missing, 1 not in Git, 1 in sync, 1 skipped, 1 unchecked',
    );
  });

  it('says in one line that all is well', () => {
    expect(driftText([of([resource('web', {})])], { explain: true, style: PLAIN })).toBe(
      '  drift.ignore[1] matched nothing\n',
    );
    expect(driftText([of([resource('web', {})])], { explain: false, style: PLAIN })).toBe('1 in sync\n');
    expect(stateCounts([of([])])).toBe('nothing to compare');
  });
});

describe('drift in other forms', () => {
  it('is a line of JSON for each resource', () => {
    const lines = driftJsonLines([of(RESOURCES, 'prod')])
      .trimEnd()
      .split('\n');
    const read = lines.map((line) => JSON.parse(line) as { workspace: string; state: string });
    expect(read.map(({ workspace, state }) => `${workspace} ${state}`)).toEqual(
      RESOURCES.map(({ state }) => `prod ${state}`),
    );
  });

  it('is JUnit that holds no markup of the cluster', () => {
    const text = driftJunit([of(RESOURCES)]);
    expect(text).toContain('<testsuite name="drift" tests="6" failures="3" errors="1" skipped="1">');
    expect(text).toContain('<testcase classname="apps/v1" name="Deployment shop/api"/>');
    expect(text).toContain('<skipped message="not judged"/>');
    expect(text).toContain('<error message="not checked">Two of them.</error>');
    expect(text).toContain('<failure message="missing in cluster"></failure>');
    expect(text).toContain('spec.replicas  Git 2, cluster 5  by kubectl-edit');
    expect(text).toContain(String.raw`a|b ${'`c`'} &lt;d&gt; &amp; &quot;e&quot;\x1b[2J\x0a## x`);
    const tags = text.match(/<[^>]*>/g) ?? [];
    expect(
      tags.filter((tag) => !/^<(?:\?xml|\/?(?:testsuites?|testcase|failure|error|skipped))\b/.test(tag)),
    ).toEqual([]);
  });

  it('is a table whose cells start no markup, and that is cut between rows', () => {
    const text = driftMarkdown([of(RESOURCES, 'prod')]);
    expect(text).toContain(
      '### Drift of `prod`\n\ncompared `4 of 6 objects (1 skipped, 1 unchecked)`\n\n1 synced, 1 drifted, 1 missing, 1 orphan, 1 skipped, 1 unchecked\n',
    );
    expect(text).toContain('| `Deployment shop/gone` | missing in cluster |  |  |  |\n');
    expect(text).toContain('| `Deployment shop/unclear` | not checked: `Two of them.` |  |  |  |\n');
    expect(text).toContain('| `Deployment shop/web` | `spec.replicas` | `2` | `5` | `by kubectl-edit');
    expect(text).toContain(String.raw`a\|b ${'`c`'} <d> & "e"\x1b[2J\x0a## x${'``'}`);
    const many = driftMarkdown([
      of(Array.from({ length: 2000 }, (_, i) => resource(`w${i}`, { state: 'missing' }))),
    ]);
    expect(many.length).toBeLessThan(61_000);
    expect(many).toMatch(/\|\n\n… and \d+ more\n$/);
    expect(driftMarkdown([of([resource('web', {})])])).toBe('### Drift\n\n1 synced, 0 drifted\n');
  });

  it('is numbers for Prometheus', () => {
    expect(driftPrometheus([of(RESOURCES.slice(-1), 'a"b\\')]).split('\n')).toEqual([
      '# HELP moorline_drift_objects Objects by the verdict about them.',
      '# TYPE moorline_drift_objects gauge',
      String.raw`moorline_drift_objects{workspace="a\"b\\",kind="Deployment",state="drifted"} 1`,
      '# HELP moorline_drift_fields Fields that drifted, by how and by whom.',
      '# TYPE moorline_drift_fields gauge',
      String.raw`moorline_drift_fields{workspace="a\"b\\",kind="extra",cause="ours"} 1`,
      String.raw`moorline_drift_fields{workspace="a\"b\\",kind="missing",cause="unknown"} 1`,
      String.raw`moorline_drift_fields{workspace="a\"b\\",kind="modified",cause="human"} 1`,
      '',
    ]);
  });
});
