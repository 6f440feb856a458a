import { backOff } from '../../adapters/back-off.ts';
import { interruption } from '../../adapters/git/remote.ts';
import { isTemporary } from '../../adapters/git/remote-error.ts';

/** Tries, which take some three seconds in all. */
const TRIES = 8;

/**
 * Repeats a call to a remote a few times: for objects that the remote may never give, where waiting
 * until time is up would help nobody.
 * @throws AdapterError what the last call throws, or the reason of the signal
 */
export async function persistently<T>(call: () => Promise<T>, signal: AbortSignal): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await call();
    } catch (error) {
      if (attempt === TRIES || !isTemporary(error)) throw error;
      await backOff(attempt, signal);
      if (signal.aborted) throw interruption(signal);
    }
  }
}
