import { InvalidArgumentError, Option } from 'commander';
import type { CommandDefinition } from '../../command.ts';

/** Seconds of a pause: at least one, so that a cluster is not asked without end. */
function secondsOf(text: string): number {
  const seconds = Number(text);
  if (/^[0-9]{1,6}$/.test(text) && seconds > 0) return seconds;
  throw new InvalidArgumentError('Give whole seconds, 1 or more.');
}

export const driftCommand: CommandDefinition = {
  name: 'drift',
  outputs: ['jsonl', 'junit', 'markdown', 'html', 'sarif', 'github', 'prometheus'],
  configure: (command) => {
    command
      .summary('say what in a cluster differs from Git, and who changed it')
      .description(
        'Compares the cluster with the rendered branch, at the commit that Argo CD or Flux has applied, and tells drift from lag and from what the cluster fills in by itself. Only gets and lists. Files can stand for either side: --desired for the branch, --live for the cluster (kubectl get -o yaml or json). Exit code 2 is drift, 7 an incomplete check. --output also has jsonl, junit, markdown, html, sarif, github and prometheus.',
      )
      .option('--desired <path>', 'manifests of Git: a file, or a folder of .yaml, .yml and .json files')
      .option('--live <path>', 'dump of the cluster: a file or a folder')
      .option(
        '--context <name>',
        'context of the kubeconfig (default: cluster.context of the workspace, else the current one)',
      )
      .option('--kubeconfig <file>', 'kubeconfig to use (default: KUBECONFIG, ~/.kube/config, or the pod)')
      .option('--source <rev>', 'commit whose projects and workspaces are compared (default: HEAD)')
      .addOption(
        new Option(
          '--mode <mode>',
          'read: get and list only; dry-run: ask the server by dry-run applies as well; auto: so where a verdict is in doubt and it is allowed',
        )
          .choices(['read', 'dry-run', 'auto'])
          .default('read'),
      )
      .option('--app <name>', 'Argo CD Application or Flux Kustomization whose tracked objects count as ours')
      .addOption(
        new Option(
          '--watch [seconds]',
          'check again and again, with so many seconds between (default: 30), and print what changed',
        )
          .preset('30')
          .argParser(secondsOf),
      )
      .option('--history <file>', 'keep in this file since when each drift is there, and what was healed')
      .option('--revert', 'also print, for what differs, the command that puts it back as Git says')
      .option(
        '--adopt',
        'write what the cluster has into the source, where a new render proves that it then says the same',
      )
      .option('--dry-run', 'with --adopt: show the change and write nothing')
      .option(
        '--print-rbac',
        'print the least role for this check instead of making it; then: kubectl apply -f -',
      )
      .option('--explain', 'also list tolerated differences, and ignore rules that matched nothing')
      .addOption(
        new Option('--fail-on <what>', 'what gives exit code 2')
          .choices(['drift', 'lag', 'orphan', 'none'])
          .default('drift'),
      );
  },
  load: () => import('./run.ts'),
};
