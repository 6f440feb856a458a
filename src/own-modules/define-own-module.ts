import { z } from 'zod';
import type {
  DeclaredInput,
  GeneratedResource,
  ModuleContext,
  ModuleDefinition,
  ModuleNames,
  ModuleProblem,
  ModuleResult,
} from '../model/module.ts';
import { input } from '../model/pointer.ts';
import { strictObject } from '../model/strict-object.ts';
import { MAX_EXPANSION } from './expand.ts';
import type { OwnModule } from './own-module.ts';
import { renderObjects, type ModuleUse } from './render-objects.ts';
import { renderOutputs, renderPatch } from './render-patch.ts';
import { renderModuleSecret, secretFiles } from './render-secrets.ts';
import { moduleValues } from './values.ts';

/** Turns a module that was read from a file into one that the compiler can use like a built-in one. */
export function defineOwnModule(own: OwnModule): ModuleDefinition {
  return {
    name: own.name,
    type: typeName(own.name),
    role: 'accessory',
    shareable: own.shareable,
    summary: own.summary,
    file: own.file,
    schema: strictObject({
      module: z.literal(own.name).optional().describe('Names the module when the key does not.'),
      ...own.input,
    }),
    platform: strictObject(own.platform),
    inputs: (values, config, names) => inputsOf(own, moduleValues(values, config, names), names),
    generate: (values, config, context) => generate(own, { values, config, context }),
  };
}

/** Stands for a module whose file has errors: it takes anything and makes nothing, so that only the file is blamed. */
export function unreadModule(name: string, file: string): ModuleDefinition {
  const anything = z.looseObject({});
  return {
    name,
    type: typeName(name),
    role: 'accessory',
    shareable: true,
    summary: 'Its file has errors.',
    file,
    schema: anything,
    platform: anything,
    generate: () => ({ resources: [] }),
  };
}

/** `redis-cluster` → `RedisCluster`, as KCL would name its schema. */
function typeName(name: string): string {
  return name.replaceAll(/(?:^|[-_])([a-z0-9])/g, (_, first: string) => first.toUpperCase());
}

interface Use {
  readonly values: unknown;
  readonly config: unknown;
  readonly context: ModuleContext;
}

function inputsOf(
  own: OwnModule,
  values: ReturnType<typeof moduleValues>,
  { secretBackend: backend }: ModuleNames,
): readonly DeclaredInput[] {
  return secretFiles(own.secrets, values, { backend, budget: { left: MAX_EXPANSION } });
}

function generate(own: OwnModule, { values: given, config, context }: Use): ModuleResult {
  const problems: ModuleProblem[] = [];
  const values = moduleValues(given, config, context);
  const budget = { left: MAX_EXPANSION };
  const use: ModuleUse = { values, budget, context, report: (problem) => problems.push(problem) };
  const secrets = own.secrets.map((secret) => renderModuleSecret(secret, use));
  const resources: GeneratedResource[] = secrets.flatMap((secret) => secret.resources);
  for (const resource of own.resources) resources.push(...renderObjects(resource, use));
  const patch = renderPatch(own, use);
  const outputs = renderOutputs(own, use);
  if (budget.left < 0) {
    const detail = `The module ${own.name} would make more than ${MAX_EXPANSION} characters here. Give it less to repeat.`;
    return { resources: [], problems: [{ code: 'EXPANSION_LIMIT', detail, at: input() }] };
  }
  return {
    resources,
    problems,
    requiredSecrets: secrets.flatMap(({ required }) => required),
    patch,
    outputs,
  };
}
