import type { ModuleNames } from '../model/module.ts';
import { input, platform as platformPointer, type Pointer } from '../model/pointer.ts';
import type { Report } from '../model/report.ts';
import type { Engine } from './engines.ts';
import type { DatabaseInput, DatabasePlatform } from './schema.ts';

/** A database to make: both sides of its input, the names around it, and where problems go. */
export interface Database {
  readonly engine: Engine;
  readonly input: DatabaseInput;
  readonly platform: DatabasePlatform;
  readonly names: ModuleNames;
  /** The name of the instance, which all its objects are named after. */
  readonly name: string;
  /** What decides that the database is made this way: the flavor, else the developer's type. */
  readonly cause: Pointer;
  readonly report: Report;
}

/** What a module knows of its database. */
export type DatabaseRequest = Omit<Database, 'name' | 'cause'>;

/**
 * Names a database: the platform's `databaseName`, else `<project>-<stack>-<app>-<engine>` as in Kusion
 * (catalog@455e3c90 `GenerateDefaultMySQLName`), for one that apps share `<project>-<stack>-<key>`.
 */
export function databaseOf(request: DatabaseRequest): Database {
  const { engine, platform, names } = request;
  const own = names.shared ? names.unitName : `${names.unitName}-${engine.name}`;
  const cause = platform.flavor === undefined ? input('type') : platformPointer('flavor');
  return { ...request, name: platform.databaseName ?? own, cause };
}

/** The user that apps log in as. Kusion's default may be the administrator, so flavors have their own. */
export function userOf({ engine, platform }: Database): string {
  return platform.username ?? (platform.flavor === undefined ? engine.kusionUser : 'app');
}

/**
 * The database inside of the server. By default Kusion's name, which is that of the instance; flavors write it
 * with `_`, because a name with `-` needs quotes in SQL and RDS refuses it.
 */
export function innerNameOf({ input: own, platform, name }: Database): string {
  return own.database ?? (platform.flavor === undefined ? name : name.replaceAll('-', '_'));
}

/** The class of a cloud instance under either of its names. */
export function instanceClassOf({ platform }: Database): string | undefined {
  return platform.instanceClass ?? platform.instanceType;
}
