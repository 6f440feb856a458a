import { Argument } from 'commander';
import type { CommandDefinition } from '../../command.ts';

export const completionCommand: CommandDefinition = {
  name: 'completion',
  configure: (command) => {
    command
      .summary('print a completion script for a shell')
      .description('Prints a completion script. Load it with: source <(moorline completion bash)')
      .usage('<bash|zsh|fish> [options]')
      // checked when it runs: the scripts themselves ask for `names KIND`, which help does not show
      .addArgument(new Argument('<shell>').choices(['bash', 'zsh', 'fish']).argParser(String))
      .argument('[kind]')
      // Only the program knows all commands. It comes as an option, because an import of the list of
      // commands from here would be a cycle.
      .hook('preAction', () => {
        command.setOptionValue('program', command.parent);
      });
  },
  load: () => import('./run.ts'),
};
