import { POSTGRES as engine } from '../../database/engines.ts';
import { databaseFiles, generateDatabase } from '../../database/generate-database.ts';
import { unfitWithoutFlavor } from '../../database/unfit.ts';
import { defineModule } from '../../model/module.ts';
import { postgresPlatform, postgresSchema } from './schema.ts';

/** A PostgreSQL database for an app or for several; who makes it is the platform's decision. */
export const postgresModule = defineModule({
  name: 'postgres',
  type: 'PostgreSQL',
  role: 'accessory',
  shareable: true,
  summary: 'A PostgreSQL database: in the cluster, by an operator, in a cloud, or made by somebody else.',
  schema: postgresSchema,
  platform: postgresPlatform,
  unfit: unfitWithoutFlavor,
  inputs: (input, platform, names) => databaseFiles({ engine, input, platform, names }),
  generate: (input, platform, context) => generateDatabase({ engine, input, platform }, context),
});
