import { MYSQL } from '../../database/engines.ts';
import { databasePlatform, databaseSchema } from '../../database/schema.ts';

export const mysqlSchema = databaseSchema(MYSQL);

export const mysqlPlatform = databasePlatform(MYSQL);
