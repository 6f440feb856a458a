import { Option } from 'commander';
import type { CommandDefinition } from '../../command.ts';

export const initCommand: CommandDefinition = {
  name: 'init',
  configure: (command) => {
    command
      .summary('scaffold a repository')
      .description(
        'Adds the files of a small repository that passes check and render. Files that are there are kept.',
      )
      .argument('[dir]', 'folder of the repository; made when it is missing')
      .addOption(
        new Option('--template <name>', 'what to start with (default: service)').choices([
          'service',
          'job',
          'multi',
        ]),
      )
      .option('--name <project>', 'name of the first project (default: shop)')
      .option('--workspaces <names>', 'names of the workspaces, separated by commas', 'dev,prod')
      .addOption(
        new Option('--controller <name>', 'GitOps controller that follows the rendered branches')
          .choices(['none', 'argocd', 'flux'])
          .default('none'),
      )
      .option('--dry-run', 'list the files and write nothing');
  },
  load: () => import('./run.ts'),
};
