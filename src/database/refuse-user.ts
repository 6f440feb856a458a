import { platform } from '../model/pointer.ts';
import { userOf, type Database } from './database.ts';

/** Reports that the user of the apps is the administrator, which an operator keeps for itself. */
export function refuseUser(database: Database, administrator: string): void {
  if (userOf(database) !== administrator) return;
  const detail = `"${administrator}" belongs to the operator of the flavor. Give the apps another username, or leave it out for "app".`;
  database.report({ code: 'FIELD_INVALID', detail, at: platform('username') });
}
