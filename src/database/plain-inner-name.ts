import { input } from '../model/pointer.ts';
import { innerNameOf, type Database } from './database.ts';

/**
 * The name of the database inside of the server, for those who take letters, digits and `_` only (AWS
 * CreateDBInstance `DBName`); any other one is reported.
 */
export function plainInnerName(database: Database): string {
  const name = innerNameOf(database);
  if (!/^[A-Za-z][A-Za-z0-9_]*$/.test(name)) {
    const detail = `The flavor ${String(database.platform.flavor)} takes a database name of letters, digits and "_" that starts with a letter, and "${name}" is none.`;
    database.report({ code: 'FIELD_INVALID', detail, at: input('database') });
  }
  return name;
}
