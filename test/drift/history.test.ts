import { describe, expect, it } from 'vitest';
import { countStates } from '../../src/drift/count-states.ts';
import { historyLines, type HistoryEvent } from '../../src/drift/history/history-event.ts';
import { readHistory } from '../../src/drift/history/read-history.ts';
import { updateHistory } from '../../src/drift/history/update-history.ts';
import type { DriftedResource, DriftField, WorkspaceDrift } from '../../src/drift/verdict.ts';
import { positionOf } from '../../src/diagnostics/span.ts';
import { DRIFT_RESULT } from '../report/drift-result.ts';

const [PROD] = DRIFT_RESULT as readonly [WorkspaceDrift];
const [WEB] = PROD.resources as readonly [DriftedResource];
const [IMAGE] = WEB.fields as readonly [DriftField];
const [T1, T2, T3, T4] = [
  '2026-11-20T10:00:00Z',
  '2026-11-20T11:00:00Z',
  '2026-11-20T13:00:00Z',
  '2026-11-21T10:00:00Z',
] as const;

/** Production with these objects and nothing else. */
const prod = (...resources: readonly DriftedResource[]): readonly WorkspaceDrift[] => [
  { ...PROD, resources, summary: countStates(resources) },
];
const drifted: DriftedResource = { ...WEB, fields: [IMAGE], tolerated: [] };
const synced: DriftedResource = { ...drifted, state: 'synced', fields: [] };

/** Runs one after another over one history. */
function runs(...all: readonly (readonly [time: string, found: readonly WorkspaceDrift[]])[]) {
  let events: readonly HistoryEvent[] = [];
  return all.map(([time, found]) => {
    const update = updateHistory(events, found, time);
    events = [...events, ...update.events];
    const [workspace] = update.workspaces;
    return {
      events: update.events.map(({ event, path }) => `${event} ${path}`),
      firstSeen: workspace?.resources.flatMap(({ fields }) => fields.map(({ firstSeen }) => firstSeen)),
      history: workspace?.history,
    };
  });
}

describe('the history of drift', () => {
  it('tells since when drift is there, and when it is healed', () => {
    const [first, second, third, fourth] = runs(
      [T1, prod(drifted)],
      [T2, prod(drifted)],
      [T3, prod(synced)],
      [T4, prod(drifted)],
    );
    expect(first).toMatchObject({ events: [`seen ${IMAGE.path}`], firstSeen: [T1] });
    expect(second).toMatchObject({ events: [], firstSeen: [T1], history: { healed: [], reverts: [] } });
    expect(third).toEqual({
      events: [`healed ${IMAGE.path}`],
      firstSeen: [],
      history: {
        healed: [{ id: WEB.id, path: IMAGE.path, cause: 'human', firstSeen: T1, healed: T3 }],
        reverts: [{ cause: 'human', count: 1, meanSeconds: 3 * 3600 }],
      },
    });
    expect(fourth).toMatchObject({
      events: [`seen ${IMAGE.path}`],
      firstSeen: [T4],
      history: { healed: [], reverts: [{ cause: 'human', count: 1 }] },
    });
  });

  it.each<[what: string, found: readonly WorkspaceDrift[]]>([
    ['another workspace', [{ ...PROD, workspace: 'dev', resources: [] }]],
    ['a run without its unit', [{ ...PROD, units: [], resources: [] }]],
    ['an object that could not be read', prod({ ...synced, state: 'unchecked' })],
    ['an object that is left alone', prod({ ...synced, state: 'skipped' })],
    ['an object that is gone', prod({ ...drifted, state: 'missing', fields: [{ ...IMAGE, path: '' }] })],
    [
      'a cluster that was read in part',
      prod({ ...synced, id: { ...WEB.id, name: 'other' }, state: 'unchecked' }),
    ],
  ])('does not take %s for healing', (_, found) => {
    const [, second, third] = runs([T1, prod(drifted)], [T2, found], [T3, prod(drifted)]);
    expect(second?.events.filter((event) => event.startsWith('healed'))).toEqual([]);
    expect(third?.firstSeen).toEqual([T1]);
  });

  it('takes an object that is neither in Git nor in the cluster for healed', () => {
    const orphan: DriftedResource = {
      ...drifted,
      state: 'orphan',
      fields: [{ ...IMAGE, path: '', kind: 'orphan' }],
    };
    expect(runs([T1, prod(orphan)], [T2, prod()])[1]?.events).toEqual(['healed ']);
  });

  it('is the same whatever the order of merged lines, and never counts negative time', () => {
    const { events } = updateHistory([], prod(drifted), T2);
    const healed = events.map((event): HistoryEvent => ({ ...event, event: 'healed', time: T3 }));
    const after = updateHistory([...healed, ...events], prod(drifted), T4);
    expect(after.workspaces[0]?.resources[0]?.fields[0]?.firstSeen).toBe(T4);
    const back = updateHistory(events, prod(synced), T1);
    expect(back.workspaces[0]?.history?.reverts).toEqual([{ cause: 'human', count: 1, meanSeconds: 0 }]);
  });

  it('holds no value of a field', () => {
    const { events } = updateHistory([], DRIFT_RESULT, T1);
    const text = historyLines(events);
    expect(text).not.toMatch(/\(secret\)|ghcr\.io|desired|live/);
    expect(readHistory({ path: 'h', text })).toEqual({ events, diagnostics: [] });
  });

  it('names each line that it cannot read, and reads the others', () => {
    const { events } = updateHistory([], prod(drifted), T1);
    const good = historyLines(events);
    const [event] = events;
    const lines = [
      '{"version":1',
      '[]',
      '<<<<<<< HEAD',
      JSON.stringify({ version: 2, ...event }),
      JSON.stringify({ version: 1, ...event, time: '2026-02-30T10:00:00Z' }),
      JSON.stringify({ version: 1, ...event, time: 'yesterday' }),
      JSON.stringify({ version: 1, ...event, event: 'born' }),
      JSON.stringify({ version: 1, ...event, id: { kind: 'Secret' } }),
      JSON.stringify({ version: 1, ...event, cause: '__proto__' }),
      JSON.stringify({ version: 1, ...event, path: 7 }),
      JSON.stringify({ version: 1, ...event, unit: {} }),
      JSON.stringify({ version: 1, ...event, path: 'x'.repeat(20_000) }),
    ];
    const source = { path: 'drift.jsonl', text: `${good}\n${lines.join('\r\n')}\n${good.trimEnd()}` };
    const read = readHistory(source);
    expect(read.events).toEqual([...events, ...events]);
    expect(read.diagnostics.map(({ span }) => span && positionOf(source, span.start).line)).toEqual(
      lines.map((_, i) => i + 3),
    );
    expect(new Set(read.diagnostics.map(({ code }) => code))).toEqual(new Set(['HISTORY_LINE_INVALID']));
    for (const { detail } of read.diagnostics) expect(detail).toMatch(/^This line is skipped .*: .*\.$/);
  });
});
