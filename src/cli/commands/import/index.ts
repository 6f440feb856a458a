import { Argument, Option } from 'commander';
import type { CommandDefinition } from '../../command.ts';

/** Paragraphs; the program breaks their lines. */
const DESCRIPTION = [
  'Reads a Kusion repository and writes a Moorline one. Nothing of Kusion or KCL is run, and existing files are never overwritten.',
  'The folder of each stack holds what KCL prints, with include_schema_type_path, as exactly one of kcl-output.yaml, app.yaml and *.evaluated.yaml. Workspaces are workspace.yaml beside a stack, or workspaces/NAME.yaml anywhere below DIR.',
  'spec.yaml beside a stack, or --spec, is what kusion generate --no-style prints: what the new repository renders is compared with it, object by object.',
  '--workspace names the workspace of stacks without workspace.yaml. --project and --stack say whose --spec is.',
].join('\n\n');

export const importCommand: CommandDefinition = {
  name: 'import',
  configure: (command) => {
    command
      .summary('make a Moorline repository of a Kusion one')
      .description(DESCRIPTION)
      .addArgument(new Argument('<from>', 'what to import').choices(['kusion']))
      .argument('<dir>', 'folder of the Kusion repository')
      .option('--out <dir>', 'folder of the new repository (default: the current folder)')
      .option('--spec <file>', 'Spec of one stack, as kusion generate prints it')
      .addOption(
        new Option('--backend <name>', 'where secrets live, for every workspace')
          .choices(['reference', 'external-secrets', 'sealed-secrets', 'sops', 'plaintext'])
          .default('reference'),
      )
      .option('--dry-run', 'compare and list the files, and write nothing');
  },
  load: () => import('./run.ts'),
};
