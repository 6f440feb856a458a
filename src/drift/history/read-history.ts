import { diagnostic, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import { linesOf, type SourceText } from '../../diagnostics/span.ts';
import { isJsonObject, type Json, type JsonObject } from '../../model/json.ts';
import type { HistoryEvent } from './history-event.ts';

/** The events of a history in the order of its lines, and a diagnostic for each line that is none. */
export interface ReadHistory {
  readonly events: readonly HistoryEvent[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads a history. A line that cannot be read is left out of the events and named; blank lines mean nothing. */
export function readHistory(source: SourceText): ReadHistory {
  const events: HistoryEvent[] = [];
  const diagnostics: Diagnostic[] = [];
  const starts = linesOf(source);
  for (const [index, start] of starts.entries()) {
    const line = source.text.slice(start, starts[index + 1]).replace(/[\r\n]+$/, '');
    if (line.trim() === '') continue;
    const read = readLine(line);
    if (typeof read !== 'string') events.push(read);
    else {
      const detail = `This line is skipped and kept as it is: ${read}. Remove it if nobody needs it.`;
      diagnostics.push(
        diagnostic('HISTORY_LINE_INVALID', detail, { source, start, end: start + line.length }),
      );
    }
  }
  return { events, diagnostics };
}

/** Longer lines are no work of ours: names, paths and managers of a cluster stay far below. */
const LONGEST = 16_384;

/** The event of a line, or what is wrong with it. */
function readLine(line: string): HistoryEvent | string {
  if (line.length > LONGEST) return `it has more than ${String(LONGEST)} characters`;
  let value: Json;
  try {
    value = JSON.parse(line) as Json;
  } catch {
    return 'it is no JSON';
  }
  return isJsonObject(value) ? readEvent(value) : 'it is no JSON object';
}

function readEvent(value: JsonObject): HistoryEvent | string {
  const { version, time, event, workspace, unit, id, path, kind, cause } = value;
  if (version !== 1) return 'its version is not 1';
  if (typeof time !== 'string' || !isTime(time)) return 'its time is not like 2026-01-31T14:02:00Z';
  if (event !== 'seen' && event !== 'healed') return 'its event is neither seen nor healed';
  if (!isTextOrNull(workspace) || !isTextOrNull(unit)) return 'its workspace or unit is no text';
  const identity = identityIn(id);
  if (!identity) return 'its id is no identity of an object';
  if (typeof path !== 'string') return 'its path is no text';
  if (!isOneOf(KINDS, kind) || !isOneOf(CAUSES, cause)) return 'its kind or cause is unknown';
  return { event, time, workspace, unit, id: identity, path, kind, cause };
}

const KINDS = ['missing', 'modified', 'extra', 'orphan', 'terminating'] as const;
const CAUSES = ['human', 'ours', 'system', 'controller', 'unknown'] as const;

function identityIn(value: Json | undefined): HistoryEvent['id'] | undefined {
  if (!isJsonObject(value)) return undefined;
  const { group, version, kind, namespace, name } = value;
  if (typeof group !== 'string' || typeof version !== 'string' || typeof kind !== 'string') return undefined;
  if (typeof namespace !== 'string' || typeof name !== 'string') return undefined;
  return { group, version, kind, namespace, name };
}

/** True for a time that exists, in UTC and whole seconds. */
function isTime(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(text)) return false;
  const milliseconds = Date.parse(text);
  return !Number.isNaN(milliseconds) && new Date(milliseconds).toISOString() === text.replace('Z', '.000Z');
}

function isTextOrNull(value: Json | undefined): value is string | null {
  return value === null || typeof value === 'string';
}

function isOneOf<T extends string>(words: readonly T[], value: Json | undefined): value is T {
  return words.some((word) => word === value);
}
