import { interruption } from '../../adapters/git/remote.ts';
import { AdapterError } from '../../model/ports.ts';
import type { Known } from './check.ts';

/** How facts are asked for: until when, and how the answer is made fit to be shown. */
export interface Asking {
  readonly signal: AbortSignal;
  readonly redact: (text: string) => string;
}

/**
 * The answer, or what the world outside said instead: one line that may be shown.
 * @throws AdapterError when the run itself is over
 */
export async function ask<T>({ signal, redact }: Asking, question: () => Promise<T>): Promise<Known<T>> {
  try {
    return { value: await question() };
  } catch (error) {
    if (signal.aborted) throw interruption(signal);
    if (!(error instanceof AdapterError)) throw error;
    return { problem: oneLine(redact(error.message)) };
  }
}

/** Several lines as one. */
export function oneLine(text: string): string {
  const lines = text.split('\n').map((line) => line.trim());
  return lines.filter((line) => line !== '').join('; ');
}
