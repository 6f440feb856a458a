import { identityKey } from '../../model/resource.ts';
import { byteOrder } from '../../util/byte-order.ts';
import type {
  DriftedResource,
  DriftField,
  DriftHistory,
  HealedDrift,
  RevertTime,
  WorkspaceDrift,
} from '../verdict.ts';
import type { HistoryEvent } from './history-event.ts';

/** A result with what the history says of it, and the events that the history lacks. */
export interface HistoryUpdate {
  readonly workspaces: readonly WorkspaceDrift[];
  readonly events: readonly HistoryEvent[];
}

/**
 * Compares a result with the events of earlier runs: each drift gets the time when it was first seen, and what was
 * seen and is not there any more is healed. What this run could not see stays as it was: other workspaces and units,
 * objects without a verdict, and fields of objects that are gone.
 * @param time of this run, RFC 3339 in UTC with whole seconds
 */
export function updateHistory(
  former: readonly HistoryEvent[],
  workspaces: readonly WorkspaceDrift[],
  time: string,
): HistoryUpdate {
  const events: HistoryEvent[] = [];
  const annotated = workspaces.map((found): WorkspaceDrift => {
    const known = replay(former.filter(({ workspace }) => workspace === found.workspace));
    const gone = [...known.open.values()].filter((event) => isHealed(event, found));
    const healed = gone.map((event) => healedDrift(event, time));
    events.push(...gone.map((event): HistoryEvent => ({ ...event, event: 'healed', time })));
    const resources = found.resources.map((resource) => {
      const fields = resource.fields.map((field) => {
        const seen = known.open.get(keyOf({ id: resource.id, path: field.path }));
        if (!seen) events.push(seenEvent(found, { resource, field, time }));
        return { ...field, firstSeen: seen?.time ?? time };
      });
      return { ...resource, fields };
    });
    const history: DriftHistory = { healed, reverts: revertTimes([...known.healed, ...healed]) };
    return { ...found, resources, history };
  });
  return { workspaces: annotated, events };
}

function keyOf({ id, path }: Pick<HistoryEvent, 'id' | 'path'>): string {
  return `${identityKey(id)} ${path}`;
}

/** What is open and what was healed after all events; they are taken in order of time, for files get merged. */
function replay(former: readonly HistoryEvent[]) {
  const open = new Map<string, HistoryEvent>();
  const healed: HealedDrift[] = [];
  for (const event of former.toSorted((a, b) => byteOrder(a.time, b.time))) {
    const key = keyOf(event);
    const seen = open.get(key);
    if (event.event === 'seen' && !seen) open.set(key, event);
    if (event.event === 'healed' && seen) {
      open.delete(key);
      healed.push(healedDrift(seen, event.time));
    }
  }
  return { open, healed };
}

/** True when this run looked at the place of an earlier drift and found it well. */
function isHealed({ unit, id, path }: HistoryEvent, { units, resources }: WorkspaceDrift): boolean {
  if (unit !== null && !units.some((each) => each.unit === unit)) return false;
  const key = identityKey(id);
  const resource = resources.find((each) => identityKey(each.id) === key);
  // an object may only seem to be gone when a part of the cluster could not be read
  if (!resource) return resources.every(({ state }) => state !== 'unchecked');
  if (resource.state === 'unchecked' || resource.state === 'skipped') return false;
  if (resource.fields.some((field) => field.path === path)) return false;
  const isWhole = resource.state === 'missing' || resource.state === 'terminating';
  return path === '' || !isWhole;
}

function healedDrift({ id, path, cause, time }: HistoryEvent, healed: string): HealedDrift {
  return { id, path, cause, firstSeen: time, healed };
}

function seenEvent(
  { workspace }: WorkspaceDrift,
  found: { readonly resource: DriftedResource; readonly field: DriftField; readonly time: string },
): HistoryEvent {
  const { id, unit = null } = found.resource;
  const { path, kind, cause } = found.field;
  return { event: 'seen', time: found.time, workspace, unit, id, path, kind, cause };
}

/** The mean time for each cause in byte order; a clock that went back counts as no time at all. */
function revertTimes(healed: readonly HealedDrift[]): readonly RevertTime[] {
  const seconds = new Map<DriftField['cause'], number[]>();
  for (const each of healed) {
    const lasted = Math.max(0, (Date.parse(each.healed) - Date.parse(each.firstSeen)) / 1000);
    seconds.set(each.cause, [...(seconds.get(each.cause) ?? []), lasted]);
  }
  return [...seconds]
    .toSorted(([a], [b]) => byteOrder(a, b))
    .map(([cause, all]) => ({
      cause,
      count: all.length,
      meanSeconds: Math.round(all.reduce((sum, each) => sum + each, 0) / all.length),
    }));
}
