import { once } from 'node:events';
import { createInterface } from 'node:readline/promises';
import type { CommandRequest } from '../../command.ts';

/** A question with the answer that Enter gives. */
export interface Question {
  readonly text: string;
  readonly fallback: string;
}

/** True when a person can answer: both ends are terminals, no CI, no --no-input. */
export function mayAsk({ global, io }: Pick<CommandRequest, 'global' | 'io'>): boolean {
  return (
    global.input &&
    global.output === 'text' &&
    io.stdinIsTerminal &&
    io.stderr.isTerminal &&
    (io.env['CI'] ?? '') === ''
  );
}

/** Asks on stderr, so that stdout holds nothing but the result. The end of input gives the fallback. */
export async function ask(questions: readonly Question[]): Promise<readonly string[]> {
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  // readline takes Ctrl-C for itself; without this the question would stay open for ever
  terminal.on('SIGINT', () => process.kill(process.pid, 'SIGINT'));
  const end = once(terminal, 'close').then(() => '');
  const answers: string[] = [];
  for (const { text, fallback } of questions) {
    const answer = await Promise.race([terminal.question(`${text} (${fallback}): `), end]);
    answers.push(answer.trim() === '' ? fallback : answer.trim());
  }
  terminal.close();
  return answers;
}
