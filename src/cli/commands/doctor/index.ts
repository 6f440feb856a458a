import { Argument } from 'commander';
import type { CommandDefinition } from '../../command.ts';

export const doctorCommand: CommandDefinition = {
  name: 'doctor',
  configure: (command) => {
    command
      .summary('check the machine, the clone, the remote and the cluster')
      .description(
        'Checks what publish and drift need: git, the repository, the remote and its branches, signing, and the cluster. Each problem comes with the command that mends it. Writes nothing.',
      )
      .addArgument(
        new Argument('[group...]', 'checks to run; all unless given').choices([
          'git',
          'repository',
          'remote',
          'signing',
          'cluster',
        ]),
      )
      .option(
        '--context <name>',
        'context of the kubeconfig (default: cluster.context of the workspace, else the current one)',
      )
      .option('--kubeconfig <file>', 'kubeconfig to use (default: KUBECONFIG, ~/.kube/config, or the pod)');
  },
  load: () => import('./run.ts'),
};
