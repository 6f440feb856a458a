import { z } from 'zod';
import type { JsonObject } from '../model/json.ts';
import type { ModuleDefinition } from '../model/module.ts';
import { appFile } from './app-file.ts';
import { moduleFile } from './module-file.ts';
import { moorlineFile } from './moorline-file.ts';
import { projectFile } from './project-file.ts';
import { shareDefinitions } from './share-definitions.ts';
import { stackFile } from './stack-file.ts';
import { workspaceFile } from './workspace-file.ts';

/** The files a user writes, by the name of their schema. */
export type SchemaName = 'moorline' | 'project' | 'stack' | 'workspace' | 'app' | 'module';

/**
 * The JSON Schema (draft-07) of each file a user writes, for a set of modules. It accepts exactly
 * what the schema behind it accepts as input; fields with a default may be left out.
 */
export function jsonSchemas(modules: readonly ModuleDefinition[]): ReadonlyMap<SchemaName, JsonObject> {
  const sources = fileSchemas(modules);
  return new Map([...sources].map(([name, schema]) => [name, toJsonSchema(name, schema)]));
}

/** The schemas that `jsonSchemas` exports. */
export function fileSchemas(modules: readonly ModuleDefinition[]): ReadonlyMap<SchemaName, z.ZodType> {
  return new Map<SchemaName, z.ZodType>([
    ['moorline', moorlineFile],
    ['project', projectFile],
    ['stack', stackFile],
    ['workspace', workspaceFile(modules)],
    ['app', appFile(modules).any],
    ['module', moduleFile],
  ]);
}

/** The bytes of a JSON Schema file. */
export function schemaText(schema: JsonObject): string {
  return `${JSON.stringify(schema, null, 2)}\n`;
}

const TITLES: Readonly<Record<SchemaName, string>> = {
  moorline: 'moorline.yaml',
  project: 'project.yaml',
  stack: 'stack.yaml',
  workspace: 'Moorline workspace',
  app: 'app.yaml',
  module: 'module.yaml',
};

function toJsonSchema(name: SchemaName, schema: z.ZodType): JsonObject {
  const { $schema, ...body } = z.toJSONSchema(schema, { target: 'draft-7', io: 'input' });
  // through text, because the export carries helpers that are not part of the schema
  return shareDefinitions(
    JSON.parse(JSON.stringify({ $schema, title: TITLES[name], ...body })) as JsonObject,
  );
}
