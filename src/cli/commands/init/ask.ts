import { once } from 'node:events';
import { createInterface } from 'node:readline/promises';
import { CommandError, type CommandRequest } from '../../command.ts';

/** A question, the answer that Enter gives, and the option that answers it without asking. */
export interface Question {
  readonly text: string;
  readonly fallback: string;
  readonly option: string;
}

/** True when a person can answer: both ends are terminals, no CI, no --no-input. */
export function mayAsk({ global, io }: Pick<CommandRequest, 'global' | 'io'>): boolean {
  if (!global.input || global.output !== 'text' || (io.env['CI'] ?? '') !== '') return false;
  return io.stdinIsTerminal && io.stderr.isTerminal;
}

/** Asks on stderr, so that stdout holds nothing but the result. Input that ends is no answer. */
export async function ask(questions: readonly Question[]): Promise<readonly string[]> {
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  // readline takes Ctrl-C for itself; without this the question would stay open for ever
  terminal.on('SIGINT', () => process.kill(process.pid, 'SIGINT'));
  const end = once(terminal, 'close').then(() => undefined);
  const answers: string[] = [];
  for (const { text, fallback, option } of questions) {
    const asked = terminal.question(`${text} (${fallback}): `).catch(() => undefined);
    const answer = await Promise.race([asked, end]);
    if (answer === undefined) throw new CommandError('USAGE', `There is no answer. Give it with ${option}.`);
    answers.push(answer.trim() === '' ? fallback : answer.trim());
  }
  terminal.close();
  return answers;
}
