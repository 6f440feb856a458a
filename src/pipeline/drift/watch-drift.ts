import { pause } from '../../adapters/pause.ts';
import { diagnostic } from '../../diagnostics/diagnostic.ts';
import { AdapterError } from '../../model/ports.ts';
import { drift } from './drift.ts';
import type { DriftOutcome, DriftRequest } from './drift-request.ts';

/**
 * Checks again and again, with a pause between the end of one check and the next, until the signal of the request
 * fires. A remote or cluster that does not answer ends one check and not the watch.
 * @param seconds length of the pause
 */
export async function* watchDrift(request: DriftRequest, seconds: number): AsyncGenerator<DriftOutcome> {
  while (!isOver(request.signal)) {
    try {
      yield await drift(request);
    } catch (error) {
      if (!(error instanceof AdapterError)) throw error;
      if (isOver(request.signal)) return;
      yield { diagnostics: [diagnostic(error.code, error.message, undefined)] };
    }
    await pause(seconds, request.signal);
  }
}

function isOver(signal: AbortSignal): boolean {
  return signal.aborted;
}
