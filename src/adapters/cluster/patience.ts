import type { AdapterError } from '../../model/ports.ts';
import type { Reply } from './transport.ts';

/** What came of one try. */
export type TryOutcome = Reply | Unanswered;

/** A try without an answer. */
interface Unanswered {
  readonly cut: string;
  /** True when another try may help. */
  readonly isPassing: boolean;
  /** Set when it concerns the whole cluster. */
  readonly error: AdapterError | undefined;
}

/** What was tried already. */
export interface Tries {
  /** Times that the server asked for patience. */
  readonly asked: number;
  /** Times that there was no answer, or the server failed. */
  readonly failed: number;
  /** Times that credentials were renewed. */
  readonly renewed: number;
}

/** What happens before the next try. */
export interface Patience {
  readonly waitMs: number;
  readonly renew: boolean;
  readonly narrow: boolean;
  readonly tries: Tries;
}

/** Most tries of each kind after the first. */
const ASKED = 5;
const FAILED = 2;

/** Longest wait that a server may ask for. */
const LONGEST = 60_000;

/** Server failures that pass; 503 without a time is one too, for a broken aggregated API says it for days. */
const FAILURES = new Set([500, 502, 503, 504]);

/** How to go on after a try; undefined when its outcome is the last word. */
export function patience(outcome: TryOutcome, tries: Tries, isRead: boolean): Patience | undefined {
  if ('cut' in outcome) return outcome.isPassing ? failedAgain(tries) : undefined;
  const { status, headers } = outcome;
  if (status === 401 && tries.renewed === 0) {
    return { waitMs: 0, renew: true, narrow: false, tries: { ...tries, renewed: 1 } };
  }
  const asked = headers['retry-after'];
  if (status === 429 || (status === 503 && asked !== undefined)) {
    if (tries.asked >= ASKED) return undefined;
    const waitMs = Math.min(Math.max(seconds(asked) * 1000, 100 * 2 ** tries.asked), LONGEST);
    return { waitMs, renew: false, narrow: status === 429, tries: { ...tries, asked: tries.asked + 1 } };
  }
  // a dry run may fail in a webhook, which is not asked twice
  return FAILURES.has(status) && isRead ? failedAgain(tries) : undefined;
}

function failedAgain(tries: Tries): Patience | undefined {
  if (tries.failed >= FAILED) return undefined;
  const failed = tries.failed + 1;
  return { waitMs: 100 * 4 ** tries.failed, renew: false, narrow: false, tries: { ...tries, failed } };
}

/** API servers give seconds; a date, which a proxy may send, counts as one second. */
function seconds(text: string | undefined): number {
  return text !== undefined && /^[0-9]{1,6}$/.test(text) ? Number(text) : 1;
}
