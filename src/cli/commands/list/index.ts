import { Argument } from 'commander';
import type { CommandDefinition } from '../../command.ts';

export const listCommand: CommandDefinition = {
  name: 'list',
  configure: (command) => {
    command
      .summary('show what was discovered')
      .description('Lists projects, stacks, workspaces, units or modules.')
      .addArgument(
        new Argument('[what]', 'what to list')
          .choices(['projects', 'stacks', 'workspaces', 'units', 'modules'])
          .default('units'),
      )
      .option('--at <rev>', 'list a commit instead of the work tree, without checkout')
      .option('--published', 'show what is on the rendered branches of the remote');
  },
  load: () => import('./run.ts'),
};
