import { planFiles, writeFiles } from '../../adapters/files/scaffold-writer.ts';
import type { PlannedFile, ScaffoldFile } from '../../model/scaffold.ts';
import type { JsonObject } from '../../model/json.ts';
import type { ModuleDefinition } from '../../model/module.ts';
import { jsonSchemas, schemaText } from '../../schema/json-schema.ts';
import { SCHEMA_FOLDER } from './expand-template.ts';

/** The JSON Schemas of the files a user writes, by name. */
export function editorSchemas(modules: readonly ModuleDefinition[]): Readonly<Record<string, JsonObject>> {
  return Object.fromEntries(jsonSchemas(modules));
}

/** The schema files that editors read, as they belong into a repository. */
export function schemaFiles(modules: readonly ModuleDefinition[]): readonly ScaffoldFile[] {
  return [...jsonSchemas(modules)].map(([name, schema]) => ({
    path: `${SCHEMA_FOLDER}/${name}.schema.json`,
    content: schemaText(schema),
  }));
}

/** Writes the schema files that are missing or out of date; only the one of `name` when it is given. */
export function writeSchemaFiles(
  root: string,
  modules: readonly ModuleDefinition[],
  name?: string,
): readonly PlannedFile[] {
  const files = schemaFiles(modules);
  const wanted =
    name === undefined ? files : files.filter(({ path }) => path.endsWith(`/${name}.schema.json`));
  const planned = planFiles(root, wanted, 'update');
  writeFiles(root, planned);
  return planned;
}
