import type { WorkloadPatch } from '../model/module.ts';
import type { Database } from './database.ts';
import type { DatabaseParts } from './flavor.ts';

/**
 * The variables that Kusion gives to every container of an app with a database (catalog@455e3c90
 * `GenerateDBSecret`): host, user and password, named after the database.
 */
export function kusionEnvironment(
  { name, cause: at }: Database,
  { outputs, kusionHost }: DatabaseParts,
): WorkloadPatch {
  const suffix = name.toUpperCase().replaceAll('-', '_');
  const values = {
    HOST: kusionHost ?? outputs.host,
    USERNAME: outputs.username,
    PASSWORD: outputs.password,
  };
  return {
    env: Object.entries(values).map(([what, value]) => ({ name: `KUSION_DB_${what}_${suffix}`, value, at })),
  };
}
