import type { CommandDefinition } from '../../command.ts';

export const verifyCommand: CommandDefinition = {
  name: 'verify',
  configure: (command) => {
    command
      .summary('prove that rendered branches equal a fresh render')
      .description(
        'Renders the source commits that the rendered branches of the remote name, and compares every file, its mode and the metadata. Changes nothing anywhere.',
      )
      .argument('[branch...]', 'rendered branches instead of all')
      .option('--source <rev>', 'commit whose configuration says which branches there are, instead of HEAD')
      .option('--attest <file>', 'when all is verified, write an in-toto statement to FILE, or - for stdout');
  },
  load: () => import('./run.ts'),
};
