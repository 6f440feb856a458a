import { Argument } from 'commander';
import type { CommandDefinition } from '../../command.ts';

export const setCommand: CommandDefinition = {
  name: 'set',
  configure: (command) => {
    command
      .summary('set the image of a stack')
      .description(
        'Writes versions of images into the stack.yaml of a stack and shows the change. Everything else in the file stays as it is. An image that no container of the stack has is an error, and nothing is written.',
      )
      .addArgument(new Argument('<what>', 'what to set').choices(['image']))
      .argument('<stack>', 'the stack, as PROJECT/STACK')
      .argument('<image...>', 'REPOSITORY=VERSION: a tag, a digest (sha256:…) or tag@digest')
      .option('--dry-run', 'show the change and write nothing');
  },
  load: () => import('./run.ts'),
};
