import type { CommandDefinition } from '../../command.ts';

export const checkCommand: CommandDefinition = {
  name: 'check',
  outputs: ['github'],
  configure: (command) => {
    command
      .summary('report everything that is wrong')
      .description('Compiles the selected units and reports all diagnostics of all files at once.')
      .option('--at <rev>', 'check a commit instead of the work tree, without checkout');
  },
  load: () => import('./run.ts'),
};
