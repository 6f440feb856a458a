import { Option } from 'commander';
import type { CommandDefinition } from '../../command.ts';

export const publishCommand: CommandDefinition = {
  name: 'publish',
  configure: (command) => {
    command
      .summary('render a source commit and move the rendered branches')
      .description(
        'Renders a source commit and moves the rendered branches of the remote to it, all together or not at all. Safe to run at any time, many times at once, and again after it was killed.',
      )
      .option('--source <rev>', 'source commit to publish instead of HEAD')
      .option('--dry-run', 'show the plan and write nothing')
      .option('--no-push', 'create the commits and move the local branches instead')
      .option('--all', 'compile every unit, also where nothing changed')
      .option('--allow-prune', 'let more vanish than the deletion guard allows')
      .option('--allow-rewind', 'publish an older source commit, or one of another line of history')
      .option('--adopt', 'take over a branch that others wrote or changed; lists what is replaced')
      .addOption(new Option('--sign <form>', 'sign the commits').choices(['none', 'gpg', 'ssh']));
  },
  load: () => import('./run.ts'),
};
