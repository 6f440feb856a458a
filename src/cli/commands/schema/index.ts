import { Argument } from 'commander';
import type { CommandDefinition } from '../../command.ts';

export const schemaCommand: CommandDefinition = {
  name: 'schema',
  configure: (command) => {
    command
      .summary('print JSON Schemas for editors')
      .description(
        'Prints the JSON Schema (draft-07) of one file, or of all as one map, or writes them for editors.',
      )
      .addArgument(
        new Argument('[file]', 'whose schema').choices([
          'moorline',
          'project',
          'stack',
          'workspace',
          'app',
          'module',
        ]),
      )
      .option('--write', 'write .moorline/schemas/<file>.schema.json instead of printing');
  },
  load: () => import('./run.ts'),
};
