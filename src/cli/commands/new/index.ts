import { Argument } from 'commander';
import type { CommandDefinition } from '../../command.ts';

export const newCommand: CommandDefinition = {
  name: 'new',
  configure: (command) => {
    command
      .summary('scaffold a project, stack, workspace or module')
      .description(
        'Adds one of them to a repository; nothing is overwritten. For a stack, --project names its project and --workspace the workspace it is rendered for.',
      )
      .addArgument(new Argument('<kind>', 'what to add').choices(['project', 'stack', 'workspace', 'module']))
      .argument('<name>', 'its name')
      .option('--from <name>', 'copy an existing one');
  },
  load: () => import('./run.ts'),
};
