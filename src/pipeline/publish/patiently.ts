import { backOff } from '../../adapters/back-off.ts';
import { interruption } from '../../adapters/git/remote.ts';
import { isTemporary } from '../../adapters/git/remote-error.ts';

/**
 * Repeats a call to a remote that is busy or asks for patience, until the signal fires.
 * @throws AdapterError what the call throws when trying again is of no use, or the reason of the signal
 */
export async function patiently<T>(call: () => Promise<T>, signal: AbortSignal): Promise<T> {
  for (let attempt = 0; ; attempt++) {
    try {
      return await call();
    } catch (error) {
      if (!isTemporary(error)) throw error;
      await backOff(attempt, signal);
      if (signal.aborted) throw interruption(signal);
    }
  }
}
