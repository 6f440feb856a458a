import { POSTGRES } from '../../database/engines.ts';
import { databasePlatform, databaseSchema } from '../../database/schema.ts';

export const postgresSchema = databaseSchema(POSTGRES);

export const postgresPlatform = databasePlatform(POSTGRES);
