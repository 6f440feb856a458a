import { Option } from 'commander';
import type { CommandDefinition } from '../../command.ts';

export const driftCommand: CommandDefinition = {
  name: 'drift',
  outputs: ['jsonl', 'junit', 'markdown', 'html', 'sarif', 'github', 'prometheus'],
  configure: (command) => {
    command
      .summary('say what in a cluster differs from Git, and who changed it')
      .description(
        'Compares the objects that Git holds with a dump of the cluster (kubectl get -o yaml or json), and tells drift from what the cluster fills in by itself. Reads files only. Exit code 2 is drift, 7 an incomplete check. --output also has jsonl, junit, markdown, html, sarif, github and prometheus.',
      )
      .option('--desired <path>', 'manifests of Git: a file, or a folder of .yaml, .yml and .json files')
      .option('--live <path>', 'dump of the cluster: a file or a folder')
      .option('--app <name>', 'Argo CD Application or Flux Kustomization whose tracked objects count as ours')
      .option('--history <file>', 'keep in this file since when each drift is there, and what was healed')
      .option('--explain', 'also list tolerated differences, and ignore rules that matched nothing')
      .addOption(
        new Option('--fail-on <what>', 'what gives exit code 2')
          .choices(['drift', 'lag', 'orphan', 'none'])
          .default('drift'),
      );
  },
  load: () => import('./run.ts'),
};
