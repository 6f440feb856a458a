/**
 * Waits before another try: longer each time up to 1.5 seconds, and never two runs alike, so that those
 * that met once do not meet again. Ends early when the signal fires.
 */
export async function backOff(attempt: number, signal: AbortSignal): Promise<void> {
  const longest = Math.min(50 * 1.5 ** attempt, 1500);
  const time = longest * (0.5 + Math.random() / 2);
  await new Promise<void>((done) => {
    const timer = setTimeout(finish, time);
    signal.addEventListener('abort', finish);
    function finish(): void {
      clearTimeout(timer);
      signal.removeEventListener('abort', finish);
      done();
    }
  });
}

/** Milliseconds that have passed since some fixed moment; never goes back. */
export function elapsed(): number {
  return performance.now();
}
