import type { GeneratedResource, ModuleOutput, ModuleSecret } from '../model/module.ts';
import type { SecretPlan } from '../secrets/secret-plan.ts';
import type { Database } from './database.ts';
import type { DatabaseInput, DatabasePlatform } from './schema.ts';

/** An output that is always there. */
export type Known = Exclude<ModuleOutput, { kind: 'none' }>;

/** What apps may ask a database for: `ref: KEY.uri`. */
export interface DatabaseOutputs {
  readonly [name: string]: ModuleOutput;
  readonly host: Known;
  readonly port: Known;
  readonly dbname: ModuleOutput;
  readonly username: Known;
  readonly password: Known;
  readonly uri: ModuleOutput;
}

/** What a flavor makes of a database. */
export interface DatabaseParts {
  /** Secrets to render by the backend of the workspace. */
  readonly secrets: readonly SecretPlan[];
  /** Secrets that have to exist whatever the backend is. */
  readonly required?: readonly ModuleSecret[];
  readonly objects: readonly GeneratedResource[];
  readonly outputs: DatabaseOutputs;
  /** Where `KUSION_DB_HOST_…` comes from, when that is not the output `host`. */
  readonly kusionHost?: Known;
}

/** A limit on the name of a database. */
export interface Naming {
  /** The object with the tightest limit; it has the name of the database and `suffix`. */
  readonly kind: string;
  readonly suffix: string;
  readonly limit: number;
  /** Whether more than a DNS label is asked for. */
  readonly form: NameForm;
}

/** `letter`: starts with one, as a Service does. `rds`: besides, no `--` (AWS CreateDBInstance). */
export type NameForm = 'label' | 'letter' | 'rds';

/** One way to make a database. */
export interface Flavor {
  readonly naming: Naming;
  /** Optional fields that it reads, the developer's or the platform's. */
  readonly reads: readonly (keyof DatabasePlatform | keyof DatabaseInput)[];
  readonly parts: (database: Database) => DatabaseParts;
}
