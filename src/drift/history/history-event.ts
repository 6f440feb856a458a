import type { ResourceId } from '../../model/resource.ts';
import type { DriftField } from '../verdict.ts';

/**
 * A line of a history: a drift was seen for the first time, or is gone again. It names the field and holds no value
 * of it.
 */
export interface HistoryEvent {
  readonly event: 'seen' | 'healed';
  /** RFC 3339 in UTC with whole seconds, so that times order as text. */
  readonly time: string;
  readonly workspace: string | null;
  readonly unit: string | null;
  readonly id: ResourceId;
  /** Empty text for the whole object. */
  readonly path: string;
  readonly kind: DriftField['kind'];
  readonly cause: DriftField['cause'];
}

/** The events as lines of JSON, each with the version of its form. */
export function historyLines(events: readonly HistoryEvent[]): string {
  return events.map((event) => `${JSON.stringify({ version: 1, ...event })}\n`).join('');
}
