import type { CommandDefinition } from '../../command.ts';

export const renderCommand: CommandDefinition = {
  name: 'render',
  configure: (command) => {
    command
      .summary('compile to Kubernetes manifests')
      .description('Compiles the selected units and prints their manifests, or writes a tree with --out.')
      .option('--out <dir>', 'write DIR/<branch>/<path>/<file> instead of printing')
      .option('--at <rev>', 'compile a commit instead of the work tree, without checkout');
  },
  load: () => import('./run.ts'),
};
