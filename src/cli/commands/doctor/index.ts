import { Argument } from 'commander';
import type { CommandDefinition } from '../../command.ts';

export const doctorCommand: CommandDefinition = {
  name: 'doctor',
  configure: (command) => {
    command
      .summary('check the machine, the clone and the remote')
      .description(
        'Checks what publish needs: git, the repository, the remote and its branches, and signing. Each problem comes with the command that mends it. Writes nothing.',
      )
      .addArgument(
        new Argument('[group...]', 'checks to run; all unless given').choices([
          'git',
          'repository',
          'remote',
          'signing',
        ]),
      );
  },
  load: () => import('./run.ts'),
};
