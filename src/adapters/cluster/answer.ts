import type { ClusterFailure } from '../../model/cluster.ts';
import { isJsonObject, type Json, type JsonObject } from '../../model/json.ts';
import type { Outcome } from './ask.ts';
import { plainLine } from './plain-line.ts';

/** An answer with its body read, once. */
export type Answer =
  | {
      readonly status: number;
      readonly body: Json | undefined;
      readonly isRounded: boolean;
      readonly raw: string;
    }
  | { readonly cut: string };

/** Reads the body of an answer as JSON; undefined when it is none. */
export function readAnswer(outcome: Outcome): Answer {
  if ('cut' in outcome) return outcome;
  const { status, text } = outcome;
  return { status, body: parsed(text), isRounded: status < 300 && hasRounded(text), raw: text };
}

function parsed(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}

/** The body of an answer that is good and a map. */
export function goodBody(answer: Answer): JsonObject | undefined {
  const isGood = !('cut' in answer) && answer.status >= 200 && answer.status < 300;
  return isGood && isJsonObject(answer.body) ? answer.body : undefined;
}

/** What an answer without a good body means for one question. `isSecret` hides what the server says of values. */
export function failureOf(answer: Answer, isSecret = false): ClusterFailure {
  if ('cut' in answer) return { reason: 'failed', message: answer.cut };
  const { status } = answer;
  if (status >= 200 && status < 300) {
    return { reason: 'failed', message: `the answer (${status}) is not what an API server says` };
  }
  const said = isSecret ? hiddenText(answer.body) : statusText(answer.body, answer.raw);
  const message = `${status}${said === '' ? '' : `: ${said}`}`;
  if (status === 403) return { reason: 'forbidden', message };
  return { reason: status === 404 ? 'gone' : 'failed', message };
}

/** The message of a Status; of another answer its first words. */
function statusText(body: Json | undefined, raw: string): string {
  const message = isJsonObject(body) ? body['message'] : undefined;
  return plainLine(typeof message === 'string' ? message : raw.slice(0, 200));
}

/** Reason and fields, but no value: the message of a refused Secret may quote it. */
function hiddenText(body: Json | undefined): string {
  const { reason, details } = isJsonObject(body) ? body : {};
  const causes =
    isJsonObject(details) && Array.isArray(details['causes']) ? (details['causes'] as Json[]) : [];
  const fields = causes.flatMap((cause) => {
    const field = isJsonObject(cause) ? cause['field'] : undefined;
    return typeof field === 'string' ? [field] : [];
  });
  const words = [...(typeof reason === 'string' ? [reason] : []), ...fields].join(' ');
  return plainLine(`${words} (the text of the server may quote the Secret)`);
}

/** Long runs of digits are rare, so the text is looked at twice only when there is one. */
const LONG_DIGITS = /[0-9]{16}/;
const STRINGS_AND_NUMBERS = /"(?:[^"\\]|\\.)*"|-?[0-9]+(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?/g;

/**
 * True when JSON holds an integer that a number cannot: it was rounded. The rounded value is beyond 2^53, so it
 * is never equal to a number of a manifest, where such integers are refused.
 */
function hasRounded(text: string): boolean {
  if (!LONG_DIGITS.test(text)) return false;
  for (const [token] of text.matchAll(STRINGS_AND_NUMBERS)) {
    if (/^-?[0-9]{16,}$/.test(token) && !Number.isSafeInteger(Number(token))) return true;
  }
  return false;
}
