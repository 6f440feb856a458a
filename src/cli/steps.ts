import { printable } from '../report/printable.ts';
import type { CommandRequest } from './command.ts';

/** Steps of a run on stderr, while they last: one line that changes on a terminal, nothing elsewhere. */
export function stepsTo({ global, io }: Pick<CommandRequest, 'global' | 'io'>) {
  const isShown = io.stderr.isTerminal && !global.quiet && global.output === 'text';
  return {
    show: (text: string): void => {
      if (isShown) io.stderr.write(`\r${printable(text)}\u001b[K`);
    },
    end: (): void => {
      if (isShown) io.stderr.write('\r\u001b[K');
    },
  };
}
