/** A signal that fires when the time is up or another one fires. */
export interface TimeLimit {
  readonly signal: AbortSignal;
  /** Starts to count anew. */
  readonly renew: (milliseconds: number) => void;
  /** Fires the signal now, which ends what is still under way. */
  readonly end: () => void;
}

/**
 * Limits a part of a run. Whoever starts it ends it.
 * @param reason what the signal fires with when the time is up
 */
export function timeLimit(outer: AbortSignal, milliseconds: number, reason: Error): TimeLimit {
  const controller = new AbortController();
  const fire = (): void => controller.abort(reason);
  let timer = setTimeout(fire, milliseconds);
  return {
    signal: AbortSignal.any([outer, controller.signal]),
    renew: (more) => {
      clearTimeout(timer);
      timer = setTimeout(fire, more);
    },
    end: () => {
      clearTimeout(timer);
      fire();
    },
  };
}
