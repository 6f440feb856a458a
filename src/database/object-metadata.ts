import { from, type Draft } from '../model/draft.ts';
import { platform } from '../model/pointer.ts';
import type { Database } from './database.ts';

/** The name of a database, or of one of its objects, as the platform gave it or by default. */
export function nameDraft({ name }: Database, suffix = ''): Draft {
  return from(platform('databaseName'), `${name}${suffix}`);
}

/** `metadata` of an object in the namespace of the unit. */
export function objectMetadata(database: Database, suffix = ''): Readonly<Record<string, Draft>> {
  return { name: nameDraft(database, suffix), namespace: database.names.namespace };
}
