import { MYSQL as engine } from '../../database/engines.ts';
import { databaseFiles, generateDatabase } from '../../database/generate-database.ts';
import { unfitWithoutFlavor } from '../../database/unfit.ts';
import { defineModule } from '../../model/module.ts';
import { mysqlPlatform, mysqlSchema } from './schema.ts';

/** A MySQL database for an app or for several; who makes it is the platform's decision. */
export const mysqlModule = defineModule({
  name: 'mysql',
  type: 'MySQL',
  role: 'accessory',
  shareable: true,
  summary: 'A MySQL database: in the cluster, by an operator, in a cloud, or made by somebody else.',
  schema: mysqlSchema,
  platform: mysqlPlatform,
  unfit: unfitWithoutFlavor,
  inputs: (input, platform, names) => databaseFiles({ engine, input, platform, names }),
  generate: (input, platform, context) => generateDatabase({ engine, input, platform }, context),
});
