import type { ModuleOutput } from '../model/module.ts';
import type { SecretPlan } from '../secrets/secret-plan.ts';
import { innerNameOf, userOf, type Database } from './database.ts';
import type { DatabaseOutputs, Known } from './flavor.ts';
import { passwordValue, withPassword } from './password.ts';

/** Keys of a binding Secret, which are also the outputs of a database. */
export const BINDING_KEYS = ['host', 'port', 'dbname', 'username', 'password', 'uri'] as const;

/** Name of the Secret with everything an app needs; CloudNativePG names its own Secret like this. */
export function bindingName({ name }: Database): string {
  return `${name}-app`;
}

/** The binding Secret of a database that listens on `host` inside of the cluster. */
export function bindingPlan(database: Database, host: string): SecretPlan {
  const { engine, cause: at } = database;
  const [username, dbname] = [userOf(database), innerNameOf(database)];
  const open = { host, port: String(engine.port), dbname, username };
  const uri = `${engine.scheme}://${username}:{}@${host}:${engine.port}/${dbname}`;
  return {
    name: bindingName(database),
    at,
    type: 'kubernetes.io/basic-auth',
    values: [
      ...Object.entries(open).map(([key, text]) => ({ kind: 'public' as const, key, at, text })),
      passwordValue(database, 'password'),
      withPassword(database, 'uri', uri),
    ],
  };
}

/** A key of the binding Secret as an output. */
export function bound(database: Database, key: string): Known {
  return { kind: 'secret', name: bindingName(database), key };
}

/** Outputs of a binding Secret that has every key. */
export function boundOutputs(database: Database): DatabaseOutputs {
  return {
    host: bound(database, 'host'),
    port: bound(database, 'port'),
    dbname: bound(database, 'dbname'),
    username: bound(database, 'username'),
    password: bound(database, 'password'),
    uri: bound(database, 'uri'),
  };
}

/** Says why a flavor has no URI: nothing in the cluster can put the generated password into a text. */
export function withoutUri({ platform: { flavor } }: Database): ModuleOutput {
  const reason = `The flavor ${String(flavor)} learns host and password only in the cluster, and nothing there makes a URI of them. Refer to host, port, dbname, username and password.`;
  return { kind: 'none', reason };
}
