import { afterAll, beforeAll, expect, it } from 'vitest';
import type { DriftedResource, WorkspaceDrift } from '../../src/drift/verdict.ts';
import { describeWith } from '../servers/describe-with.ts';
import { startCluster, type Cluster } from '../servers/start-cluster.ts';
import { moorline, type CliRun } from '../tools/cli.ts';
import { BY_HAND } from './scenarios/by-hand.ts';
import { CHANGED_VALUES } from './scenarios/changed-values.ts';
import { GIT_SIDE } from './scenarios/git-side.ts';
import { MORE_KINDS } from './scenarios/more-kinds.ts';
import { NO_DRIFT } from './scenarios/no-drift.ts';
import { OTHERS_AT_WORK } from './scenarios/others-at-work.ts';
import type { Scenario } from './scenarios/scenario.ts';
import { kubectlDiffs, playScenarios, type Stage } from './scenarios/stage.ts';

const SCENARIOS: readonly Scenario[] = [
  ...BY_HAND,
  ...CHANGED_VALUES,
  ...GIT_SIDE,
  ...NO_DRIFT,
  ...OTHERS_AT_WORK,
  ...MORE_KINDS,
];

describeWith(['etcd', 'kube-apiserver'], 'changes to a real cluster', () => {
  let cluster: Cluster;
  let stage: Stage;
  let run: CliRun;
  let verdicts: ReadonlyMap<string, Verdict>;

  beforeAll(async () => {
    cluster = await startCluster();
    stage = await playScenarios(cluster, SCENARIOS);
    const reader = ['--kubeconfig', cluster.kubeconfig.reader];
    const args = ['drift', '--desired', stage.desired, ...reader, '--app', 'shop', '--output', 'json'];
    run = await moorline(args, { cwd: cluster.folder });
    verdicts = byScenario(resourcesOf(run));
  }, 300_000);

  afterAll(() => cluster.stop());

  it('are enough, and a third of them is no drift', () => {
    expect(new Set(SCENARIOS.map(({ name }) => name)).size).toBe(SCENARIOS.length);
    expect(SCENARIOS.length).toBeGreaterThanOrEqual(64);
    const quiet = SCENARIOS.filter((scenario) => !isDrift(scenario));
    expect(quiet.length * 3).toBeGreaterThanOrEqual(SCENARIOS.length);
  });

  it('are judged by a user who may only get and list, in one run', () => {
    expect([run.code, run.stderr]).toEqual([2, '']);
  });

  it.each(SCENARIOS)('$name: $truth', (scenario) => {
    const found = verdicts.get(scenario.name);
    expect({ state: found?.state, drift: found?.drift }).toEqual(expected(scenario));
    expect(found?.tolerated).toMatchObject(scenario.tolerated ?? {});
  });

  it('show no value of a Secret', () => {
    for (const secret of ['tulip-sesame', 'orchid-caraway', 'dHVsaXAtc2VzYW1l', 'b3JjaGlkLWNhcmF3YXk']) {
      expect(run.stdout).not.toContain(secret);
    }
  });

  it('are judged by kubectl diff too', async () => {
    const diffs = await kubectlDiffs(stage, SCENARIOS);
    const rows = SCENARIOS.map((scenario, i): Row => {
      const found = verdicts.get(scenario.name);
      const isRight =
        JSON.stringify(found && { state: found.state, drift: found.drift }) ===
        JSON.stringify(expected(scenario));
      const { clientSide, serverSide } = diffs[i] ?? {};
      const judged = (diff: CliRun | undefined) => diff?.code === (isDrift(scenario) ? 1 : 0);
      const marks = [isRight, judged(clientSide), judged(serverSide)];
      return { scenario, marks, codes: [clientSide?.code, serverSide?.code] };
    });
    const text = table(rows);
    process.stdout.write(text);
    expect(text).toMatch(/^right of \d+ +\d+ +\d+ +\d+$/m);
    expect(rows.flatMap(({ codes }) => codes).every((code) => typeof code === 'number')).toBe(true);
    expect(rows.filter(({ marks }) => marks[0] !== true)).toEqual([]);
  }, 300_000);
});

interface Row {
  readonly scenario: Scenario;
  /** Whether we, `kubectl diff` and `kubectl diff --server-side` are right. */
  readonly marks: readonly boolean[];
  readonly codes: readonly (number | null | undefined)[];
}

/** What the run says about all objects of one scenario. */
interface Verdict {
  readonly state: string;
  readonly drift: Readonly<Record<string, string>>;
  readonly tolerated: Readonly<Record<string, string>>;
}

function isDrift({ drift }: Scenario): boolean {
  return drift !== undefined;
}

function expected({ state, drift }: Scenario): Pick<Verdict, 'state' | 'drift'> {
  return { state: state ?? (drift ? 'drifted' : 'synced'), drift: sorted(drift ?? {}) };
}

function resourcesOf({ stdout }: CliRun): readonly DriftedResource[] {
  const { data } = JSON.parse(stdout) as { data: { workspaces: readonly WorkspaceDrift[] } };
  return data.workspaces.flatMap(({ resources }) => resources);
}

/** Objects belong to the scenario of their namespace; those without one are named like their scenario. */
function byScenario(resources: readonly DriftedResource[]): ReadonlyMap<string, Verdict> {
  const verdicts = new Map<string, Verdict>();
  for (const { id, state, fields, tolerated } of resources) {
    const name = id.namespace === '' ? id.name.replace(/^things\.(.*)\.example\.com$/, '$1') : id.namespace;
    const before = verdicts.get(name);
    const drift = fields.map(({ path, kind, cause, blame }) => [
      path,
      `${kind} ${cause} ${blame.map(writer).join(' + ') || 'nobody'}`,
    ]);
    verdicts.set(name, {
      state: before === undefined || before.state === 'synced' ? state : before.state,
      drift: sorted({ ...before?.drift, ...(Object.fromEntries(drift) as Verdict['drift']) }),
      tolerated: {
        ...before?.tolerated,
        ...Object.fromEntries(tolerated.map(({ path, rule }) => [path, rule])),
      },
    });
  }
  return verdicts;
}

function writer({ manager, operation, subresource }: DriftedResource['fields'][number]['blame'][number]) {
  return `${manager} ${operation}${subresource === null ? '' : `/${subresource}`}`;
}

function sorted<Value>(map: Readonly<Record<string, Value>>): Readonly<Record<string, Value>> {
  return Object.fromEntries(Object.entries(map).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

function table(rows: readonly Row[]): string {
  const mark = (isRight: boolean | undefined, width: number, code: number | null = 0) =>
    (isRight === true ? 'right' : (code ?? 2) > 1 ? 'ERROR' : 'WRONG').padEnd(width);
  const lines = rows.map(({ scenario, marks: [ours, client, server], codes }) =>
    [
      scenario.name.padEnd(28),
      (isDrift(scenario) ? 'drift' : 'none').padEnd(7),
      mark(ours, 10),
      mark(client, 14, codes[0]),
      mark(server, 1, codes[1]),
    ].join(''),
  );
  const totals = [0, 1, 2].map((i) => rows.filter(({ marks }) => marks[i]).length);
  return [
    `${'scenario'.padEnd(28)}truth  moorline  kubectl diff  --server-side`,
    ...lines,
    `${`right of ${rows.length}`.padEnd(35)}${String(totals[0]).padEnd(10)}${String(totals[1]).padEnd(14)}${totals[2]}`,
    '',
  ].join('\n');
}
