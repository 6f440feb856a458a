import type { CommandDefinition } from '../../command.ts';

export const explainCommand: CommandDefinition = {
  name: 'explain',
  configure: (command) => {
    command
      .summary('explain a code, or where a rendered value comes from')
      .description(
        'Prints the long text of a diagnostic code; or, for [NAMESPACE/]KIND[.GROUP]/NAME, which file and line made each value.',
      )
      .argument('<subject>', 'code or resource')
      .argument('[field]', 'path of a field, such as .spec.replicas')
      .option('--at <rev>', 'explain a commit instead of the work tree, without checkout');
  },
  load: () => import('./run.ts'),
};
