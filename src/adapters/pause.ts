import { setTimeout as sleep } from 'node:timers/promises';

/** Waits so many seconds, or until the signal fires. */
export async function pause(seconds: number, signal: AbortSignal): Promise<void> {
  try {
    await sleep(seconds * 1000, undefined, { signal });
  } catch {
    // the signal fired, which is what the caller asks it about
  }
}
