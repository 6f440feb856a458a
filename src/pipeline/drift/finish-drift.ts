import { readRegular } from '../../adapters/files/regular-file.ts';
import { saveFile, type FileSave } from '../../adapters/files/save-file.ts';
import { utcNow } from '../../adapters/utc-now.ts';
import { loadText } from '../../compile/discover/load-file.ts';
import { diagnostic, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import { historyLines } from '../../drift/history/history-event.ts';
import { readHistory } from '../../drift/history/read-history.ts';
import { updateHistory } from '../../drift/history/update-history.ts';
import { AdapterError } from '../../model/ports.ts';
import type { DriftOutcome } from './drift-request.ts';
import type { NamedPlace } from './read-side.ts';

/** An outcome with what the history says, and when the check ended, RFC 3339 in UTC. */
export interface FinishedDrift extends DriftOutcome {
  readonly time: string;
}

/** Larger histories are not read; a line has about 300 bytes. */
const MOST_BYTES = 64 * 1024 * 1024;

/**
 * Brings the history file up to date with an outcome, and notes in the outcome what the file says. A file that is not
 * there is made; one that cannot be read or written stays as it is and is named; lines that mean nothing are kept.
 */
export function finishDrift(outcome: DriftOutcome, history: NamedPlace | undefined): FinishedDrift {
  const time = utcNow();
  const { value, diagnostics } = outcome;
  if (!value || !history) return { ...outcome, time };
  const content = readRegular(history.absolute, MOST_BYTES);
  const isThere = content.kind !== 'missing';
  const loaded = loadText(history.shown, isThere ? content : EMPTY);
  if (loaded.diagnostics.length > 0) {
    return { ...outcome, diagnostics: [...diagnostics, ...loaded.diagnostics], time };
  }
  const { source } = loaded;
  const read = readHistory(source);
  const found = [...diagnostics, ...read.diagnostics];
  const { workspaces, events } = updateHistory(read.events, value, time);
  if (events.length > 0 || !isThere) {
    const gap = source.text === '' || source.text.endsWith('\n') ? '' : '\n';
    const before = content.kind === 'bytes' ? content.bytes : undefined;
    const added = Buffer.from(`${gap}${historyLines(events)}`);
    const after = Buffer.concat([before ?? new Uint8Array(), added]);
    found.push(...saved({ absolute: history.absolute, before, after }));
  }
  return { value: workspaces, diagnostics: found, time };
}

/** Nothing, or why the file could not be written: what was found is worth showing all the same. */
function saved(file: FileSave): readonly Diagnostic[] {
  try {
    saveFile(file);
    return [];
  } catch (error) {
    if (!(error instanceof AdapterError)) throw error;
    return [diagnostic(error.code, error.message, undefined)];
  }
}

const EMPTY = { kind: 'bytes', bytes: new Uint8Array() } as const;
