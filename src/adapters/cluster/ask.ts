import { AdapterError } from '../../model/ports.ts';
import type { Access, AccessKeeper } from './access.ts';
import type { Clock } from './clock.ts';
import type { Gate } from './gate.ts';
import { explainNoAnswer } from './no-answer.ts';
import { patience, type Tries, type TryOutcome } from './patience.ts';
import { NoReply, send, type Call, type Reply, type Route } from './transport.ts';

/** The last answer of the server, or why there was none. */
export type Outcome = Reply | { readonly cut: string };

/** Asks the server, as often as it takes within limits. */
export type Ask = (call: Call) => Promise<Outcome>;

/** What asking needs. */
export interface AskParts {
  readonly route: Route;
  readonly access: AccessKeeper;
  readonly gate: Gate;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** Shown when the server refuses: who asked where. */
  readonly who: string;
}

/**
 * Makes the function that sends every request of a cluster. It renews credentials once when they are refused,
 * waits when the server asks for it, and tries again after a lost connection; every call is harmless to repeat.
 * It throws AdapterError CLUSTER_UNREACHABLE, CLUSTER_REFUSED, CLUSTER_CREDENTIALS, and the reason of the signal.
 */
export function makeAsk(parts: AskParts): Ask {
  return async (call) => {
    const signal = call.signal ?? parts.signal;
    let tries: Tries = { asked: 0, failed: 0, renewed: 0 };
    for (;;) {
      const { outcome, access } = await once({ ...call, signal }, parts);
      const plan = patience(outcome, tries, call.method === 'GET');
      if (plan === undefined) return ended(outcome, parts);
      if (plan.renew) await parts.access.renew(access);
      if (plan.narrow) parts.gate.narrow();
      if (plan.waitMs > 0) await parts.clock.sleep(plan.waitMs * (1 + parts.clock.random() / 4), signal);
      signal.throwIfAborted();
      tries = plan.tries;
    }
  };
}

async function once(call: Call, parts: AskParts): Promise<{ outcome: TryOutcome; access: Access }> {
  return parts.gate.pass(async () => {
    const access = await parts.access.current();
    try {
      return { outcome: await send(call, parts.route, access), access };
    } catch (error) {
      if (!(error instanceof NoReply)) throw error;
      const { message, ...rest } = explainNoAnswer(error, parts.route);
      return { outcome: { cut: message, ...rest }, access };
    }
  });
}

function ended(outcome: TryOutcome, { who }: AskParts): Outcome {
  if ('cut' in outcome) {
    if (outcome.error !== undefined) throw outcome.error;
    return { cut: outcome.cut };
  }
  if (outcome.status !== 401) return outcome;
  throw new AdapterError(
    'CLUSTER_REFUSED',
    `The server does not take the credentials of ${who} (401). They may have expired.`,
  );
}
