import type { Clock } from './clock.ts';

/** Lets a limited number of requests through at a time. */
export interface Gate {
  /** Runs the work when it is its turn. */
  readonly pass: <T>(work: () => Promise<T>) => Promise<T>;
  /** Halves the number, because the server asked for patience. */
  readonly narrow: () => void;
}

/** Requests that have to succeed before one more is let through. */
const WIDEN_AFTER = 32;

/** Those who were together when the server complained complain once. */
const NARROW_ONCE_IN = 1000;

/** A gate for at most `most` requests. After it was narrowed it widens one by one while all goes well. */
export function makeGate(most: number, now: Clock['now']): Gate {
  const waiting: (() => void)[] = [];
  let limit = most;
  let inside = 0;
  let passed = 0;
  let narrowedAt = Number.NEGATIVE_INFINITY;

  function next(): void {
    while (inside < limit && waiting.length > 0) {
      inside++;
      waiting.shift()?.();
    }
  }

  return {
    pass: async (work) => {
      await new Promise<void>((enter) => {
        waiting.push(enter);
        next();
      });
      try {
        return await work();
      } finally {
        inside--;
        passed++;
        if (limit < most && passed % WIDEN_AFTER === 0) limit++;
        next();
      }
    },
    narrow: () => {
      if (now() - narrowedAt < NARROW_ONCE_IN) return;
      narrowedAt = now();
      passed = 0;
      limit = Math.max(1, Math.floor(limit / 2));
    },
  };
}
